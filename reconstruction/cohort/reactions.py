"""Cytokine release and neurotoxicity after an infusion, and what was given for them."""

from collections.abc import Iterator

from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import SYNTHETIC, Basis, Fact
from reconstruction.cohort.infusion import FIRST
from reconstruction.cohort.laboratory import after_infusion
from reconstruction.cohort.printed import DAY_SYNTHETIC, basis
from reconstruction.cohort.signs import (
    CYTOKINE_RELEASE,
    FATAL,
    NEUROTOXICITY,
    Course,
    no_signs,
    signs,
)
from reconstruction.cohort.tables import Patient

SYNDROMES = {CYTOKINE_RELEASE: "cytokine release syndrome", NEUROTOXICITY: "ICANS"}
ABSENT_SAID = 14
TAPERED_FROM = 6
"""Courses of steroid this long ended at half the dose."""


def reactions_to_first_infusion(patient: Patient) -> Iterator[Fact]:
    """Both reactions with tocilizumab, steroid, and the laboratory values of those days."""
    release, neuro = _courses(patient)
    for reaction, course in ((CYTOKINE_RELEASE, release), (NEUROTOXICITY, neuro)):
        yield from graded(patient.name, FIRST, reaction, 0, course, patient.last)
    given = patient.day("tocilizumab_day")
    if given is not None:
        yield tocilizumab(given, CYTOKINE_RELEASE if release else NEUROTOXICITY)
    yield from _steroid(patient, NEUROTOXICITY if neuro else CYTOKINE_RELEASE)
    worst, grade = (release.worst, release.grade) if release else (4, 0)
    yield from after_infusion(patient, worst, grade)


def _courses(patient: Patient) -> tuple[Course | None, Course | None]:
    """Both courses, so timed that what was given fell into them."""
    name, cells = patient.name, patient.cells
    grade = int(cells["cytokine_release_grade"])
    onset = between(name, "release", 1, 3)
    usual = onset + between(name, "release worst", 1, 3) if grade > 1 else onset
    release = _course(name, "release", onset, patient.day("tocilizumab_day"), usual, grade)
    grade = int(cells["neurotoxicity_grade"])
    onset = between(name, "neuro", 3, 6)
    usual = onset + between(name, "neuro worst", 1, 3)
    neuro = _course(name, "neuro", onset, patient.day("steroid_day"), usual, grade)
    return release, neuro


def _course(
    patient: str, what: str, onset: int, treated: int | None, usual: int, grade: int
) -> Course | None:
    if not grade:
        return None
    worst = usual if treated is None else max(1, treated)
    end = worst + 1 + grade + between(patient, f"end of {what}", 0, 3)
    return Course(min(onset, worst), worst, end, grade)


def graded(
    patient: str, treatment: str, reaction: str, treated: int, course: Course | None, last: int
) -> Iterator[Fact]:
    """The signs day by day, and the grades that the clinician gave: the worst, and the end."""
    kind = f"{reaction}_grade"
    printed = basis(patient, treatment, kind, DAY_SYNTHETIC)
    if course is None:
        yield from no_signs(patient, reaction, treated)
        yield Fact(min(treated + ABSENT_SAID, last), kind, {"grade": 0}, printed)
    elif course.grade == FATAL:
        yield from signs(patient, reaction, Course(course.onset, course.worst, last, FATAL))
        yield Fact(course.worst, kind, {"grade": 4}, _warning(printed))
        yield Fact(last, kind, {"grade": FATAL}, printed)
    else:
        yield from signs(patient, reaction, course)
        yield Fact(course.worst, kind, {"grade": course.grade}, printed)
        yield Fact(course.end, kind, {"grade": 0})


def _warning(printed: Basis) -> Basis:
    if printed is SYNTHETIC:
        return SYNTHETIC
    note = "onset 7 days after infusion in the text; grade 4 synthetic"
    return Basis("published", note, printed.document)


def tocilizumab(day: int, reaction: str, why: Basis = SYNTHETIC) -> Fact:
    given = {"drug": "tocilizumab", "dose_mg_per_kg": 8, "indication": SYNDROMES[reaction]}
    return Fact(day, "drug_given", given, why)


def _steroid(patient: Patient, reaction: str) -> Iterator[Fact]:
    start, days = patient.day("steroid_day"), patient.day("steroid_days")
    if start is None or days is None:
        return
    dose = float(patient.cells["steroid_mg_per_kg"])
    yield steroid(start, dose, reaction)
    if days >= TAPERED_FROM:
        yield steroid(start + days * 2 // 3, round(dose / 2, 2), reaction)
    yield Fact(start + days, "steroid_stopped", {"drug": "dexamethasone"})


def steroid(day: int, dose: float, reaction: str) -> Fact:
    """Dexamethasone, its dose in prednisone equivalents (mg per kg and day)."""
    given = {"drug": "dexamethasone", "prednisone_mg_per_kg_day": dose}
    return Fact(day, "steroid_started", {**given, "indication": SYNDROMES[reaction]})
