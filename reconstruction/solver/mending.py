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


def confirm_earlier(of: Problem, days: Days, table: Table) -> None:
    """Date refractory disease as near to day 28 as can be, in place, with its end or without."""
    for history in HISTORIES:
        v, end = (of.calendar.of(history.name, what) for what in ("progression", "end"))
        if history.refractory:
            by = [day - int(days[v]) for day in range(USUAL, int(days[v]))]
            _first_allowed(of, days, table, ({v: n, end: m} for n in by for m in (0, n)))


def to_working_days(of: Problem, days: Days, table: Table, infused: Mapping[str, date]) -> int:
    """Move visits in place; return how many still fall on a weekend. Ends of follow-up stay."""
    visits = [(v, name) for (name, what), v in of.calendar.index.items() if what != "end"]
    for _ in range(ROUNDS):
        for v, name in visits:
            if not works(infused[name], int(days[v])):
                shifts = [n for n in NEAR if works(infused[name], int(days[v]) + n)]
                _first_allowed(of, days, table, ({v: n} for n in shifts))
    return sum(not works(infused[name], int(days[v])) for v, name in visits)


def _first_allowed(of: Problem, days: Days, table: Table, shifts: Iterable[Shift]) -> None:
    """Make the first shift of one patient that is allowed and loses nothing that prints."""
    good = _printed(of, days, table)
    for shift in shifts:
        moved = days.copy()
        for v, by in shift.items():
            moved[v] += by
        patient = int(np.searchsorted(of.limits.spans, min(shift), "right")) - 1
        possible = allowed(moved, patient, of.limits) and not violations(moved, table, of.where)
        if possible and (_printed(of, moved, table) >= good).all():
            days[:] = moved
            return


def _printed(of: Problem, days: Days, table: Table) -> NDArray[np.bool_]:
    """Which values of the paper print; what comes near to an earlier report may change."""
    values = np.zeros(SIZE)
    everything(days, table, of.where, values)
    return matched(values)
