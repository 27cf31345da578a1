"""Adults with B-ALL progressing after CD19 CAR T cells (Wudhikarn et al., Blood 2021).

The definitions are those of the paper's Methods; where it leaves a choice, the choice is a
convention of the study, named below and printed with every result.
"""

from dataclasses import dataclass

from projections.language import (
    Case,
    Classes,
    Endpoint,
    Milestone,
    Node,
    Source,
    at_most,
    earliest,
    elapsed,
    events,
    first,
    includes,
    judged,
    last,
    reached,
    signal,
)
from projections.study import MONTHS, Study, definitions_of

METHODS = "Methods, assessments and outcomes"
RESPONSE_WINDOW_DAYS = 60
MRD_WINDOW_DAYS = 30

CONVENTIONS = (
    "a month is 365/12 days",
    "Kaplan-Meier intervals are on the log scale, R's default",
    f"refractory is judged {RESPONSE_WINDOW_DAYS} days after treatment, or when the next begins",
    f"residual disease counts from the day of remission until {MRD_WINDOW_DAYS} days later",
    "progression includes a return of residual disease alone, which the paper counts",
    "transplant does not censor",
)

# Signals: the latest assessment holds until the next.
marrow = signal("marrow_blasts", "percent")
extramedullary = signal("extramedullary", "status")
extramedullary_disease = extramedullary.somewhere("site", "present")

# Treatments.
enrolment = first(events("registered", study="wudhikarn2021"))
infusion = first(events("cell_infusion", infusion=1), source="Methods, patients")
reinfusion = first(events("cell_infusion", infusion=2), after=infusion)
blinatumomab = first(
    events("therapy_started", setting="salvage", drugs=includes("blinatumomab")), after=infusion
)
inotuzumab = first(
    events("therapy_started", setting="salvage", drugs=includes("inotuzumab ozogamicin")),
    after=infusion,
)
salvage_started = first(events("therapy_started", setting="salvage"), after=infusion)
death = first(events("death"))
last_seen = last(events())


@dataclass(frozen=True)
class Response:
    """Remission, residual disease in it, and lack of response after one treatment."""

    treatment: Milestone
    next_treatment: Milestone
    remission: Milestone
    mrd_negative: Milestone
    mrd_positive: Milestone
    no_response: Milestone

    @property
    def best(self) -> Classes:
        """The best response before the next treatment."""
        return Classes(
            (
                Case("not given", ~reached(self.treatment)),
                Case("MRD-negative CR", reached(self.mrd_negative)),
                Case("MRD-positive CR", reached(self.mrd_positive)),
                Case("CR with MRD unknown", reached(self.remission)),
                Case("no response", reached(self.no_response)),
            ),
            otherwise="not evaluable",
        )

    def named(self, treatment: str) -> dict[str, Node]:
        """The definitions under names that cite the treatment."""
        return {
            f"next_treatment_after_{treatment}": self.next_treatment,
            f"remission_after_{treatment}": self.remission,
            f"mrd_negative_after_{treatment}": self.mrd_negative,
            f"mrd_positive_after_{treatment}": self.mrd_positive,
            f"no_response_to_{treatment}": self.no_response,
            f"response_to_{treatment}": self.best,
        }


def response_to(treatment: Milestone) -> Response:
    """Response is assessed from one treatment until the next."""
    next_treatment = earliest(
        first(events("therapy_started", setting="salvage"), after=treatment),
        first(events("cell_infusion"), after=treatment),
        first(events("transplant"), after=treatment),
    )
    remission = first(
        (marrow.since(treatment) < 5) & ~extramedullary_disease,
        after=treatment,
        before=next_treatment,
        source=f"{METHODS}: marrow blasts < 5% whatever the MRD, extramedullary disease resolved",
    )
    mrd_negative = first(
        events("residual_disease", result="negative", sensitivity=at_most(1e-4)),
        on_or_after=remission,
        before=next_treatment,
        within=MRD_WINDOW_DAYS,
        source=f"{METHODS}: flow cytometry with a sensitivity of at least 1e-4",
    )
    mrd_positive = first(
        events("residual_disease", result="positive"),
        on_or_after=remission,
        before=next_treatment,
        within=MRD_WINDOW_DAYS,
    )
    no_response = judged(
        ~reached(remission),
        at=earliest(elapsed(RESPONSE_WINDOW_DAYS, since=treatment), next_treatment),
        source=f"{METHODS}: failure to attain morphologic CR",
    )
    return Response(treatment, next_treatment, remission, mrd_negative, mrd_positive, no_response)


after_infusion = response_to(infusion)
after_reinfusion = response_to(reinfusion)
after_blinatumomab = response_to(blinatumomab)
after_inotuzumab = response_to(inotuzumab)

# What ends the response to the first infusion.
relapse = first(
    (marrow.since(after_infusion.remission) >= 5) | extramedullary_disease,
    after=after_infusion.remission,
    source=f"{METHODS}: blasts >= 5% or extramedullary disease after CR",
)
molecular_relapse = first(
    events("residual_disease", result="positive"),
    after=after_infusion.mrd_negative,
    source="Results: two progressors had residual disease alone",
)
progression = earliest(after_infusion.no_response, relapse, molecular_relapse)

OS = Endpoint(
    origin=infusion,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
    source=METHODS,
)
EFS = Endpoint(
    origin=infusion,
    events=(
        Source("refractory", after_infusion.no_response),
        Source("relapse", relapse),
        Source("death", death),
    ),
    censors=(Source("last seen alive", last_seen),),
    source=METHODS,
)
OS_after_progression = Endpoint(
    origin=progression,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
    source=METHODS,
)

STUDY = Study(
    name="wudhikarn2021",
    title="Adults with B-ALL progressing after CD19 CAR T cells (Wudhikarn et al., Blood 2021)",
    enrolment=enrolment,
    definitions={
        **definitions_of(globals()),
        **after_infusion.named("infusion"),
        **after_reinfusion.named("reinfusion"),
        **after_blinatumomab.named("blinatumomab"),
        **after_inotuzumab.named("inotuzumab"),
    },
    populations={
        "infused": reached(infusion),
        "progressed": reached(progression),
        "given blinatumomab": reached(blinatumomab),
        "given inotuzumab": reached(inotuzumab),
        "reinfused": reached(reinfusion),
    },
    endpoints=("EFS", "OS", "OS_after_progression"),
    classes=(
        "response_to_infusion",
        "response_to_blinatumomab",
        "response_to_inotuzumab",
        "response_to_reinfusion",
    ),
    unit=MONTHS,
    report_at=(12, 36),
    conventions=CONVENTIONS,
)
