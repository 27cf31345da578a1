"""Response to a treatment: remission, residual disease in it, or none; and why it is not known.

Remission has no window: it counts whenever it is found before the next treatment. The window
decides the best response alone.
"""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

from projections.language import (
    Case,
    Classes,
    Condition,
    Events,
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
    RESPONSE_FROM_DAYS,
    RESPONSE_WINDOW_DAYS,
)
from projections.studies.wudhikarn2021.relapse import GROSS, RESIDUAL
from projections.studies.wudhikarn2021.response_classes import (
    CR_UNKNOWN,
    EARLY_DEATH,
    LATE,
    LOST,
    NEGATIVE_CR,
    NO_RESPONSE,
    NO_RESPONSE_LATE,
    NOT_ASSESSED,
    NOT_YET,
    POSITIVE_CR,
    SITES_NOT_ASSESSED,
)
from projections.studies.wudhikarn2021.signals import (
    blood,
    marrow,
    no_extramedullary_disease,
    outside_since,
    residual,
    sensitive,
)
from projections.studies.wudhikarn2021.treatments import (
    CELLS_AGAIN,
    SALVAGE,
    blinatumomab,
    infusion,
    inotuzumab,
    reinfusion,
)

CR = f"{METHODS}: marrow blasts < 5% whatever the MRD, extramedullary disease resolved"
REFRACTORY = f"{METHODS}: confirmed refractory disease, failure to attain morphologic CR"
CLEARED_MARROW = events("marrow_blasts", percent=at_most(5))
NEGATIVE = events("residual_disease", result="negative", sensitivity=at_most(1e-4))


