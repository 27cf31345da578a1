"""Moves of the search: other days, other covariates, and whether they are allowed."""

import math

import numpy as np
from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.patients import PROGRESSED, N

FLIPPED = np.array([c.LDH, c.PLATELETS, c.FLU])
SHIFTED = np.array(
    [c.AGE, c.LINES, c.BLASTS, c.TOCI, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE]
)


@njit
def allowed(days, i, limits):
    """Whether the days of a patient keep their bounds and distances."""
    for v in range(limits.spans[i], limits.spans[i + 1]):
        if days[v] < limits.lower[v] or days[v] > limits.upper[v]:
            return False
        for r in range(limits.offsets[v], limits.offsets[v + 1]):
            other, later, least = limits.rows[r]
            gap = days[other] - days[v] if later else days[v] - days[other]
            if gap < least:
                return False
    return True


@njit
def _step(scale):
    size = int(math.exp(np.random.random() * math.log(scale))) + 1
    return size if np.random.random() < 0.5 else -size


@njit
def move_days(days, spans, where, fixed, widest):
    """Propose days; return the one or two patients whose days changed."""
    i = np.random.randint(N)
    kind = np.random.random()
    first, last = spans[i], spans[i + 1]
    if kind < 0.40:
        v = np.random.randint(first, last)
        days[v] += _step(widest)
        return i, i
    if kind < 0.62:
        v = np.random.randint(first, last)
        _shift_days(days, v, last, fixed, _step(widest))
        return i, i
    if i >= PROGRESSED:
        j = np.random.randint(PROGRESSED, N)
        a, b = where.end[i], where.end[j]
        days[a], days[b] = days[b], days[a]
        return i, j
    j = np.random.randint(PROGRESSED)
    _exchange_days(days, spans, where, fixed, i, j, kind)
    return i, j


@njit
def _exchange_days(days, spans, where, fixed, i, j, kind):
    """Exchange times to progression, with all that follows or alone; ends; or survival after it."""
    pi, pj = where.progression[i], where.progression[j]
    a, b = where.end[i], where.end[j]
    if kind < 0.72:
        distance = days[pj] - days[pi]
        _shift_days(days, pi, spans[i + 1], fixed, distance)
        _shift_days(days, pj, spans[j + 1], fixed, -distance)
    elif kind < 0.84:
        days[a], days[b] = days[b], days[a]
    elif kind < 0.92:
        days[pi], days[pj] = days[pj], days[pi]
    else:
        after_i, after_j = days[a] - days[pi], days[b] - days[pj]
        days[a], days[b] = days[pi] + after_j, days[pj] + after_i


@njit
def _shift_days(days, first, last, fixed, distance):
    for u in range(first, last):
        if not fixed[u]:
            days[u] += distance


@njit
def _pick(a, column, group):
    """A pair of one group that differs in a column."""
    low, high = (0, PROGRESSED) if group else (PROGRESSED, N)
    for _ in range(30):
        i, j = np.random.randint(low, high), np.random.randint(low, high)
        if a[i, column] != a[j, column]:
            return i, j
    return -1, -1


@njit
def _shift(a, i, column):
    """Propose another value in one patient."""
    if column == c.LINES:
        a[i, c.LINES] += 1 if np.random.random() < 0.5 else -1
        return 1 <= a[i, c.LINES] <= 7
    a[i, column] += _step(300.0 if column == c.STEROID_DOSE else 20.0)
    high = 700.0 if column == c.STEROID_DOSE else (100.0 if column == c.BLASTS else 75.0)
    low = 5.0 if column == c.BLASTS else (20.0 if column == c.AGE else 1.0)
    return low <= a[i, column] <= high


@njit
def _swap(a, i, j, column):
    """Propose to exchange the values of two patients."""
    if column == c.STEROID:
        for k in (c.STEROID, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE):
            a[i, k], a[j, k] = a[j, k], a[i, k]
        return True
    a[i, column], a[j, column] = a[j, column], a[i, column]
    if c.STEROID_DAY <= column <= c.STEROID_DOSE:
        return a[i, c.STEROID] > 0 and a[j, c.STEROID] > 0
    if column == c.BLASTS:
        return a[i, c.BLASTS] >= 0 and a[j, c.BLASTS] >= 0
    return not (column == c.EM and (a[i, c.EM] == 2 or a[j, c.EM] == 2))


@njit
def move_column(a, fixed, columns):
    """Propose covariates; return the column, or -1 if the move is impossible."""
    column = columns[np.random.randint(columns.size)]
    if (column == FLIPPED).any():
        i = np.random.randint(N)
        a[i, column] = 1 - a[i, column]
        return -1 if fixed[i, column] else column
    if (column == SHIFTED).any() and np.random.random() < 0.4:
        i = np.random.randint(N)
        if fixed[i, column] or a[i, column] <= 0:
            return -1
        return column if _shift(a, i, column) else -1
    i, j = _pick(a, column, np.random.random() < 0.65)
    if i < 0 or fixed[i, column] or fixed[j, column]:
        return -1
    return column if _swap(a, i, j, column) else -1
