"""Simulated annealing over whole days and covariates, compiled."""

import math

import numpy as np
from numba import njit

from tests.reconstruction.solver.scoring import (
    AGE,
    BLASTS,
    EM,
    FLU,
    LDH,
    LINES,
    PLATELETS,
    PROGRESSED,
    SIZE,
    STEROID,
    STEROID_DAY,
    STEROID_DAYS,
    STEROID_DOSE,
    TOCI,
    N,
    after_column,
    after_days,
    after_days_alone,
    loss_of,
)  # fmt: skip

FLIPPED = np.array([LDH, PLATELETS, FLU])
SHIFTED = np.array([AGE, LINES, BLASTS, TOCI, STEROID_DAY, STEROID_DAYS, STEROID_DOSE])


@njit
def allowed(days, first, last, lower, upper, offsets, rows):
    """Whether the variables from ``first`` to ``last`` keep their bounds and distances."""
    for v in range(first, last):
        if days[v] < lower[v] or days[v] > upper[v]:
            return False
        for r in range(offsets[v], offsets[v + 1]):
            other, later, least = rows[r]
            gap = days[other] - days[v] if later else days[v] - days[other]
            if gap < least:
                return False
    return True


@njit
def _step(scale):
    size = int(math.exp(np.random.random() * math.log(scale))) + 1
    return size if np.random.random() < 0.5 else -size


@njit
def _move_days(days, spans, where, fixed, widest):
    """Propose days; return the span of variables of up to two patients that changed."""
    i = np.random.randint(N)
    kind = np.random.random()
    first, last = spans[i], spans[i + 1]
    if kind < 0.45:
        v = np.random.randint(first, last)
        days[v] += _step(widest)
        return i, i
    if kind < 0.75:
        v = np.random.randint(first, last)
        by = _step(widest)
        for u in range(v, last):
            if not fixed[u]:
                days[u] += by
        return i, i
    if i >= PROGRESSED:
        j = np.random.randint(PROGRESSED, N)
        a, b = where.end[i], where.end[j]
        days[a], days[b] = days[b], days[a]
        return i, j
    j = np.random.randint(PROGRESSED)
    pi, pj = where.progression[i], where.progression[j]
    if kind < 0.88:
        by = days[pj] - days[pi]
        for u in range(pi, last):
            if not fixed[u]:
                days[u] += by
        for u in range(pj, spans[j + 1]):
            if not fixed[u]:
                days[u] -= by
        return i, j
    a, b = where.end[i], where.end[j]
    after_i, after_j = days[a] - days[pi], days[b] - days[pj]
    days[a], days[b] = days[pi] + after_j, days[pj] + after_i
    return i, j


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
    if column == LINES:
        a[i, LINES] += 1 if np.random.random() < 0.5 else -1
        return 1 <= a[i, LINES] <= 7
    a[i, column] += _step(300.0 if column == STEROID_DOSE else 20.0)
    high = 700.0 if column == STEROID_DOSE else (100.0 if column == BLASTS else 75.0)
    low = 5.0 if column == BLASTS else (20.0 if column == AGE else 1.0)
    return low <= a[i, column] <= high


@njit
def _swap(a, i, j, column):
    """Propose to exchange the values of two patients."""
    if column == STEROID:
        for c in (STEROID, STEROID_DAY, STEROID_DAYS, STEROID_DOSE):
            a[i, c], a[j, c] = a[j, c], a[i, c]
        return True
    a[i, column], a[j, column] = a[j, column], a[i, column]
    if STEROID_DAY <= column <= STEROID_DOSE:
        return a[i, STEROID] > 0 and a[j, STEROID] > 0
    if column == BLASTS:
        return a[i, BLASTS] >= 0 and a[j, BLASTS] >= 0
    return not (column == EM and (a[i, EM] == 2 or a[j, EM] == 2))


@njit
def _move_column(a, fixed, columns):
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


@njit
def _after_column(column, days, a, where, values):
    after_column(column, days, a, where, values)
    if column == STEROID:
        for c in (STEROID_DAY, STEROID_DAYS, STEROID_DOSE):
            after_column(c, days, a, where, values)


@njit
def _reach(days, old, where, i, j):
    """Whether what leads to progression has changed, and what follows it."""
    before = i >= PROGRESSED
    after = False
    for k in (i, j):
        if k < PROGRESSED:
            p, e = where.progression[k], where.end[k]
            before = before or days[p] != old[p]
            after = after or days[p] != old[p] or days[e] != old[e]
    return before, after


@njit
def everything(days, a, where, values):
    """Compute every value."""
    after_days(days, a, where, True, True, values)
    for column in range(a.shape[1]):
        after_column(column, days, a, where, values)


@njit
def anneal(
    days,
    a,
    where,
    spans,
    lower,
    upper,
    offsets,
    rows,
    fixed,
    columns,
    weight,
    alone,
    near,
    steps,
    hot,
    cold,
    share,
    seed,
):
    """Anneal in place, with a share of moves on days; return the least loss found.

    The best cohort is put back at the end.
    """
    np.random.seed(seed)
    still = lower == upper
    values = np.zeros(SIZE)
    everything(days, a, where, values)
    loss = loss_of(values, days, a, where, weight, near)
    best = loss
    best_days, best_a = days.copy(), a.copy()
    old_days, old_a, old_values = days.copy(), a.copy(), values.copy()
    for step in range(steps):
        heat = hot * (cold / hot) ** (step / steps)
        if np.random.random() < share:
            i, j = _move_days(days, spans, where, still, 30.0 + 400.0 * min(1.0, heat))
            if not (
                allowed(days, spans[i], spans[i + 1], lower, upper, offsets, rows)
                and allowed(days, spans[j], spans[j + 1], lower, upper, offsets, rows)
            ):
                days[:] = old_days
                continue
            if alone:
                after_days_alone(days, a, where, values)
            else:
                before, after = _reach(days, old_days, where, i, j)
                after_days(days, a, where, before, after, values)
        else:
            column = _move_column(a, fixed, columns)
            if column < 0:
                a[:] = old_a
                continue
            _after_column(column, days, a, where, values)
        new = loss_of(values, days, a, where, weight, near)
        if new <= loss or np.random.random() < math.exp((loss - new) / heat):
            loss = new
            old_days[:] = days
            old_a[:] = a
            old_values[:] = values
            if new < best - 1e-12:
                best = new
                best_days[:] = days
                best_a[:] = a
        else:
            days[:] = old_days
            a[:] = old_a
            values[:] = old_values
    days[:] = best_days
    a[:] = best_a
    return best
