"""What the first infusion brought: its response, and the follow-up of a remission."""

from collections.abc import Iterator

from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import (
    IN_REMISSION,
    SYNTHETIC,
    UNDER_5_PERCENT,
    Basis,
    Fact,
    course,
    imaging,
    marrow,
    transplant,
)
from reconstruction.cohort.infusion import FIRST, sites_before
from reconstruction.cohort.printed import DAY_SYNTHETIC, basis
from reconstruction.cohort.tables import MOLECULAR, REMISSION, Patient
from reconstruction.cohort.working_days import working_day

FOLLOWED = (92, 183, 274, 365)
"""Days of the first marrows of follow-up; half a year apart from then on."""
HALF_A_YEAR, LEAST_APART = 182, 25
STILL_RESIDUAL_DAYS = 30
"""How long residual disease belongs to the remission in which it was found."""

CONDITIONING_DAYS = 7
CONDITIONING = ("cyclophosphamide", "thiotepa", "total body irradiation")
REDUCED_CONDITIONING = ("fludarabine", "melphalan")
"""Of a transplant after the first: the whole body is irradiated once."""


def response(patient: Patient) -> Iterator[Fact]:
    """The marrow that shows a remission, imaging included, and the follow-up of it."""
    day = patient.day("response_day")
    if day is None or not patient.is_(response=REMISSION):
        return
    note = "from the printed response; day and percent synthetic"
    shown = basis(patient.name, FIRST, "response", note, "derived")
    residual = basis(patient.name, FIRST, "residual_disease", DAY_SYNTHETIC)
    state = IN_REMISSION[patient.cells["residual_disease"]]
    yield from marrow(patient.name, day, state, shown, residual)
    yield from imaging(day, sites_before(patient), "resolved")
    yield stated(patient.name, FIRST, day, REMISSION, patient.cells["residual_disease"])
    yield from _follow_up(patient, day)
    yield from _consolidation(patient)


def stated(patient: str, treatment: str, day: int, response: str, residual: str) -> Fact:
    """The response as it was stated."""
    fields = {"response": response, "treatment": treatment.replace(";", ", ")}
    more = {"residual_disease": residual} if residual else {}
    printed = basis(patient, treatment, "response", DAY_SYNTHETIC)
    return Fact(day, "response_stated", {**fields, **more}, printed)


def _follow_up(patient: Patient, remission: int) -> Iterator[Fact]:
    progression = patient.progression
    until = patient.last if progression is None else progression - LEAST_APART
    state = _later_state(patient)
    usual = [
        working_day(patient, spared(due, patient.day("consolidation_day")))
        for due in marrows_of_follow_up(patient, remission, until)
    ]
    days = [day for day in usual if day < until]
    for day in days or _cleared(patient, remission, until):
        yield from marrow(patient.name, day, state)


def _cleared(patient: Patient, remission: int, until: int) -> Iterator[int]:
    """Between what belongs to the remission and what ends it, if disease must clear to return."""
    transplanted = patient.day("consolidation_day")
    if patient.is_(progression=MOLECULAR):
        end = until if transplanted is None else min(until, transplanted - CONDITIONING_DAYS)
        yield working_day(patient, (remission + STILL_RESIDUAL_DAYS + end) // 2)


def _later_state(patient: Patient) -> str:
    """Residual disease found again is progression: it clears before, and else stays in doubt."""
    if patient.is_(progression=MOLECULAR):
        return "no evidence of disease"
    if patient.is_(residual_disease="positive"):
        return "indeterminate"
    return "no evidence of disease" if patient.is_(residual_disease="negative") else UNDER_5_PERCENT


def marrows_of_follow_up(patient: Patient, start: int, until: int) -> Iterator[int]:
    """Days of marrows in remission: months 3, 6, 9 and 12 from the treatment, then half-yearly."""
    later = range(FOLLOWED[-1] + HALF_A_YEAR, until + 1, HALF_A_YEAR)
    for due in (*FOLLOWED, *later):
        day = working_day(patient, due + between(patient.name, f"marrow {due}", -8, 8))
        if start + STILL_RESIDUAL_DAYS < day < until:
            yield day


def spared(due: int, transplant: int | None) -> int:
    """The day of a marrow: one due around a transplant is taken a month after it."""
    near = transplant is not None and transplant - 7 <= due < transplant + 25
    return transplant + 30 if near and transplant is not None else due


def _consolidation(patient: Patient) -> Iterator[Fact]:
    day = patient.day("consolidation_day")
    if day is not None:
        yield from transplanted(day, patient.transplant_number(day), patient.day("response_day"))


def transplanted(
    day: int, number: int, after: int | None = None, why: Basis = SYNTHETIC
) -> Iterator[Fact]:
    """Conditioning, if there was time for it, and the transplant."""
    start = day - CONDITIONING_DAYS
    if after is None or start > after:
        drugs = CONDITIONING if number == 1 else REDUCED_CONDITIONING
        yield from course(drugs, "consolidation", start, day - 1, regimen="conditioning")
    yield transplant(day, number, why)
