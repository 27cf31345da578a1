"""Response to a treatment: remission, residual disease in it, or none; and why it is not known.

"Not evaluable" has three meanings in the paper: early death, loss to follow-up, and a response
that was never assessed ("Unknown" in Table 4). They are three classes here.
"""

from dataclasses import dataclass

from projections.language import (
    Case,
    Classes,
    Condition,
    Milestone,
    Node,
    at_most,
    earliest,
    elapsed,
    events,
    first,
    judged,
    reached,
)
from projections.studies.wudhikarn2021.conventions import (
    METHODS,
    MRD_WINDOW_DAYS,
    RESPONSE_WINDOW_DAYS,
)
from projections.studies.wudhikarn2021.signals import extramedullary_disease, marrow
from projections.studies.wudhikarn2021.treatments import (
    SALVAGE,
    blinatumomab,
    infusion,
    inotuzumab,
    reinfusion,
)


@dataclass(frozen=True)
class Response:
    """Remission, residual disease in it, and lack of response after one treatment."""

    treatment: Milestone
    next_treatment: Milestone
    due: Milestone
    window_over: Milestone
    remission: Milestone
    mrd_negative: Milestone
    mrd_positive: Milestone
    no_response: Milestone
    early_death: Milestone
    early_loss: Milestone

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
                Case("not evaluable: early death", reached(self.early_death)),
                Case("not evaluable: lost to follow-up", reached(self.early_loss)),
                Case("not evaluable: not assessed", reached(self.window_over)),
            ),
            otherwise="not yet assessed",
            source=METHODS,
        )

    def named(self, treatment: str) -> dict[str, Node]:
        """The definitions under names that cite the treatment."""
        return {
            f"next_treatment_after_{treatment}": self.next_treatment,
            f"response_due_after_{treatment}": self.due,
            f"remission_after_{treatment}": self.remission,
            f"mrd_negative_after_{treatment}": self.mrd_negative,
            f"mrd_positive_after_{treatment}": self.mrd_positive,
            f"no_response_to_{treatment}": self.no_response,
            f"early_death_after_{treatment}": self.early_death,
            f"early_loss_after_{treatment}": self.early_loss,
            f"response_to_{treatment}": self.best,
        }


def response(
    treatment: Milestone, next_treatment: Milestone, extramedullary: Condition
) -> Response:
    """Response is assessed from one treatment until the next, within the response window."""
    due = earliest(
        elapsed(RESPONSE_WINDOW_DAYS, since=treatment),
        next_treatment,
        source="a convention: the paper does not say when response is judged",
    )
    # Who is not seen any more cannot be judged, but is not awaited for ever.
    window_over = earliest(
        elapsed(RESPONSE_WINDOW_DAYS, since=treatment, unobserved=True), next_treatment
    )
    remission = first(
        (marrow.since(treatment) < 5) & ~extramedullary,
        after=treatment,
        before=next_treatment,
        within=RESPONSE_WINDOW_DAYS,
        source=f"{METHODS}: marrow blasts < 5% whatever the MRD, extramedullary disease resolved",
    )
    return Response(
        treatment=treatment,
        next_treatment=next_treatment,
        due=due,
        window_over=window_over,
        remission=remission,
        mrd_negative=_residual("negative", remission, next_treatment),
        mrd_positive=_residual("positive", remission, next_treatment),
        no_response=judged(
            ~reached(remission), at=due, source=f"{METHODS}: failure to attain morphologic CR"
        ),
        early_death=_early("death", treatment, next_treatment),
        early_loss=_early("lost_to_follow_up", treatment, next_treatment),
    )


def _residual(result: str, remission: Milestone, next_treatment: Milestone) -> Milestone:
    sensitive = {"sensitivity": at_most(1e-4)} if result == "negative" else {}
    return first(
        events("residual_disease", result=result, **sensitive),
        on_or_after=remission,
        before=next_treatment,
        within=MRD_WINDOW_DAYS,
        source=f"{METHODS}: flow cytometry with a sensitivity of at least 1e-4",
    )


def _early(end: str, treatment: Milestone, next_treatment: Milestone) -> Milestone:
    return first(
        events(end),
        after=treatment,
        before=next_treatment,
        within=RESPONSE_WINDOW_DAYS,
        source="Results: not evaluable due to early mortality or lost to follow-up",
    )


def response_to(treatment: Milestone) -> Response:
    """Response to a treatment of the patient; salvage, cells or a transplant end it."""
    next_treatment = earliest(
        first(SALVAGE, after=treatment),
        first(events("cell_infusion"), after=treatment),
        first(events("transplant"), after=treatment),
        source="a convention: the next treatment ends the assessment of the last",
    )
    return response(treatment, next_treatment, extramedullary_disease)


after_infusion = response_to(infusion)
after_reinfusion = response_to(reinfusion)
after_blinatumomab = response_to(blinatumomab)
after_inotuzumab = response_to(inotuzumab)

DEFINITIONS: dict[str, Node] = {
    **after_infusion.named("infusion"),
    **after_reinfusion.named("reinfusion"),
    **after_blinatumomab.named("blinatumomab"),
    **after_inotuzumab.named("inotuzumab"),
}
