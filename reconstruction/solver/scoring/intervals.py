"""Intervals between two days: follow-up, time to relapse and to transplant."""

import numpy as np
from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.estimators.ranks import median_and_range, rank_sum
from reconstruction.solver.patients import PROGRESSED
from reconstruction.solver.scoring import layout as at
from reconstruction.solver.scoring.times import MONTH


@njit
def follow_up(days, where, end, values):
    """Median and quartiles of the survivors, and the median after progression."""
    alive = np.sort(end[~where.dead]) / MONTH
    m = alive.size - 1
    for place, share in ((0, 0.5), (1, 0.25), (2, 0.75)):
        h = m * share
        low = int(h)
        high = min(low + 1, m)
        values[at.FOLLOW_UP + place] = alive[low] + (h - low) * (alive[high] - alive[low])
    later = np.zeros(PROGRESSED)
    m = 0
    for i in range(PROGRESSED):
        if not where.dead[i]:
            later[m] = (days[where.end[i]] - days[where.progression[i]]) / MONTH
            m += 1
    values[at.FOLLOW_UP_AFTER] = np.median(later[:m])


@njit
def to_relapse_and_transplant(days, where, values):
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
    median_and_range(to_relapse[:m], values[at.TO_RELAPSE : at.TO_RELAPSE + 3])
    median_and_range(to_transplant[:q], values[at.TO_TRANSPLANT : at.TO_TRANSPLANT + 3])


@njit
def by_antigen(days, a, where, values):
    """Median times to progression without and with CD19, and the P between them."""
    lost = np.zeros(PROGRESSED)
    kept = np.zeros(PROGRESSED)
    m = 0
    q = 0
    for i in range(PROGRESSED):
        p = days[where.progression[i]] / MONTH
        if a[i, c.CD19] == 0:
            lost[m] = p
            m += 1
        elif a[i, c.CD19] == 1:
            kept[q] = p
            q += 1
    values[at.BY_ANTIGEN] = np.median(lost[:m])
    values[at.BY_ANTIGEN + 1] = np.median(kept[:q])
    values[at.BY_ANTIGEN + 2] = rank_sum(lost[:m], kept[:q])
