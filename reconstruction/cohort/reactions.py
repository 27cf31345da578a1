"""Cytokine release and neurotoxicity after an infusion, and what was given for them."""

from collections.abc import Iterator
from dataclasses import replace

from reconstruction.cohort.chance import between, one_in
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
from reconstruction.published_tables import treatments_of

SYNDROMES = {CYTOKINE_RELEASE: "cytokine release syndrome", NEUROTOXICITY: "ICANS"}
SEVERE = 3
STEROID_FOLLOWS = 3
"""Days from the worst of cytokine release to a steroid given for ICANS."""
ABSENT_SAID = 14
TAPERED_FROM = 6
"""Courses of steroid this long ended at half the dose."""


def reactions_to_first_infusion(patient: Patient) -> Iterator[Fact]:
    """Both reactions with tocilizumab, steroid, and the laboratory values of those days."""
    release, neuro = _courses(patient)
    for reaction, course in ((CYTOKINE_RELEASE, release), (NEUROTOXICITY, neuro)):
        by_signs = course
        if reaction == CYTOKINE_RELEASE and course and graded_by_organ_toxicity(patient):
            by_signs = replace(course, grade=course.grade - 1)
        yield from graded(patient.name, FIRST, reaction, 0, course, patient.last, by_signs)
    given = patient.day("tocilizumab_day")
    if given is not None:
        yield tocilizumab(given, _indication(release, neuro))
    yield from _steroid(patient, NEUROTOXICITY if neuro else CYTOKINE_RELEASE)
    yield from _others(patient, release, neuro)
    worst, grade = (release.worst, release.grade) if release else (4, 0)
    yield from after_infusion(patient, worst, grade)


def graded_by_organ_toxicity(patient: Patient) -> bool:
    """Whether a grade 2 was given as Lee 2014 has it, for a patient with no sign but fever.

    Of some who are not printed, and were given nothing for it.
    """
    untreated = patient.day("tocilizumab_day") is None and patient.day("steroid_day") is None
    second = untreated and patient.is_(cytokine_release_grade="2")
    return second and not treatments_of(patient.name) and one_in(patient.name, "organ toxicity", 3)


def _indication(release: Course | None, neuro: Course | None) -> str:
    """In the first years tocilizumab was given for severe ICANS, too."""
    mild = release is None or release.grade == 1
    return NEUROTOXICITY if mild and neuro and neuro.grade >= SEVERE else CYTOKINE_RELEASE


def _others(patient: Patient, release: Course | None, neuro: Course | None) -> Iterator[Fact]:
    """Against severe reactions for which the tables give neither tocilizumab nor steroid."""
    untreated = patient.day("tocilizumab_day") is None and patient.day("steroid_day") is None
    if release and release.grade >= SEVERE and untreated:
        fields = {"drug": "siltuximab", "indication": SYNDROMES[CYTOKINE_RELEASE]}
        yield Fact(release.worst, "drug_given", fields)
    if neuro and neuro.grade >= SEVERE:
        fields = {"drug": "levetiracetam", "indication": SYNDROMES[NEUROTOXICITY]}
        yield Fact(neuro.onset, "drug_given", fields)


def _courses(patient: Patient) -> tuple[Course | None, Course | None]:
    """Both courses, so timed that what was given fell into them."""
    name, cells = patient.name, patient.cells
    grade = int(cells["cytokine_release_grade"])
    onset = between(name, "release", 1, 3)
    usual = onset + between(name, "release worst", 1, 3) if grade > 1 else onset
    release = _course(name, "release", onset, _treated(patient, grade), usual, grade)
    steroid_day = patient.day("steroid_day")
    if release and steroid_day is not None and patient.is_(neurotoxicity_grade="0"):
        release = replace(release, end=max(release.end, steroid_day + 1))
    grade = int(cells["neurotoxicity_grade"])
    onset = between(name, "neuro", 3, 6)
    usual = onset + between(name, "neuro worst", 1, 3)
    neuro = _course(name, "neuro", onset, steroid_day, usual, grade)
    if neuro and steroid_day is None:  # without a steroid it is at its worst for a day
        neuro = replace(neuro, end=neuro.worst + grade)
    return release, neuro


def _treated(patient: Patient, grade: int) -> int | None:
    """The day of treatment by which cytokine release is at its worst."""
    tocilizumab_day, steroid_day = patient.day("tocilizumab_day"), patient.day("steroid_day")
    if tocilizumab_day is not None or steroid_day is None:
        return tocilizumab_day
    if patient.is_(neurotoxicity_grade="0"):
        return steroid_day
    return steroid_day - STEROID_FOLLOWS if grade >= SEVERE else None


def _course(
    patient: str, what: str, onset: int, treated: int | None, usual: int, grade: int
) -> Course | None:
    if not grade:
        return None
    worst = usual if treated is None else max(1, treated)
    end = worst + 1 + grade + between(patient, f"end of {what}", 0, 3)
    return Course(min(onset, worst), worst, end, grade)


def graded(
    patient: str, treatment: str, reaction: str, treated: int, course: Course | None, last: int,
    by_signs: Course | None = None,
) -> Iterator[Fact]:  # fmt: skip
    """The signs day by day, and the grades that the clinician gave: the worst, and the end.

    ``by_signs`` is the course as the signs tell it, if the grades given tell it otherwise.
    """
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
        yield from signs(patient, reaction, by_signs or course)
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
