"""Every targeted value of a cohort, and the loss of missing it, compiled."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from tests.reconstruction.solver.estimators.cox import cox_binary, cox_one
from tests.reconstruction.solver.estimators.cox_many import cox_many
from tests.reconstruction.solver.estimators.curves import cumulative_incidence, kaplan_meier
from tests.reconstruction.solver.estimators.ranks import median_and_range, rank_sum
from tests.reconstruction.solver.targets import TARGETS

COLUMNS = (
    "age", "male", "lines", "philadelphia", "prior transplant", "blinatumomab", "inotuzumab",
    "bridging", "ldh", "platelets", "disease", "fludarabine", "crs", "icans", "steroid",
    "steroid day", "steroid days", "steroid dose", "tocilizumab", "consolidation", "blasts",
    "extramedullary", "cd19",
)  # fmt: skip
(
    AGE, MALE, LINES, PH, ALLO, BLIN, INO, BRIDGING, LDH, PLATELETS, DISEASE, FLU, CRS, ICANS,
    STEROID, STEROID_DAY, STEROID_DAYS, STEROID_DOSE, TOCI, CONSOLIDATION, BLASTS, EM, CD19,
) = range(len(COLUMNS))  # fmt: skip
MONTH = 365 / 12
NEVER = 10**8
PROGRESSED = 38
N = 56
ROWS_2, ROWS_3 = 19, 12
UNI_3 = 4 * ROWS_2
MULTI = UNI_3 + 4 * ROWS_3
REMISSION_AT = MULTI + 12
SURVIVAL_AT = REMISSION_AT + 4
DAYS_AT = SURVIVAL_AT + 31
BASELINE_AT = DAYS_AT + 12
SIZE = len(TARGETS)
EARLIER_AT = SIZE - 7


class Where(NamedTuple):
    """For each patient the place of a day among the variables, or -1."""

    progression: np.ndarray
    end: np.ndarray
    salvage: np.ndarray
    antibody: np.ndarray
    remission: np.ndarray
    relapse: np.ndarray
    transplant: np.ndarray
    morphologic: np.ndarray
    refractory: np.ndarray
    dead: np.ndarray
    evaluable: np.ndarray


# Table 2 row -> column; Table 3 row -> column (-1: of its own).
COLUMN_2 = np.array(
    [
        AGE,
        MALE,
        LINES,
        PH,
        ALLO,
        BLIN,
        INO,
        BRIDGING,
        LDH,
        PLATELETS,
        DISEASE,
        FLU,
        CRS,
        ICANS,
        STEROID,
        TOCI,
        STEROID_DAYS,
        STEROID_DOSE,
        CONSOLIDATION,
    ]
)
COLUMN_3 = np.array([AGE, MALE, PH, ALLO, BLIN, BRIDGING, -1, BLASTS, EM, CD19, -1, -1])
TARGET = np.array([each.value for each in TARGETS])
HALF = np.array([each.half for each in TARGETS])
WEIGHT = np.array([each.weight for each in TARGETS] + [10.0])  # the last: disagreements
OF_DAYS = np.array(
    [
        each.name.startswith(("survival", "text", "days", "earlier"))
        or each.name.startswith(
            (
                "Table 2: consolidation",
                "Table 3: time",
                "Table 3: cd19",
                "Table 3: salvage",
                "Table 3: antibody",
            )
        )
        for each in TARGETS
    ]
    + [True]
)
COUNTED = np.array([each.counted for each in TARGETS])


def _slopes() -> np.ndarray:
    """How fast the loss grows with the log of the ratio: by standard errors in Cox models."""
    slope = np.full(SIZE, 6.0)
    for k in range(0, SURVIVAL_AT, 4):
        error = math.log(TARGET[k + 2] / TARGET[k + 1]) / 3.92
        slope[k : k + 3] = 2.1 / error
        slope[k + 3] = 1.5
    # What enters the multivariable model hangs on these P values, and so does what is significant.
    slope[UNI_3 + 4 * 7 + 3] = slope[MULTI + 7] = 12.0
    return slope


SLOPE = _slopes()


@njit
def exposed(column, value):
    """A covariate as 1, 0, or -1 for left out."""
    if column == AGE:
        return 1 if value > 40 else 0
    if column == LINES:
        return 1 if value > 3 else 0
    if column == DISEASE:
        return -1 if value < -1 else int(value == 1)
    if column == CD19:
        return -1 if value < 0 else int(value)
    return 1 if value > 0 else 0


@njit
def table_2(row, time, event, a, values):
    column = COLUMN_2[row]
    out = values[4 * row : 4 * row + 4]
    if row == 16 or row == 17:
        scale = 100.0 if row == 17 else 1.0
        cox_one(time, event, a[:, column] / scale, a[:, STEROID] > 0, out)
        return
    x = np.zeros(N, np.int64)
    for i in range(N):
        x[i] = exposed(column, a[i, column])
    cox_binary(time, event, x, np.full(N, -1), out)


@njit
def table_3(row, days, a, where, time, event, values):
    out = values[UNI_3 + 4 * row : UNI_3 + 4 * row + 4]
    since = np.full(PROGRESSED, -1)
    x = np.zeros(PROGRESSED, np.int64)
    if row == 6 or row == 7:
        z = np.zeros(PROGRESSED)
        use = np.ones(PROGRESSED, np.bool_)
        for i in range(PROGRESSED):
            z[i] = days[where.progression[i]] / MONTH if row == 6 else a[i, BLASTS]
            use[i] = row == 6 or a[i, BLASTS] >= 0
        cox_one(time, event, z, use, out)
        return
    for i in range(PROGRESSED):
        if row == 4:
            x[i] = 1 if a[i, BLIN] > 0 or a[i, INO] > 0 else 0
        elif row >= 10:
            k = where.salvage[i] if row == 10 else where.antibody[i]
            x[i] = 1 if k >= 0 else 0
            if k >= 0:
                since[i] = days[k] - days[where.progression[i]]
            if row == 11 and where.salvage[i] < 0:
                x[i] = -1
        else:
            x[i] = exposed(COLUMN_3[row], a[i, COLUMN_3[row]])
    cox_binary(time, event, x, since, out)


@njit
def multivariable(days, a, where, time, event, values):
    z = np.zeros((PROGRESSED, 3))
    use = np.zeros(PROGRESSED, np.bool_)
    for i in range(PROGRESSED):
        z[i, 0] = 1.0 if a[i, BRIDGING] > 0 else 0.0
        z[i, 1] = days[where.progression[i]] / MONTH
        z[i, 2] = a[i, BLASTS]
        use[i] = a[i, BLASTS] >= 0
    cox_many(time, event, z, use, values[MULTI : MULTI + 12])


@njit
def progression_times(days, where):
    time = np.zeros(N)
    event = np.zeros(N, np.bool_)
    for i in range(N):
        event[i] = i < PROGRESSED
        time[i] = days[where.progression[i]] if i < PROGRESSED else days[where.end[i]]
    return time, event


@njit
def survival_after(days, where):
    time = np.zeros(PROGRESSED)
    event = np.zeros(PROGRESSED, np.bool_)
    for i in range(PROGRESSED):
        time[i] = days[where.end[i]] - days[where.progression[i]]
        event[i] = where.dead[i]
    return time, event


@njit
def curves(days, a, where, values):
    """Everything that rests on days alone."""
    k = SURVIVAL_AT
    out = np.zeros(6)
    all_of = np.ones(N, np.bool_)
    end = np.zeros(N)
    dead = np.zeros(N, np.bool_)
    for i in range(N):
        end[i] = days[where.end[i]]
        dead[i] = where.dead[i]
    kaplan_meier(end, dead, all_of, 1095.0, out)
    values[k : k + 3] = out[:3] / MONTH
    values[k + 3 : k + 6] = out[3:]
    time, event = progression_times(days, where)
    cause = np.zeros(N, np.int64)
    free = time.copy()
    ended = event.copy()
    for i in range(N):
        cause[i] = 1 if event[i] else (2 if dead[i] else 0)
        ended[i] = cause[i] > 0
        if i < PROGRESSED and where.morphologic[i] >= 0:
            free[i] = days[where.morphologic[i]]
    kaplan_meier(free, ended, all_of, 1095.0, out)
    values[k + 6 : k + 9] = out[3:]
    values[EARLIER_AT : EARLIER_AT + 3] = out[:3] / MONTH
    low = a[:, DISEASE] <= 0
    kaplan_meier(free, ended, low, 1095.0, out)
    values[EARLIER_AT + 3 : EARLIER_AT + 5] = out[:2] / MONTH
    kaplan_meier(end, dead, low, 1095.0, out)
    values[EARLIER_AT + 5 : EARLIER_AT + 7] = out[:2] / MONTH
    cumulative_incidence(time, cause, values[k + 9 : k + 12])
    after, died = survival_after(days, where)
    every = np.ones(PROGRESSED, np.bool_)
    kaplan_meier(after, died, every, 365.0, out)
    values[k + 12 : k + 15] = out[:3] / MONTH
    values[k + 15 : k + 18] = out[3:]
    responder = where.remission >= 0
    kaplan_meier(after, died, responder, 365.0, out)
    values[k + 18 : k + 20] = out[:2] / MONTH
    values[k + 20] = 0.0 if math.isinf(out[2]) or math.isnan(out[2]) else 1.0
    treated = where.salvage >= 0
    kaplan_meier(after, died, treated & ~responder, 365.0, out)
    values[k + 21 : k + 24] = out[:3] / MONTH
    _remissions(days, where, after, died, values)
    _follow_up(days, where, end, dead, values)
    _relapses(days, a, where, values)


@njit
def _remissions(days, where, after, died, values):
    k = SURVIVAL_AT
    out = np.zeros(6)
    free = np.zeros(PROGRESSED)
    ended = np.zeros(PROGRESSED, np.bool_)
    responder = where.remission >= 0
    since = np.full(PROGRESSED, NEVER)
    x = np.zeros(PROGRESSED, np.int64)
    duration = np.zeros(PROGRESSED)
    m = 0
    for i in range(PROGRESSED):
        x[i] = -1 if not where.evaluable[i] else 0
        if not responder[i]:
            continue
        x[i] = 1
        start = days[where.remission[i]]
        since[i] = start - days[where.progression[i]]
        if where.relapse[i] >= 0:
            free[i] = days[where.relapse[i]] - start
            ended[i] = True
            duration[m] = free[i]
            m += 1
        else:
            free[i] = days[where.end[i]] - start
            ended[i] = where.dead[i]
    kaplan_meier(free, ended, responder, 365.0, out)
    values[k + 24 : k + 26] = out[:2] / MONTH
    values[k + 26] = 0.0 if math.isinf(out[2]) or math.isnan(out[2]) else 1.0
    cox_binary(after, died, x, since, values[REMISSION_AT : REMISSION_AT + 4])
    median_and_range(duration[:m] / MONTH, values[DAYS_AT + 6 : DAYS_AT + 9])


@njit
def _follow_up(days, where, end, dead, values):
    k = SURVIVAL_AT
    alive = np.sort(end[~dead]) / MONTH
    m = alive.size - 1
    for place, share in ((27, 0.5), (28, 0.25), (29, 0.75)):
        h = m * share
        low = int(h)
        high = min(low + 1, m)
        values[k + place] = alive[low] + (h - low) * (alive[high] - alive[low])
    later = np.zeros(PROGRESSED)
    m = 0
    for i in range(PROGRESSED):
        if not where.dead[i]:
            later[m] = (days[where.end[i]] - days[where.progression[i]]) / MONTH
            m += 1
    values[k + 30] = np.median(later[:m])


@njit
def _relapses(days, a, where, values):
    to_relapse = np.zeros(PROGRESSED)
    to_transplant = np.zeros(PROGRESSED)
    m = 0
    q = 0
    for i in range(PROGRESSED):
        p = days[where.progression[i]]
        if not where.refractory[i]:
            to_relapse[m] = p / MONTH
            m += 1
        if where.transplant[i] >= 0:
            to_transplant[q] = days[where.transplant[i]] - p
            q += 1
    median_and_range(to_relapse[:m], values[DAYS_AT : DAYS_AT + 3])
    median_and_range(to_transplant[:q], values[DAYS_AT + 3 : DAYS_AT + 6])
    by_antigen(days, a, where, values)


@njit
def by_antigen(days, a, where, values):
    k = DAYS_AT + 9
    lost = np.zeros(PROGRESSED)
    kept = np.zeros(PROGRESSED)
    m = 0
    q = 0
    for i in range(PROGRESSED):
        p = days[where.progression[i]] / MONTH
        if a[i, CD19] == 0:
            lost[m] = p
            m += 1
        elif a[i, CD19] == 1:
            kept[q] = p
            q += 1
    values[k] = np.median(lost[:m])
    values[k + 1] = np.median(kept[:q])
    values[k + 2] = rank_sum(lost[:m], kept[:q])


@njit
def _groups(a, column, only, scale, at, p_at, values):
    use = a[:, only] > 0 if only >= 0 else np.ones(N, np.bool_)
    one = a[:PROGRESSED, column][use[:PROGRESSED]] / scale
    two = a[PROGRESSED:, column][use[PROGRESSED:]] / scale
    median_and_range(one, values[at : at + 3])
    median_and_range(two, values[at + 3 : at + 6])
    values[p_at] = rank_sum(one, two)


@njit
def baseline(column, a, values):
    """Medians, ranges and P values of Table 1 that rest on one column."""
    k = BASELINE_AT
    if column == AGE:
        _groups(a, AGE, -1, 1.0, k, k + 6, values)
    elif column == LINES:
        _groups(a, LINES, -1, 1.0, k + 7, k + 13, values)
    elif column == TOCI:
        median_and_range(a[:, TOCI][a[:, TOCI] > 0], values[k + 14 : k + 17])
    elif column == STEROID_DAY:
        median_and_range(a[:, STEROID_DAY][a[:, STEROID] > 0], values[k + 17 : k + 20])
        _groups(a, STEROID_DAY, STEROID, 1.0, k + 20, k + 26, values)
    elif column == STEROID_DAYS:
        _groups(a, STEROID_DAYS, STEROID, 1.0, k + 27, k + 33, values)
    elif column == STEROID_DOSE:
        _groups(a, STEROID_DOSE, STEROID, 100.0, k + 34, k + 40, values)
    elif column == BLASTS:
        median_and_range(
            a[:PROGRESSED, BLASTS][a[:PROGRESSED, BLASTS] >= 0], values[k + 41 : k + 44]
        )


@njit
def after_days(days, a, where, before, after, values):
    """Compute anew whatever rests on a day.

    Table 2 rests on progression and on the end of the others (``before``); the fixed rows of Table
    3 on progression and on the end of those who progressed (``after``).
    """
    time, event = progression_times(days, where)
    survived, died = survival_after(days, where)
    curves(days, a, where, values)
    for row in (9, 10, 11):
        table_3(row, days, a, where, survived, died, values)
    if before:
        for row in range(ROWS_2):
            table_2(row, time, event, a, values)
    if after:
        for row in range(9):
            table_3(row, days, a, where, survived, died, values)
        multivariable(days, a, where, survived, died, values)


@njit
def after_days_alone(days, a, where, values):
    """Compute anew the values that the first stage aims at."""
    time, event = progression_times(days, where)
    survived, died = survival_after(days, where)
    curves(days, a, where, values)
    for row in (6, 9, 10, 11):
        table_3(row, days, a, where, survived, died, values)
    table_2(ROWS_2 - 1, time, event, a, values)


@njit
def after_column(column, days, a, where, values):
    """Compute anew whatever rests on a covariate."""
    time, event = progression_times(days, where)
    after, died = survival_after(days, where)
    for row in range(ROWS_2):
        if COLUMN_2[row] == column:
            table_2(row, time, event, a, values)
    for row in range(ROWS_3):
        if COLUMN_3[row] == column or (row == 4 and column == INO):
            table_3(row, days, a, where, after, died, values)
    if column in (BRIDGING, BLASTS):
        multivariable(days, a, where, after, died, values)
    if column == DISEASE:
        curves(days, a, where, values)
    if column == CD19:
        by_antigen(days, a, where, values)
    baseline(column, a, values)


@njit
def violations(days, a, where):
    """How often covariates disagree with each other or with the days."""
    bad = 0
    both = 0
    second = 0
    for i in range(N):
        end = days[where.end[i]]
        if a[i, CONSOLIDATION] > 0:
            until = end
            if i < PROGRESSED:
                bad += where.refractory[i]
                until = days[where.progression[i]]
            bad += until < 75
        bad += a[i, TOCI] > 0 and a[i, CRS] == 0
        bad += a[i, TOCI] >= end
        if a[i, STEROID] > 0:
            bad += a[i, CRS] < 2 and a[i, ICANS] < 2
            bad += a[i, STEROID_DAY] + a[i, STEROID_DAYS] >= end
        antibodies = (a[i, BLIN] > 0) + (a[i, INO] > 0)
        both += antibodies == 2
        bad += a[i, LINES] <= antibodies
        if i < PROGRESSED and where.transplant[i] >= 0:
            second += a[i, ALLO] > 0 or a[i, CONSOLIDATION] > 0
    return bad + abs(both - 1) + abs(second - 2)


@njit
def loss_of(values, days, a, where, weight, near):
    """The loss of all missed values; nothing for a value that prints as published."""
    total = weight[SIZE] * violations(days, a, where)
    for k in range(SIZE):
        if weight[k] == 0:
            continue
        v = values[k]
        if not math.isfinite(v):
            total += weight[k] * 6.0
            continue
        excess = abs(v - TARGET[k]) - 0.97 * HALF[k]
        if excess <= 0:
            continue
        loss = 0.1 + 0.5 * math.log1p(excess / HALF[k])
        if v > 0 and TARGET[k] > 0:
            loss += min(9.0, SLOPE[k] * abs(math.log(v / TARGET[k])))
        total += weight[k] * (near * loss + 1.0 - near)
    return total


def matched(values: np.ndarray) -> np.ndarray:
    """Whether each value prints as published."""
    return np.abs(values - TARGET) < HALF * (1 - 1e-9)
