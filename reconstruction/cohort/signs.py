"""Reactions to cells as daily signs, so chosen that they make a given grade (ASTCT 2019)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconstruction.cohort.chance import between, chosen
from reconstruction.cohort.facts import Basis, Fact

CYTOKINE_RELEASE, NEUROTOXICITY = "cytokine_release", "neurotoxicity"
FATAL = 5
MAKES_THE_GRADE = Basis(note="not printed; signs synthetic, chosen to make the grade")
DAYS_LOOKED_AT = range(1, 9)
"""Days after treatment on which a patient without a reaction was looked at."""


@dataclass(frozen=True, slots=True)
class Course:
    """When a reaction began, was at its worst, and ended; and how bad it was."""

    onset: int
    worst: int
    end: int
    grade: int

    def on(self, day: int) -> int:
        """The grade by signs of a day: rising to the worst, then falling to none at the end."""
        most = min(self.grade, 4)
        if day <= self.worst:
            steps = self.worst - self.onset
            return most if day == self.worst else 1 + (most - 1) * (day - self.onset) // steps
        if self.grade == FATAL:
            return most
        left = self.end - day
        return min(most, -(-left * most // (self.end - self.worst)))


def signs(patient: str, reaction: str, course: Course) -> Iterator[Fact]:
    """The signs of every day from onset to end; of a fatal course every third day later on."""
    tell = SIGNS[reaction]
    first_week = range(course.onset, min(course.end, course.worst + 6) + 1)
    later = range(first_week.stop, course.end + 1, 3 if course.grade == FATAL else 1)
    for day in (*first_week, *later):
        yield Fact(day, f"{reaction}_signs", tell(patient, day, course.on(day)), MAKES_THE_GRADE)


def no_signs(patient: str, reaction: str, treated: int) -> Iterator[Fact]:
    """That a reaction was looked for every day and not found."""
    for after in DAYS_LOOKED_AT:
        found = SIGNS[reaction](patient, treated + after, 0)
        yield Fact(treated + after, f"{reaction}_signs", found, MAKES_THE_GRADE)


def _cytokine_release(patient: str, day: int, grade: int) -> Mapping[str, object]:
    tenths = between(patient, f"temperature {day}", 381, 402) if grade else 0
    normal = between(patient, f"temperature {day}", 364, 375)
    vasopressors, oxygen = SUPPORT.get(grade, ("none", "none"))
    return {
        "temperature_celsius": (tenths or normal) / 10,
        "vasopressors": vasopressors,
        "oxygen": oxygen,
        "fluid_responsive_hypotension": grade == 2,
    }


def _neurotoxicity(patient: str, day: int, grade: int) -> Mapping[str, object]:
    low, high = ICE_SCORES[grade]
    return {
        "ice_score": between(patient, f"ICE {day}", low, high),
        "consciousness": chosen(patient, f"roused {day}", CONSCIOUSNESS.get(grade, ("alert",))),
        "seizure": "none",
        "motor": "none",
        "oedema": "none",
    }


SUPPORT = {3: ("one", "low flow"), 4: ("several", "high flow")}
"""Vasopressors and oxygen by grade."""

ICE_SCORES = {0: (10, 10), 1: (7, 9), 2: (3, 6), 3: (1, 2), 4: (0, 0)}
CONSCIOUSNESS = {
    2: ("alert", "to voice"), 3: ("to voice", "to touch"), 4: ("stupor", "coma"),
}  # fmt: skip
SIGNS = {CYTOKINE_RELEASE: _cytokine_release, NEUROTOXICITY: _neurotoxicity}
