"""Refractory disease and relapse after the first infusion: marrow, sites, blood, and CD19."""

from collections.abc import Iterator
from dataclasses import replace

from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import (
    MORPHOLOGIC,
    SYNTHETIC,
    Basis,
    Fact,
    imaging,
    marrow,
)
from reconstruction.cohort.infusion import FIRST
from reconstruction.cohort.printed import basis, in_text, patient_basis, treatment
from reconstruction.cohort.remission import stated
from reconstruction.cohort.tables import MOLECULAR, NO_RESPONSE, REFRACTORY, REMISSION, Patient
from reconstruction.published_tables import PAPER

AGAIN_POSITIVE = Basis("derived", "infused again for CD19-positive disease; day synthetic", PAPER)
MARROW_ALONE = Basis(note="not printed; stated by the marrow alone, disease outside it overlooked")
SITE_WINDOW = 14
SITE_AND_BURDEN = "site and burden printed; day and percent synthetic"
IN_BLOOD_FROM = 60
"""Percent of blasts in the marrow from which some were counted in blood on the same day."""


def progression(patient: Patient) -> Iterator[Fact]:
    if patient.progression is None:
        return
    if patient.is_(progression=REFRACTORY):
        yield from _refractory(patient, patient.progression)
    else:
        yield from _relapse(patient, patient.progression)


def _refractory(patient: Patient, day: int) -> Iterator[Fact]:
    """The marrow that confirms the disease, on the day from which it counts as progression."""
    yield from _found(patient, day, day, MORPHOLOGIC)
    if _percent(patient) is None:
        fields = {"response": REMISSION, "treatment": FIRST}
        yield Fact(day, "response_stated", fields, MARROW_ALONE)
    else:
        yield stated(patient.name, FIRST, day, NO_RESPONSE, "")


def _relapse(patient: Patient, day: int) -> Iterator[Fact]:
    """The work-up of a relapse: sites outside the marrow may be found some days after it."""
    line_1 = [line.day for line in patient.lines[:1]]
    described = min([day + SITE_WINDOW, *line_1, patient.last])
    state = MOLECULAR if patient.is_(progression=MOLECULAR) else MORPHOLOGIC
    later = day + between(patient.name, "work-up", 0, min(4, described - day))
    yield from _found(patient, day, later, state)


def _found(patient: Patient, day: int, later: int, state: str) -> Iterator[Fact]:
    """Everything found at one progression, on its day or some days later."""
    printed = basis(patient.name, FIRST, "relapse_burden", SITE_AND_BURDEN, "derived")
    why = printed if printed is not SYNTHETIC else in_text(patient.name, "progression")
    percent = _percent(patient)
    alone = state == MORPHOLOGIC and percent is None
    yield from imaging(day if alone else later, patient.sites, "present", why)
    if alone:
        yield from marrow(patient.name, later, "no evidence of disease")
    else:
        for fact in marrow(patient.name, day, state, why, percent=percent):
            yield replace(fact, role="progression")
    if percent and percent >= IN_BLOOD_FROM and between(patient.name, "blood", 0, 1):
        yield Fact(day, "blood_blasts", {"percent": percent // 2})
    yield from _phenotype(patient, later)


def _percent(patient: Patient) -> int | None:
    """Blasts in the marrow; None where they are under 5 percent."""
    percent = patient.cells["marrow_percent"]
    return (
        int(float(percent))
        if percent and not percent.startswith("<") and float(percent) >= 5
        else None
    )


def _phenotype(patient: Patient, day: int) -> Iterator[Fact]:
    expression = patient.cells["cd19"]
    if expression not in ("", "unknown"):
        yield phenotype(day, expression, _phenotype_basis(patient.name))
    if patient.is_(cd19_mixed_phenotype="yes"):
        yield Fact(day, "immunophenotype", {"antigen": "CD33", "expression": "positive"})


def phenotype(day: int, expression: str, why: Basis) -> Fact:
    """Whether the leukaemia expressed CD19."""
    return Fact(day, "immunophenotype", {"antigen": "CD19", "expression": expression}, why)


def _phenotype_basis(patient: str) -> Basis:
    """Table 4's, else what the text says of all who were infused again."""
    note = "day synthetic"
    if patient == "MSK44":
        note += "; C17: CD19-positive before the second infusion, by the text"
    printed = patient_basis(patient, "cd19_at_relapse", note)
    if printed is SYNTHETIC and treatment(patient, "second infusion"):
        return AGAIN_POSITIVE
    return printed
