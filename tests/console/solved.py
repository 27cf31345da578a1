"""The dates of the reconstructed cohort, by its solved tables; a new solution may move them."""

from datetime import timedelta

from reconstruction.cohort.tables import Line, Patient, read_patients
from reconstruction.published_tables import FOLDER


def solved(patient: str) -> Patient:
    """The row of a patient, with the lines of salvage."""
    return next(item for item in read_patients(FOLDER) if item.name == patient)


def line_of(patient: str, number: int) -> Line:
    """A line of salvage of a patient."""
    return solved(patient).lines[number - 1]


def on(patient: str, day: int | None) -> str:
    """The ISO date of a day of a patient."""
    assert day is not None
    return (solved(patient).infused + timedelta(days=day)).isoformat()
