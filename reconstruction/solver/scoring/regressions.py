"""The Cox models of Tables 2 and 3, row by row, and the multivariable one."""

import numpy as np
from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.estimators.cox import cox_binary, cox_one
from reconstruction.solver.estimators.cox_many import cox_many
from reconstruction.solver.patients import PROGRESSED, N
from reconstruction.solver.scoring import layout as at
from reconstruction.solver.scoring.times import MONTH
from reconstruction.solver.targets import TABLE_2, TABLE_3

# The column of each row; -1: of none, but of days.
COLUMN_2 = np.array(
    [
        c.AGE, c.MALE, c.LINES, c.PH, c.ALLO, c.BLIN, c.INO, c.BRIDGING, c.LDH, c.PLATELETS,
        c.DISEASE, c.FLU, c.CRS, c.ICANS, c.STEROID, c.TOCI, c.STEROID_DAYS, c.STEROID_DOSE,
        c.CONSOLIDATION,
    ]
)  # fmt: skip
COLUMN_3 = np.array(
    [c.AGE, c.MALE, c.PH, c.ALLO, c.BLIN, c.BRIDGING, -1, c.BLASTS, c.EM, c.CD19, -1, -1]
)
CONSOLIDATION_ROW = tuple(TABLE_2).index("consolidation")
ANTIBODY_BEFORE_ROW, TIME_ROW, BLASTS_ROW, CD19_ROW, SALVAGE_ROW, ANTIBODY_SALVAGE_ROW = (
    tuple(TABLE_3).index(row)
    for row in ("prior antibody", "time", "blasts", "cd19", "salvage", "antibody salvage")
)


@njit
def exposed(column, value):
    """A covariate as 1, 0, or -1 for left out."""
    if column == c.AGE:
        return 1 if value > 40 else 0
    if column == c.LINES:
        return 1 if value > 3 else 0
    if column == c.DISEASE:
        return -1 if value < -1 else int(value == 1)
    if column == c.CD19:
        return -1 if value < 0 else int(value)
    return 1 if value > 0 else 0


@njit
def table_2(row, time, event, a, values):
    column = COLUMN_2[row]
    out = values[at.UNIVARIABLE_2 + 4 * row : at.UNIVARIABLE_2 + 4 * row + 4]
    if column in (c.STEROID_DAYS, c.STEROID_DOSE):
        scale = 100.0 if column == c.STEROID_DOSE else 1.0
        cox_one(time, event, a[:, column] / scale, a[:, c.STEROID] > 0, out)
        return
    x = np.zeros(N, np.int64)
    for i in range(N):
        x[i] = exposed(column, a[i, column])
    cox_binary(time, event, x, np.full(N, -1), out)


@njit
def table_3(row, days, a, where, time, event, values):
    out = values[at.UNIVARIABLE_3 + 4 * row : at.UNIVARIABLE_3 + 4 * row + 4]
    if row in (TIME_ROW, BLASTS_ROW):
        z = np.zeros(PROGRESSED)
        use = np.ones(PROGRESSED, np.bool_)
        for i in range(PROGRESSED):
            z[i] = days[where.progression[i]] / MONTH if row == TIME_ROW else a[i, c.BLASTS]
            use[i] = row == TIME_ROW or a[i, c.BLASTS] >= 0
        cox_one(time, event, z, use, out)
        return
    since = np.full(PROGRESSED, -1)
    x = np.zeros(PROGRESSED, np.int64)
    for i in range(PROGRESSED):
        if row == ANTIBODY_BEFORE_ROW:
            x[i] = 1 if a[i, c.BLIN] > 0 or a[i, c.INO] > 0 else 0
        elif row >= SALVAGE_ROW:
            k = where.salvage[i] if row == SALVAGE_ROW else where.antibody[i]
            x[i] = 1 if k >= 0 else 0
            if k >= 0:
                since[i] = days[k] - days[where.progression[i]]
            if row == ANTIBODY_SALVAGE_ROW and where.salvage[i] < 0:
                x[i] = -1
        else:
            x[i] = exposed(COLUMN_3[row], a[i, COLUMN_3[row]])
    cox_binary(time, event, x, since, out)


@njit
def multivariable(days, a, where, time, event, values):
    z = np.zeros((PROGRESSED, 3))
    use = np.zeros(PROGRESSED, np.bool_)
    for i in range(PROGRESSED):
        z[i, 0] = 1.0 if a[i, c.BRIDGING] > 0 else 0.0
        z[i, 1] = days[where.progression[i]] / MONTH
        z[i, 2] = a[i, c.BLASTS]
        use[i] = a[i, c.BLASTS] >= 0
    cox_many(time, event, z, use, values[at.MULTIVARIABLE : at.MULTIVARIABLE + 12])
