"""The roles of a transplant: before the cells, consolidation of their remission, after progression.

Four kinds of transplant must be kept apart: the fourth, after a second infusion, is one of those
after progression.
"""

from functools import reduce
from operator import and_

from projections.language import (
    Case,
    Classes,
    Condition,
    Events,
    Milestone,
    Node,
    Signal,
    at_least,
    days_between,
    earliest,
    events,
    first,
    judged,
    last,
    reached,
)
from projections.studies.wudhikarn2021.before import recorded_as_therapy
from projections.studies.wudhikarn2021.conventions import RESULTS
from projections.studies.wudhikarn2021.relapse import IN_BLOOD, IN_MARROW, OUTSIDE, relapse_after
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.response_classes import (
    CR_UNKNOWN,
    NEGATIVE_CR,
    POSITIVE_CR,
)
from projections.studies.wudhikarn2021.signals import (
    extramedullary_disease,
    marrow,
    no_extramedullary_disease,
    residual,
    sensitive,
)
from projections.studies.wudhikarn2021.treatments import ALLOGENEIC, SALVAGE, infusion, reinfusion
from projections.study import definitions_of

STATUS = f"{RESULTS}: disease status at the time of transplant"
IN_REMISSION = (marrow < 5) & no_extramedullary_disease
GROSS = (marrow >= 5) | extramedullary_disease

second_transplant = first(ALLOGENEIC, n=2, source=RESULTS)
third_transplant = first(ALLOGENEIC, n=3, source=RESULTS)
DEFINITIONS: dict[str, Node] = {
    "second_transplant": second_transplant,
    "third_transplant": third_transplant,
}


def transplant_roles(progression: Milestone) -> dict[str, Node]:
    """Definitions of every role, and of the disease at a transplant after progression."""
    consolidation = first(
        ALLOGENEIC,
        after=after_infusion.remission,
        before=earliest(progression, first(SALVAGE, after=after_infusion.remission)),
        source="Table 1: HSCT consolidation after CAR T-cell therapy",
    )
    transplant_after_progression = first(ALLOGENEIC, on_or_after=progression, source=RESULTS)
    transplant_after_reinfusion = first(ALLOGENEIC, after=reinfusion, source=RESULTS)
    marrow_disease_before_transplant, blood_disease_before_transplant, sites_before_transplant = (
        last(shown, before=transplant_after_progression, source=STATUS)
        for shown in (IN_MARROW, IN_BLOOD, OUTSIDE)
    )
    remission_with_transplant = earliest(
        judged(IN_REMISSION, at=transplant_after_progression),
        first(IN_REMISSION, after=transplant_after_progression),
        source=f"{RESULTS}: in remission at the transplant, or brought into it",
    )
    relapse_after_transplant = relapse_after(
        remission_with_transplant,
        source=f"{RESULTS}: relapse after the transplant that followed progression",
    )
    days_from_progression_to_transplant = days_between(
        progression, transplant_after_progression, source=RESULTS
    )
    transplant_number = _number(transplant_after_progression)
    status_at_transplant = _status(
        transplant_after_progression,
        marrow_disease_before_transplant,
        blood_disease_before_transplant,
        sites_before_transplant,
    )
    return definitions_of({k: v for k, v in locals().items() if k != "progression"})


def _numbered_from(number: int) -> Events:
    return events("transplant", graft="haematopoietic", donor="allogeneic", number=at_least(number))


def _number(transplant: Milestone) -> Classes:
    """Which of all allogeneic transplants of the patient it is.

    By count, or by its own number where that is higher and no autologous one explains it; one that
    is recorded as a therapy before the cells counts if no transplant of that time is on record.
    """
    numbered = {n: reached(first(_numbered_from(n))) for n in (2, 3)}
    by_allogeneic = ~reached(first(events("transplant", donor="autologous")))
    as_therapy = reached(recorded_as_therapy) & ~reached(first(ALLOGENEIC, before=infusion))
    second = reached(second_transplant) | (numbered[2] & by_allogeneic) | numbered[3] | as_therapy
    third = reached(third_transplant) | (numbered[3] & by_allogeneic)
    third = third | (reached(second_transplant) & as_therapy)

    def by_then(counted: Condition) -> Condition:
        return reached(judged(counted, at=transplant))

    return Classes(
        (
            Case("none", ~reached(transplant)),
            Case("third or later", by_then(third)),
            Case("second", by_then(second)),
        ),
        otherwise="first",
        source=f"{RESULTS}: first or second alloHSCT",
    )


def _status(transplant: Milestone, *shown_before: Milestone) -> Classes:
    """By the latest assessments before it; residual disease by a test since gross disease was."""

    def latest(test: Signal, result: str) -> Condition:
        since = (test.since(shown).is_(result) | ~reached(shown) for shown in shown_before)
        return reduce(and_, since, test.is_(result))

    negative = latest(residual, "negative") & latest(sensitive, "negative")

    def found(condition: Condition) -> Condition:
        return reached(judged(condition, at=transplant))

    return Classes(
        (
            Case("no transplant", ~reached(transplant)),
            Case("active disease", found(GROSS)),
            Case(NEGATIVE_CR, found(IN_REMISSION & negative)),
            Case(POSITIVE_CR, found(IN_REMISSION & latest(residual, "positive"))),
            Case(CR_UNKNOWN, found(IN_REMISSION)),
        ),
        otherwise="unknown",
        source=STATUS,
    )
