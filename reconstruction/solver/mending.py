"""Days made more believable after the search, where whatever prints still prints."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver.cohort import Problem
from reconstruction.solver.covariates import Table
from reconstruction.solver.histories import HISTORIES
from reconstruction.solver.moves import allowed
from reconstruction.solver.scoring.consistency import violations
from reconstruction.solver.scoring.layout import SIZE
from reconstruction.solver.scoring.loss import matched
from reconstruction.solver.scoring.renewing import everything
from reconstruction.solver.tables import works

Days = NDArray[np.int64]
Shift = Mapping[int, int]  # days by which variables are moved
NEAR = (-1, 1, -2, 2, -3, 3)
ROUNDS = 3
USUAL = 28  # the day from which response is looked for


def confirm_earlier(goal: Problem, days: Days, table: Table) -> None:
    """Date refractory disease as near to day 28 as can be, in place, with its end or without."""
    for history in HISTORIES:
        v, end = (goal.calendar.variable(history.name, what) for what in ("progression", "end"))
        if history.refractory:
            shifts = [day - int(days[v]) for day in range(USUAL, int(days[v]))]
            _first_allowed(goal, days, table, ({v: n, end: m} for n in shifts for m in (0, n)))


def to_working_days(goal: Problem, days: Days, table: Table, infused: Mapping[str, date]) -> int:
    """Move visits in place; return how many still fall on a weekend. Ends of follow-up stay."""
    visits = [(v, name) for (name, what), v in goal.calendar.index.items() if what != "end"]
    for _ in range(ROUNDS):
        for v, name in visits:
            if not works(infused[name], int(days[v])):
                shifts = [n for n in NEAR if works(infused[name], int(days[v]) + n)]
                _first_allowed(goal, days, table, ({v: n} for n in shifts))
    return sum(not works(infused[name], int(days[v])) for v, name in visits)


def _first_allowed(goal: Problem, days: Days, table: Table, shifts: Iterable[Shift]) -> None:
    """Make the first shift of one patient that is allowed and loses nothing that prints."""
    good = _printed(goal, days, table)
    for shift in shifts:
        moved = days.copy()
        for v, distance in shift.items():
            moved[v] += distance
        patient = int(np.searchsorted(goal.limits.spans, min(shift), "right")) - 1
        possible = allowed(moved, patient, goal.limits) and not violations(moved, table, goal.where)
        if possible and (_printed(goal, moved, table) >= good).all():
            days[:] = moved
            return


def _printed(goal: Problem, days: Days, table: Table) -> NDArray[np.bool_]:
    """Which values of the paper print; what comes near to an earlier report may change."""
    values = np.zeros(SIZE)
    everything(days, table, goal.where, values)
    return matched(values)