@dataclass(frozen=True)
class Response:
    """Remission, residual disease in it, and lack of response, from a treatment until the next.

    ``clear_outside`` is the condition that no disease outside the marrow stands.
    """

    treatment: Milestone
    next_treatment: Milestone
    clear_outside: Condition

    @cached_property
    def due(self) -> Milestone:
        """When response is judged, of those who are still followed."""
        return earliest(
            elapsed(RESPONSE_WINDOW_DAYS, since=self.treatment),
            self.next_treatment,
            source="a convention: the paper does not say when response is judged",
        )

    @cached_property
    def window_over(self) -> Milestone:
        """When response is awaited no longer, also of those who are not seen any more."""
        window_end = elapsed(RESPONSE_WINDOW_DAYS, since=self.treatment, unobserved=True)
        return earliest(window_end, self.next_treatment)

    @cached_property
    def remission(self) -> Milestone:
        """Complete remission, whenever it is found."""
        return self._remission()

    @cached_property
    def remission_by_window(self) -> Milestone:
        """Complete remission, found by the end of the window."""
        return self._remission(within=RESPONSE_WINDOW_DAYS)

    def _remission(self, within: int | None = None) -> Milestone:
        return first(
            (marrow.since(self.treatment) < 5) & self.clear_outside,
            after=self.treatment,
            before=self.next_treatment,
            within=within,
            source=CR,
        )

    @cached_property
    def mrd_negative(self) -> Milestone:
        """Remission without residual disease, by a test that is sensitive enough."""
        tests = (each.since(self.confirmable) for each in (residual, sensitive))
        return self._residual(NEGATIVE, reduce(and_, (test.is_("negative") for test in tests)))

    @cached_property
    def mrd_positive(self) -> Milestone:
        """Remission with residual disease."""
        return self._residual(RESIDUAL, residual.since(self.confirmable).is_("positive"))

    def _residual(self, tests: Events, standing: Condition) -> Milestone:
        """By a test that stands when remission is found, or one in the days from then on."""
        found = first(
            tests,
            on_or_after=self.remission,
            before=self.next_treatment,
            within=MRD_WINDOW_DAYS,
        )
        source = f"{METHODS}: flow cytometry with a sensitivity of at least 1e-4"
        return earliest(judged(standing, at=self.remission), found, source=source)

    @cached_property
    def cleared(self) -> Milestone:
        """The first negative test in a remission, however long after it began."""
        later = first(NEGATIVE, on_or_after=self.remission)
        return earliest(self.mrd_negative, later)

    @cached_property
    def followed_until(self) -> Milestone:
        """Death or loss."""
        return first(events("death", "lost_to_follow_up"), after=self.treatment)

    @cached_property
    def confirmable(self) -> Milestone:
        """From when on disease is no longer expected to clear."""
        return elapsed(RESPONSE_FROM_DAYS, since=self.treatment, unobserved=True)

    @cached_property
    def ended(self) -> Milestone:
        """After what no disease is a lack of response any more."""
        return earliest(self.remission, self.next_treatment, self.followed_until)

    @cached_property
    def judgement(self) -> Milestone:
        """Disease by the latest assessments once the response is due."""
        outside = outside_since(self.treatment)
        in_blood = blood.since(self.treatment) >= 5
        disease = (marrow.since(self.treatment) >= 5) | in_blood | outside
        cleared = first(CLEARED_MARROW, after=self.treatment)
        no_remission = ~reached(self.remission) | ~reached(cleared)
        return judged(disease & no_remission & ~reached(self.followed_until), at=self.due)

    @cached_property
    def no_response(self) -> Milestone:
        """Refractory disease: confirmed, or judged if it was found too early to be confirmed."""
        return self._no_response()

    @cached_property
    def no_response_by_window(self) -> Milestone:
        """The same by the end of the window."""
        return self._no_response(within=RESPONSE_WINDOW_DAYS - RESPONSE_FROM_DAYS)

    def _no_response(self, within: int | None = None) -> Milestone:
        confirmed = (
            first(shown, on_or_after=self.confirmable, before=self.ended, within=within)
            for shown in GROSS
        )
        return earliest(*confirmed, self.judgement, source=REFRACTORY)

    def _early(self, end: str) -> Milestone:
        return first(
            events(end),
            after=self.treatment,
            before=self.next_treatment,
            within=RESPONSE_WINDOW_DAYS,
            source="Results: not evaluable due to early mortality or lost to follow-up",
        )

    @cached_property
    def early_death(self) -> Milestone:
        """Death by the end of the window."""
        return self._early("death")

    @cached_property
    def early_loss(self) -> Milestone:
        """Loss to follow-up by the end of the window."""
        return self._early("lost_to_follow_up")

    @cached_property
    def best(self) -> Classes:
        """The best response by the end of the window, or by the next treatment."""
        by_window = reached(self.remission_by_window)
        under_5_percent = judged(marrow.since(self.treatment) < 5, at=self.window_over)
        return Classes(
            (
                Case("not given", ~reached(self.treatment)),
                Case(NEGATIVE_CR, by_window & reached(self.mrd_negative)),
                Case(POSITIVE_CR, by_window & reached(self.mrd_positive)),
                Case(CR_UNKNOWN, by_window),
                Case(NO_RESPONSE, reached(self.no_response_by_window)),
                Case(EARLY_DEATH, reached(self.early_death)),
                Case(LATE.format(NEGATIVE_CR), reached(self.mrd_negative)),
                Case(LATE.format(POSITIVE_CR), reached(self.mrd_positive)),
                Case(LATE.format(CR_UNKNOWN), reached(self.remission)),
                Case(LOST, reached(self.early_loss)),
                Case(SITES_NOT_ASSESSED, reached(under_5_percent)),
                Case(NO_RESPONSE_LATE, reached(self.no_response)),
                Case(NOT_ASSESSED, reached(self.window_over)),
            ),
            otherwise=NOT_YET,
            source=METHODS,
        )

    def named(self, treatment: str) -> dict[str, Node]:
        """The definitions under names that cite the treatment."""
        return {
            f"next_treatment_after_{treatment}": self.next_treatment,
            f"response_due_after_{treatment}": self.due,
            f"remission_after_{treatment}": self.remission,
            f"remission_by_window_after_{treatment}": self.remission_by_window,
            f"mrd_negative_after_{treatment}": self.mrd_negative,
            f"mrd_positive_after_{treatment}": self.mrd_positive,
            f"no_response_to_{treatment}": self.no_response,
            f"no_response_by_window_to_{treatment}": self.no_response_by_window,
            f"early_death_after_{treatment}": self.early_death,
            f"early_loss_after_{treatment}": self.early_loss,
            f"response_to_{treatment}": self.best,
        }

    def cited(self, which: str) -> dict[str, Node]:
        """What the sentences of these definitions cite, and nobody asks for."""
        return {
            f"day_{RESPONSE_FROM_DAYS}_{which}": self.confirmable,
            f"assessment_ended_{which}": self.ended,
            f"followed_until_{which}": self.followed_until,
            f"judged_refractory_{which}": self.judgement,
        }


def response_to(treatment: Milestone) -> Response:
    """Response to a treatment of the patient; salvage, cells or a transplant end it."""
    next_treatment = earliest(
        first(SALVAGE, after=treatment),
        first(CELLS_AGAIN, after=treatment),
        first(events("transplant"), after=treatment),
        source="a convention: the next treatment ends the assessment of the last",
    )
    return Response(treatment, next_treatment, no_extramedullary_disease)


TREATMENTS = {
    "infusion": response_to(infusion),
    "reinfusion": response_to(reinfusion),
    "blinatumomab": response_to(blinatumomab),
    "inotuzumab": response_to(inotuzumab),
}
after_infusion = TREATMENTS["infusion"]
after_reinfusion = TREATMENTS["reinfusion"]
after_blinatumomab = TREATMENTS["blinatumomab"]
after_inotuzumab = TREATMENTS["inotuzumab"]

PARTS: dict[str, Node] = {
    name: node
    for treatment, after in TREATMENTS.items()
    for name, node in after.cited(f"after_{treatment}").items()
}
DEFINITIONS: dict[str, Node] = {
    name: node
    for treatment, after in TREATMENTS.items()
    for name, node in after.named(treatment).items()
}
