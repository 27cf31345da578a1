"""Toxicity of blinatumomab and inotuzumab, as Table 4 and the text print it."""

from collections.abc import Iterator

from reconstruction.cohort.facts import SYNTHETIC, Basis, Fact
from reconstruction.cohort.printed import DAY_SYNTHETIC, basis, cell, in_text
from reconstruction.cohort.reactions import graded
from reconstruction.cohort.signs import CYTOKINE_RELEASE, NEUROTOXICITY, Course
from reconstruction.cohort.tables import Line, Patient

BLINATUMOMAB, INOTUZUMAB = "blinatumomab", "inotuzumab ozogamicin"
ANTIBODIES = (BLINATUMOMAB, INOTUZUMAB)
OBSTRUCTION = "sinusoidal obstruction syndrome"
LINEAGES = {
    "white cell count decreased": "leucopenia_grade",
    "platelet count decreased": "thrombocytopenia_grade",
}
ONSET = {CYTOKINE_RELEASE: 2, NEUROTOXICITY: 5}
DAYS = 4
INFECTED = "MSK46"
"""One of eight had an infection of grade 4; which is not printed, and this one is assumed."""


def toxicity(patient: Patient, line: Line, until: int) -> Iterator[Fact]:
    """Reactions to blinatumomab, cytopenia, sinusoidal obstruction, infection."""
    name, drug = patient.name, line.treatment
    if drug == BLINATUMOMAB:
        for reaction in (CYTOKINE_RELEASE, NEUROTOXICITY):
            yield from _reaction(patient, line, reaction)
    yield from _cytopenia(name, drug, min(line.day + 10, until - 1))
    if drug == INOTUZUMAB:
        yield from _obstruction(patient, line, until)
        if name == INFECTED:
            fields = {"toxicity": "infection", "grade": 4, "related_to": drug}
            day = min(line.day + 17, until)
            yield Fact(day, "toxicity_grade", fields, in_text(name, "infection"))


def _reaction(patient: Patient, line: Line, reaction: str) -> Iterator[Fact]:
    kind = f"{reaction}_grade"
    printed = cell(patient.name, BLINATUMOMAB, kind)
    start = line.day + ONSET[reaction]
    if printed == "unknown":
        why = basis(patient.name, BLINATUMOMAB, kind, DAY_SYNTHETIC)
        yield Fact(start, kind, {"present": True}, why)
        yield Fact(start + DAYS, kind, {"grade": 0})
        return
    grade = int(printed or 0)
    course = Course(start, start + grade - 1, start + DAYS, grade) if grade else None
    yield from graded(patient.name, BLINATUMOMAB, reaction, line.day, course, patient.last)


def _cytopenia(patient: str, drug: str, day: int) -> Iterator[Fact]:
    """Grades where they are printed; that none was severe, where only that is."""
    for lineage, column in LINEAGES.items():
        if grade := cell(patient, drug, column):
            why = basis(patient, drug, column, DAY_SYNTHETIC)
            yield _grade(day, lineage, drug, why, grade=int(grade))
        elif cell(patient, drug, "severe_cytopenia") == "no":
            why = basis(patient, drug, "severe_cytopenia", DAY_SYNTHETIC)
            yield _grade(day, lineage, drug, why, below=3)


def _obstruction(patient: Patient, line: Line, until: int) -> Iterator[Fact]:
    name, drug = patient.name, line.treatment
    printed = basis(name, drug, "sinusoidal_obstruction", DAY_SYNTHETIC)
    match cell(name, drug, "sinusoidal_obstruction"):
        case "no":
            yield _grade(min(line.day + 21, until - 1), OBSTRUCTION, drug, printed, grade=0)
        case "during treatment":
            first = min(line.day + 17, patient.last - 3)
            yield _grade(first, OBSTRUCTION, drug, grade=3)
            why = in_text(name, "sinusoidal obstruction", printed)
            yield _grade(patient.last, OBSTRUCTION, drug, why, grade=5)
        case "after transplant" if line.transplant is not None:
            day = min(line.transplant + 21, until)
            why = in_text(name, "sinusoidal obstruction", printed)
            yield _grade(day, OBSTRUCTION, "transplant", why, grade=4)


def _grade(day: int, toxicity: str, related_to: str, why: Basis = SYNTHETIC, **grade: int) -> Fact:
    payload = {"toxicity": toxicity, **grade, "related_to": related_to}
    return Fact(day, "toxicity_grade", payload, why)
