"""The central nervous system: lumbar punctures, and what was given into the fluid."""

from collections.abc import Iterator, Sequence

from reconstruction.cohort.facts import CEREBROSPINAL_FLUID, Fact
from reconstruction.cohort.infusion import never_imaged
from reconstruction.cohort.tables import Patient
from reconstruction.cohort.working_days import working_day

METHOTREXATE, CYTARABINE = "intrathecal methotrexate", "intrathecal cytarabine"
BEFORE_CELLS = -12
"""Day of the lumbar puncture before lymphodepletion, which is given with prophylaxis."""
DOSES = ((1, METHOTREXATE), (4, CYTARABINE), (8, METHOTREXATE), (15, METHOTREXATE))
"""Days after disease was found in the fluid on which what was given."""


def nervous_system(patient: Patient, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Prophylaxis before the cells, and treatment of every disease found in the fluid."""
    found = [fact for fact in facts if _in_fluid(fact)]
    if not any(fact.day < 0 for fact in found):
        yield from _prophylaxis(patient, working_day(patient, BEFORE_CELLS))
    latest = -(10**6)
    for day in sorted(fact.day for fact in found if fact.payload["status"] == "present"):
        if day > latest + DOSES[-1][0]:
            latest = day
            for after, drug in DOSES:
                yield _given(working_day(patient, day + after), drug, "disease")


def _in_fluid(fact: Fact) -> bool:
    return fact.kind == "extramedullary" and fact.payload["site"] == CEREBROSPINAL_FLUID


def _prophylaxis(patient: Patient, day: int) -> Iterator[Fact]:
    """With what the fluid showed, but of those whose sites were never assessed."""
    if not never_imaged(patient):
        clear = {"site": CEREBROSPINAL_FLUID, "status": "absent"}
        yield Fact(day, "extramedullary", clear)
    yield _given(day, METHOTREXATE, "prophylaxis")


def _given(day: int, drug: str, why: str) -> Fact:
    fields = {"drug": drug, "indication": f"central nervous system, {why}"}
    return Fact(day, "drug_given", fields)
