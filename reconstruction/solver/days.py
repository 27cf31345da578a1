"""The days of every history as variables, and the order and distances that they must keep.

A day counts from the first infusion. A constraint says that one day lies at least, or at most, so
many days after another; a printed day is a variable with one value.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver.histories import CELLS, HISTORIES, NONE, REMISSION, History, Line

OTHERS_WITHOUT_PROGRESSION = 18
EARLY_DEATHS = 2
NON_PROGRESSOR_DEATHS = 9
LATEST = 3500
RELAPSES = (38, 745)
CONFIRMED = (26, 60)  # the marrow that confirms refractory disease
# The longest stretches of overt leukaemia without treatment. Blinatumomab on day 895 is printed of
# MSK29, and nobody progressed after 24 months: at least 150 days.
UNTREATED, UNTREATED_AT_FIRST, UNTREATED_IN_MSK29 = 90, 110, 390
LAST_UNTREATED = 205
# All others of the progressors die or are last seen within 36 months, or the survival printed at 36
# months cannot be met; the printed days of these three lie later.
LATE_ENDS = ("MSK13", "MSK15", "MSK29")
Name = tuple[str, str]


@dataclass
class Calendar:
    """Variables by (patient, what), their bounds, and differences ``later - sooner >= least``."""

    index: dict[Name, int] = field(default_factory=dict)
    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    differences: list[tuple[int, int, int]] = field(default_factory=list)
    usual: list[tuple[int, int]] = field(default_factory=list)

    def day(self, name: Name, lower: int = 0, upper: int = LATEST) -> int:
        self.index[name] = len(self.lower)
        self.lower.append(lower)
        self.upper.append(upper)
        return self.index[name]

    def apart(self, sooner: int, later: int, least: int, most: int | None = None) -> None:
        self.differences.append((sooner, later, least))
        if most is not None:
            self.differences.append((later, sooner, -most))

    def variable(self, patient: str, what: str) -> int:
        return self.index.get((patient, what), -1)

    def indices(self, patients: list[str], what: str) -> NDArray[np.int64]:
        return np.array([self.variable(patient, what) for patient in patients], dtype=np.int64)


def calendar() -> Calendar:
    """Every day of the 56 patients."""
    days = Calendar()
    for history in HISTORIES:
        _progressor(days, history)
    for number in range(OTHERS_WITHOUT_PROGRESSION):
        _non_progressor(days, number)
    return days


def _non_progressor(days: Calendar, number: int) -> None:
    name = f"none {number + 1}"
    if number < EARLY_DEATHS:
        days.day((name, "end"), 8, 45)
        return
    response = days.day((name, "response"), 21, 35)
    end = days.day((name, "end"), *_end_without_progression(number))
    days.apart(response, end, 25)


def _end_without_progression(number: int) -> tuple[int, int]:
    """Bounds on the end: deaths within 36 months, as event-free survival then is 9 of 56.

    The hazard ratio of consolidation (0.55) needs some early deaths after it, the survival at 36
    months (26.6%) some late ones.
    """
    if number >= NON_PROGRESSOR_DEATHS:
        return 1110, 2900
    return (78, 140) if number < EARLY_DEATHS + 5 else (635, 1090)


def _progressor(days: Calendar, history: History) -> None:
    name = history.name
    if history.refractory:
        progression = days.day((name, "progression"), *CONFIRMED)
        origin = progression
    else:
        origin = days.day((name, "response"), 21, 35)
        progression = days.day((name, "progression"), *RELAPSES)
        days.apart(origin, progression, 64 - 30 if history.molecular else 10)
    latest = progression
    for number, line in enumerate(history.lines, 1):
        latest = _line(days, history, number, line, latest)
    end = days.day((name, "end"), *LAST_SEEN.get(name, (0, _latest_end(name))))
    if name in AFTER_PROGRESSION:
        days.apart(progression, end, *AFTER_PROGRESSION[name])
    for sooner, least, most in _before_end(days, history, latest, progression):
        days.apart(sooner, end, least, most)


# Windows that the printed limits leave. Survival of 35% (23-56) at 12 months after progression
# needs three progressors lost within the year, while about 28 are at risk: of those printed only
# MSK39 can be one. The upper limit 13.9 of two curves is a death that leaves two non-responders,
# and MSK29 cannot be it (427 days at least). 32.1 months needs a long course.
AFTER_PROGRESSION = {
    "MSK13": (422, 424),
    "MSK39": (20, 250),
    "early 5": (5, 150),
    "supportive 8": (5, 200),
    "cured by transplant": (300, LATEST),
}
LAST_SEEN = {"early 5": (43, 250), "supportive 8": (43, 250)}
LONGEST_REMISSION = ("MSK15", 975, 977)


def _latest_end(name: str) -> int:
    """Patients numbered last came so late that the cutoff is nearer than 36 months."""
    if name in LATE_ENDS:
        return LATEST
    return 1000 if name in ("MSK50", "MSK53", "MSK55", "MSK56") else 1090


def _line(days: Calendar, history: History, number: int, line: Line, latest: int) -> int:
    name, fixed = history.name, line.day >= 0
    start = days.day(
        (name, f"line {number}"), line.day if fixed else 0, line.day if fixed else LATEST
    )
    progression = days.variable(name, "progression")
    if number == 1:
        if history.refractory:
            days.apart(progression, start, 0, 14)
        else:
            untreated = UNTREATED_IN_MSK29 if name == "MSK29" else UNTREATED_AT_FIRST
            days.apart(progression, start, 2, untreated)
    else:
        gap = 21 if line.kind == CELLS else 16
        days.apart(days.variable(name, f"line {number - 1}"), start, gap)
        days.apart(latest, start, 2, UNTREATED_AT_FIRST if fixed else UNTREATED)
    if line.response not in (REMISSION, NONE):
        return start
    judged = days.day((name, f"judged {number}"))
    late = line.response == REMISSION
    last = number == len(history.lines)
    days.apart(start, judged, 18 if late else 21 if last else 13, 45)
    if name == "MSK17":
        days.apart(start, judged, 14, 24)
    return _afterwards(days, name, number, line, judged)


def _afterwards(days: Calendar, name: str, number: int, line: Line, latest: int) -> int:
    judged = latest
    if line.transplanted:
        transplant = days.day((name, f"transplant {number}"))
        days.apart(latest, transplant, 10, 100)
        days.apart(days.variable(name, "progression"), transplant, 31, 231)
        latest = transplant
    if line.relapsed:
        relapse = days.day((name, f"relapse {number}"))
        days.apart(latest, relapse, 25)
        days.apart(judged, relapse, 64)
        if name == LONGEST_REMISSION[0]:
            days.apart(judged, relapse, *LONGEST_REMISSION[1:])
        if name == "MSK16":
            days.apart(latest, relapse, 107, 136)
        if name in ("MSK44", "MSK56"):
            days.apart(judged, relapse, 64, 91)
        latest = relapse
    if line.lymphocytes:
        given = days.day((name, "lymphocytes"))
        days.apart(latest, given, 10, 60)
        latest = given
    return latest


def _before_end(
    days: Calendar, history: History, latest: int, progression: int
) -> Iterator[tuple[int, int, int | None]]:
    """Each day before the end of follow-up, with the least and the most that lies between."""
    if not history.lines:
        yield progression, 5, LAST_UNTREATED
        return
    number = len(history.lines)
    line, start = history.lines[-1], days.variable(history.name, f"line {number}")
    if line.response == NONE:
        yield start, 62, None
        yield latest, 0, LAST_UNTREATED
    elif line.response != REMISSION:
        yield start, 20 if history.name == "MSK26" else 6, 58
    elif history.name == "MSK17":
        yield days.variable(history.name, "judged 1"), 4, 21
    elif history.name == "MSK44":
        yield latest, 28, None
    else:
        yield latest, 14, None
    if line.relapsed:
        yield latest, 14, LAST_UNTREATED


def constraints_of(days: Calendar) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Differences by variable: offsets, and rows (other, 1 if later, least)."""
    rows: list[list[tuple[int, int, int]]] = [[] for _ in days.lower]
    for sooner, later, least in days.differences:
        rows[sooner].append((later, 1, least))
        rows[later].append((sooner, 0, least))
    offsets = np.cumsum([0, *(len(each) for each in rows)])
    return offsets, np.array([row for each in rows for row in each], dtype=np.int64)
