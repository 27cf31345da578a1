"""The course of blasts in gross disease: they rise untreated, and persist under what fails.

Counts that the tables give stand; between them each count follows from the one before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconstruction.cohort.at_work import CELLULAR, clinical_order, courses, is_gross
from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import Fact
from reconstruction.cohort.tables import Patient

HIGHEST, LOWEST = 97, 8
HALF_OF_THE_RISE = 90
"""Days in which untreated blasts come half the way to the highest count."""
INDOLENT = 90
"""Days without treatment for which a relapse told with it is of few blasts."""


def settled(patient: Patient, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts in clinical order, each count of blasts that was left open filled in."""
    ordered = sorted(facts, key=clinical_order)
    treated = _beginnings(facts)
    latest: Fact | None = None
    for fact in ordered:
        if fact.kind == "marrow_blasts":
            if fact.payload["percent"] is None:
                fact = replace(fact, payload={"percent": _count(patient, fact, latest, treated)})
            latest = fact
        yield fact


def _beginnings(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """First and last day of all that can lower a count: palliation does not."""
    drugs = [(start, end) for start, end, setting in courses(facts) if setting != "palliative"]
    return sorted([*drugs, *((fact.day, fact.day) for fact in facts if fact.kind in CELLULAR)])


def _count(
    patient: Patient, marrow: Fact, latest: Fact | None, treated: Sequence[tuple[int, int]]
) -> int:
    if latest is None or not is_gross(latest):
        return _found_first(patient, marrow.day, treated)
    before, days = int(str(latest.payload["percent"])), marrow.day - latest.day
    if any(start < marrow.day and latest.day < end for start, end in treated):
        percent = before * between(patient.name, f"blasts {marrow.day}", 70, 115) // 100
        return max(LOWEST, min(percent, HIGHEST))
    return max(before, before + (HIGHEST - before) * days // (days + HALF_OF_THE_RISE))


def _found_first(patient: Patient, day: int, treated: Sequence[tuple[int, int]]) -> int:
    """Of a new relapse: few, where the patient lives on for months before the next treatment."""
    following = min((start for start, _ in treated if start >= day), default=patient.last)
    indolent = following - day > INDOLENT
    low, high = (LOWEST, 14) if indolent else (15, 85)
    return between(patient.name, f"blasts {day}", low, high)
