"""Treatment before the first infusion: prior lines, antibodies, transplant, bridging."""

from projections.language import (
    Case,
    Classes,
    Episodes,
    Node,
    count,
    earliest,
    events,
    first,
    in_any_episode,
    includes,
    not_understood,
    of_class,
    of_patient,
    one_of,
    reached,
)
from projections.studies.wudhikarn2021.conventions import METHODS, REGIMEN_DAYS
from projections.studies.wudhikarn2021.regimens import (
    INTENSIVE,
    NOT_CLASSIFIABLE,
    TREATMENT,
    regimens,
)
from projections.studies.wudhikarn2021.treatments import ALLOGENEIC, infusion

BASELINE = "Table 1"

first_fact = first(events(), source="where a record begins")
prior_line = Episodes(
    (events("therapy_started", setting="prior"),),
    on_or_after=first_fact,
    joined_within=REGIMEN_DAYS,
    source=f"{BASELINE}: lines of treatment before CAR T-cell therapy",
)
prior_lines = count(prior_line, source=BASELINE)

prior_blinatumomab = first(
    events("therapy_started", drugs=includes("blinatumomab")), before=infusion, source=BASELINE
)
prior_inotuzumab = first(
    events("therapy_started", drugs=includes("inotuzumab ozogamicin")),
    before=infusion,
    source=BASELINE,
)
prior_antibody = earliest(prior_blinatumomab, prior_inotuzumab, source=BASELINE)
prior_drug_unclear = earliest(
    first(events("therapy_started", drugs=not_understood()), before=infusion),
    first(events("therapy_started", drugs=of_class(TREATMENT)), before=infusion),
    source="a drug that is not understood may be an antibody",
)
treated_before = first(
    events("therapy_started", setting=one_of("prior", "bridging")), before=infusion, source=BASELINE
)
prior_antibodies = Classes(
    (
        Case("both", reached(prior_blinatumomab) & reached(prior_inotuzumab)),
        Case("blinatumomab", reached(prior_blinatumomab)),
        Case("inotuzumab", reached(prior_inotuzumab)),
        Case(NOT_CLASSIFIABLE, reached(prior_drug_unclear)),
        Case("neither", reached(treated_before)),
    ),
    otherwise="unknown",
    source=f"{BASELINE}: prior treatment with noncellular immunotherapy",
)
recorded_as_therapy = first(
    events("therapy_started", setting="prior", drugs=includes("allogeneic transplant")),
    before=infusion,
    source="a transplant that is recorded among the therapies",
)
transplant_before_infusion = earliest(
    first(ALLOGENEIC, before=infusion), recorded_as_therapy, source=BASELINE
)

bridging = first(
    events("therapy_started", setting="bridging"), before=infusion, source=f"{METHODS}; {BASELINE}"
)
bridging_course = Episodes(
    (events("therapy_started", setting="bridging"),),
    on_or_after=first_fact,
    joined_within=REGIMEN_DAYS,
    source=f"{METHODS}: drugs of one regimen, not all that was given before the cells",
)
_in_course = regimens("bridging", before=of_patient(infusion))
multiagent_bridging = in_any_episode(bridging_course, _in_course.multiagent, INTENSIVE)
myelosuppressive_bridging = in_any_episode(bridging_course, _in_course.myelosuppressive, INTENSIVE)
intensive_bridging = in_any_episode(bridging_course, _in_course.intensive, INTENSIVE)
bridging_unclear = in_any_episode(
    bridging_course, _in_course.unclear, "a drug that is not understood may be of any class"
)
bridging_class = Classes(
    (
        Case("intensive", reached(intensive_bridging)),
        Case(NOT_CLASSIFIABLE, reached(bridging_unclear)),
        Case("nonintensive", reached(bridging)),
    ),
    otherwise="none",
    source=f"{METHODS}; {BASELINE}",
)

PARTS: dict[str, Node] = {
    "multiagent_in_course": _in_course.multiagent,
    "myelosuppressive_in_course": _in_course.myelosuppressive,
    "intensive_in_course": _in_course.intensive,
    "unclear_in_course": _in_course.unclear,
}
