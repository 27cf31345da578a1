"""Treatment before the first infusion: prior lines, antibodies, transplant, bridging."""

from projections.language import (
    Case,
    Classes,
    Episodes,
    count,
    earliest,
    events,
    first,
    includes,
    not_understood,
    of_class,
    one_of,
    reached,
)
from projections.studies.wudhikarn2021.conventions import METHODS, REGIMEN_DAYS
from projections.studies.wudhikarn2021.regimens import (
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
transplant_before_infusion = first(ALLOGENEIC, before=infusion, source=BASELINE)

bridging = first(
    events("therapy_started", setting="bridging"), before=infusion, source=f"{METHODS}; {BASELINE}"
)
_bridging = regimens("bridging", before=infusion)
multiagent_bridging = _bridging.multiagent
myelosuppressive_bridging = _bridging.myelosuppressive
intensive_bridging = _bridging.intensive
bridging_unclear = _bridging.unclear
bridging_class = Classes(
    (
        Case("intensive", reached(intensive_bridging)),
        Case(NOT_CLASSIFIABLE, reached(bridging_unclear)),
        Case("nonintensive", reached(bridging)),
    ),
    otherwise="none",
    source=f"{METHODS}; {BASELINE}",
)
