"""Laboratory values: those before lymphodepletion, and some of the weeks after the cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import Fact
from reconstruction.cohort.tables import Patient


@dataclass(frozen=True, slots=True)
class Analyte:
    """What is measured, and the limits that come with each value."""

    name: str
    unit: str
    lower: int
    upper: int

    def measured(self, day: int, value: int) -> Fact:
        limits = {"lower": self.lower, "upper": self.upper}
        fields = {"analyte": self.name, "value": value, "unit": self.unit, **limits}
        return Fact(day, "laboratory", fields)


LDH = Analyte("LDH", "U/L", 135, 246)
PLATELETS = Analyte("platelets", "10^9/L", 160, 400)
C_REACTIVE_PROTEIN = Analyte("C-reactive protein", "mg/L", 0, 5)

LEVELS = {
    (LDH, "high"): (254, 1400),
    (LDH, "normal"): (139, 226),
    (PLATELETS, "low"): (9, 154),
    (PLATELETS, "normal"): (164, 380),
}
"""From where to where the values of a level lie."""
RECOVERY = {14: 8, 27: 70}
"""The least count of platelets on days after the infusion."""


def before_lymphodepletion(patient: Patient, day: int) -> Iterator[Fact]:
    for analyte, column in ((LDH, "ldh_before"), (PLATELETS, "platelets_before")):
        if level := patient.cells[column]:
            low, high = LEVELS[analyte, level]
            yield analyte.measured(day, between(patient.name, column, low, high))


def after_infusion(patient: Patient, worst: int, grade: int) -> Iterator[Fact]:
    """Inflammation on the worst day of cytokine release, and the recovery of platelets."""
    yield C_REACTIVE_PROTEIN.measured(worst, 6 + 47 * grade)
    for day, least in RECOVERY.items():
        yield PLATELETS.measured(day, between(patient.name, f"day {day}", least, least + 90))
