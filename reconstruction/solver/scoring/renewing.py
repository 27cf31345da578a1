"""The values computed anew: those that rest on what has changed, or all."""

import numpy as np
from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.patients import N
from reconstruction.solver.scoring.baseline import baseline
from reconstruction.solver.scoring.intervals import (
    by_antigen,
    follow_up,
    to_relapse_and_transplant,
)
from reconstruction.solver.scoring.layout import ROWS_2, ROWS_3
from reconstruction.solver.scoring.regressions import (
    ANTIBODY_BEFORE_ROW,
    ANTIBODY_SALVAGE_ROW,
    CD19_ROW,
    COLUMN_2,
    COLUMN_3,
    CONSOLIDATION_ROW,
    SALVAGE_ROW,
    TIME_ROW,
    multivariable,
    table_2,
    table_3,
)
from reconstruction.solver.scoring.survival import (
    after_progression,
    from_infusion,
    of_low_burden,
    remissions,
)
from reconstruction.solver.scoring.times import progression_times, survival_after


@njit
def everything(days, a, where, values):
    """Compute every value."""
    after_days(days, a, where, True, True, values)
    for column in range(a.shape[1]):
        after_column(column, days, a, where, values)


@njit
def after_days(days, a, where, before, after, values):
    """Compute anew whatever rests on a day.

    Table 2 rests on progression and on the end of the others (``before``); the fixed rows of Table
    3 on progression and on the end of those who progressed (``after``).
    """
    time, event = progression_times(days, where)
    survived, died = survival_after(days, where)
    _curves(days, a, where, time, event, survived, died, False, values)
    for row in (CD19_ROW, SALVAGE_ROW, ANTIBODY_SALVAGE_ROW):
        table_3(row, days, a, where, survived, died, values)
    if before:
        for row in range(ROWS_2):
            table_2(row, time, event, a, values)
    if after:
        for row in range(CD19_ROW):
            table_3(row, days, a, where, survived, died, values)
        multivariable(days, a, where, survived, died, values)


@njit
def after_days_alone(days, a, where, values):
    """Compute anew the values that the first stage aims at."""
    time, event = progression_times(days, where)
    survived, died = survival_after(days, where)
    _curves(days, a, where, time, event, survived, died, True, values)
    for row in (TIME_ROW, CD19_ROW, SALVAGE_ROW, ANTIBODY_SALVAGE_ROW):
        table_3(row, days, a, where, survived, died, values)
    table_2(CONSOLIDATION_ROW, time, event, a, values)


@njit
def after_column(column, days, a, where, values):
    """Compute anew whatever rests on a covariate."""
    time, event = progression_times(days, where)
    survived, died = survival_after(days, where)
    for row in range(ROWS_2):
        if COLUMN_2[row] == column:
            table_2(row, time, event, a, values)
    for row in range(ROWS_3):
        if COLUMN_3[row] == column or (row == ANTIBODY_BEFORE_ROW and column == c.INO):
            table_3(row, days, a, where, survived, died, values)
    if column in (c.BRIDGING, c.BLASTS):
        multivariable(days, a, where, survived, died, values)
    if column == c.DISEASE:
        _curves(days, a, where, time, event, survived, died, False, values)
    if column == c.CD19:
        by_antigen(days, a, where, values)
    baseline(column, a, values)


@njit
def after_exchange(column, days, a, where, values):
    """Compute anew whatever rests on a column and on those that move with it."""
    after_column(column, days, a, where, values)
    if column == c.STEROID:
        for other in (c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE):
            after_column(other, days, a, where, values)


@njit
def _curves(days, a, where, time, event, survived, died, alone, values):
    """Everything but hazards that rests on days."""
    end = np.zeros(N)
    for i in range(N):
        end[i] = days[where.end[i]]
    from_infusion(days, where, end, time, event, values)
    if not alone:
        of_low_burden(days, a, where, end, time, event, values)
    after_progression(where, survived, died, values)
    remissions(days, where, survived, died, values)
    follow_up(days, where, end, values)
    to_relapse_and_transplant(days, where, values)
    by_antigen(days, a, where, values)
