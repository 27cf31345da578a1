"""Being seen, supportive care, and how follow-up ends."""

from collections.abc import Iterator

from reconstruction.cohort.chance import between, one_in
from reconstruction.cohort.facts import SYNTHETIC, Basis, Fact
from reconstruction.cohort.printed import cell, in_text, patient_basis
from reconstruction.cohort.tables import SECOND_INFUSION, Patient
from reconstruction.cohort.working_days import working_day
from reconstruction.published_tables import PAPER

INTERVALS = ((20, 14), (100, 35), (365, 61), (730, 91), (10**6, 182))
"""Until which day visits are how many days apart."""
FATALITY_PRINTED = ("MSK17", "MSK26")
"""Dead of ICANS, and of sinusoidal obstruction, as the tables and the text print it."""
BEFORE_DEATH = 30
"""Supportive care alone is told this long before a death of disease, at most."""


def visits(patient: Patient) -> Iterator[Fact]:
    """Visits ever further apart; some by telephone."""
    day = 21
    while day < patient.last - 4:
        means = "telephone" if one_in(patient.name, f"visit {day}", 9) else "visit"
        yield Fact(working_day(patient, day), "contact", {"means": means})
        apart = next(days for until, days in INTERVALS if day < until)
        day += apart + between(patient.name, f"after visit {day}", -apart // 8, apart // 8)


def supportive_care(patient: Patient) -> Iterator[Fact]:
    """Of those who progressed and were given nothing, or nothing more."""
    if patient.progression is None:
        return
    if not patient.lines:
        day = patient.progression + between(patient.name, "supportive", 2, 9)
        steroid = {"palliative_steroid": bool(between(patient.name, "palliative", 0, 1))}
        yield Fact(min(day, patient.last), "supportive_care_only", steroid)
    elif patient.is_(cause_of_death="disease"):
        after = patient.lines[-1].day + 61
        day = patient.last - between(patient.name, "hospice", 9, BEFORE_DEATH)
        nothing = cell(patient.name, SECOND_INFUSION, "treated_afterwards") == "no"
        note = "no treatment after the second infusion is printed; day synthetic"
        why = Basis("derived", note, f"{PAPER} Table 5") if nothing else SYNTHETIC
        if day > after:
            yield Fact(day, "supportive_care_only", {}, why)


def end(patient: Patient) -> Iterator[Fact]:
    """The death; or the last visit, which is where a patient who was lost was lost."""
    day = patient.last
    if patient.is_(last_status="dead"):
        yield from _fatal_toxicity(patient)
        yield Fact(day, "death", {"cause": patient.cells["cause_of_death"]}, _death(patient.name))
        return
    note = "alive at last contact is printed; day synthetic"
    alive = patient_basis(patient.name, "last_status", note)
    yield Fact(day, "contact", {"means": "visit"}, in_text(patient.name, "seen", alive))
    if patient.is_(last_status="lost"):
        yield Fact(day, "lost_to_follow_up", {}, in_text(patient.name, "lost"))


def _fatal_toxicity(patient: Patient) -> Iterator[Fact]:
    """What a death of treatment was of, unless a reaction or sinusoidal obstruction says it."""
    reaction = "5" in (
        patient.cells["cytokine_release_grade"],
        patient.cells["neurotoxicity_grade"],
    )
    if not patient.is_(cause_of_death="treatment") or reaction or patient.name in FATALITY_PRINTED:
        return
    since = patient.transplant_number(patient.last) - patient.transplant_number(0)
    related = "transplant" if since else "first infusion"
    graft_disease = related == "transplant" and between(patient.name, "fatal", 0, 1)
    toxicity = "acute graft-versus-host disease" if graft_disease else "infection"
    for day, grade in ((patient.last - 11, 3), (patient.last, 5)):
        graded = {"toxicity": toxicity, "grade": grade, "related_to": related}
        yield Fact(day, "toxicity_grade", graded)


def _death(patient: str) -> Basis:
    printed = patient_basis(patient, "cause_of_death", "cause printed; day synthetic")
    return in_text(patient, "death", printed)
