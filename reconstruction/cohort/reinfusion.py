"""Reactions to the second infusion, as Table 5 and the text print them."""

from collections.abc import Iterator

from reconstruction.cohort.facts import Fact
from reconstruction.cohort.printed import cell, in_text
from reconstruction.cohort.reactions import graded, steroid, tocilizumab
from reconstruction.cohort.signs import CYTOKINE_RELEASE, FATAL, NEUROTOXICITY, Course
from reconstruction.cohort.tables import SECOND_INFUSION

RELEASE = {
    "MSK7": (1, 3), "MSK9": (3, 1), "MSK17": (0, 9), "MSK24": (2, 3),
    "MSK29": (2, 4), "MSK36": (2, 5), "MSK44": (4, 4), "MSK56": (2, 7),
}  # fmt: skip
"""Onset and duration, chosen to make the printed medians and ranges: 2 (0-4) and 4 (1-9) days."""

NEURO_ONSET = {"MSK29": 1, "MSK17": 7}
"""Days after the infusion, as the text prints them."""


def reactions_to_second_infusion(patient: str, treated: int, last: int) -> Iterator[Fact]:
    """Both reactions, with what was given for the one of grade 3 and the fatal one."""
    for reaction, onset, days in (
        (CYTOKINE_RELEASE, *RELEASE.get(patient, (2, 4))),
        (NEUROTOXICITY, NEURO_ONSET.get(patient, 1), 3),
    ):
        grade = int(cell(patient, SECOND_INFUSION, f"{reaction}_grade"))
        start = treated + onset
        worst = start + min(grade - 1, days - 1)
        course = (
            Course(start, worst if grade < FATAL else start, start + days, grade) if grade else None
        )
        yield from graded(patient, SECOND_INFUSION, reaction, treated, course, last)
        if reaction == CYTOKINE_RELEASE and grade >= 3:
            yield tocilizumab(worst, reaction, in_text(patient, "tocilizumab"))
        if grade == FATAL:
            yield steroid(start, 2.5, reaction)
            yield Fact(last - 1, "steroid_stopped", {"drug": "dexamethasone"})
