"""Simulated annealing over whole days and covariates, compiled."""

import math

import numpy as np
from numba import njit

from reconstruction.solver.moves import allowed, move_column, move_days
from reconstruction.solver.patients import PROGRESSED
from reconstruction.solver.scoring.layout import SIZE
from reconstruction.solver.scoring.loss import loss_of
from reconstruction.solver.scoring.renewing import (
    after_days,
    after_days_alone,
    after_exchange,
    everything,
)


@njit
def anneal(
    days,
    a,
    where,
    limits,
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
    still = limits.lower == limits.upper
    values = np.zeros(SIZE)
    everything(days, a, where, values)
    loss = loss_of(values, days, a, where, weight, near)
    best = loss
    best_days, best_a = days.copy(), a.copy()
    old_days, old_a, old_values = days.copy(), a.copy(), values.copy()
    for step in range(steps):
        heat = hot * (cold / hot) ** (step / steps)
        if np.random.random() < share:
            i, j = move_days(days, limits.spans, where, still, 30.0 + 400.0 * min(1.0, heat))
            if not (allowed(days, i, limits) and allowed(days, j, limits)):
                days[:] = old_days
                continue
            _renew_days(days, old_days, a, where, i, j, alone, values)
        else:
            column = move_column(a, fixed, columns)
            if column < 0:
                a[:] = old_a
                continue
            after_exchange(column, days, a, where, values)
        new = loss_of(values, days, a, where, weight, near)
        if new <= loss or np.random.random() < math.exp((loss - new) / heat):
            loss = new
            old_values[:] = values
            _copy(days, a, old_days, old_a)
            if new < best - 1e-12:
                best = new
                _copy(days, a, best_days, best_a)
        else:
            values[:] = old_values
            _copy(old_days, old_a, days, a)
    _copy(best_days, best_a, days, a)
    return best


@njit
def _copy(days, a, to_days, to_a):
    to_days[:] = days
    to_a[:] = a


@njit
def _renew_days(days, old, a, where, i, j, alone, values):
    if alone:
        after_days_alone(days, a, where, values)
    else:
        before, after = _reach(days, old, where, i, j)
        after_days(days, a, where, before, after, values)


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
