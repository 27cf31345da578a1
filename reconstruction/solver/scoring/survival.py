"""Survival from infusion, from progression, and from a remission to salvage."""

import math

import numpy as np
from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.estimators.cox import cox_binary
from reconstruction.solver.estimators.curves import cumulative_incidence, kaplan_meier
from reconstruction.solver.estimators.ranks import median_and_range
from reconstruction.solver.patients import PROGRESSED, N
from reconstruction.solver.scoring import layout as at
from reconstruction.solver.scoring.times import MONTH, NEVER


@njit
def from_infusion(days, where, end, time, event, values):
    """Overall and event-free survival, and the incidence of progression."""
    out = np.zeros(6)
    everyone = np.ones(N, np.bool_)
    dead = where.dead
    kaplan_meier(end, dead, everyone, 1095.0, out)
    values[at.OVERALL : at.OVERALL + 3] = out[:3] / MONTH
    values[at.OVERALL_36 : at.OVERALL_36 + 3] = out[3:]
    cause = np.zeros(N, np.int64)
    for i in range(N):
        cause[i] = 1 if event[i] else (2 if dead[i] else 0)
    cumulative_incidence(time, cause, values[at.INCIDENCE : at.INCIDENCE + 3])
    free = _event_free(days, where, time)
    kaplan_meier(free, cause > 0, everyone, 1095.0, out)
    values[at.EVENT_FREE_36 : at.EVENT_FREE_36 + 3] = out[3:]
    values[at.EARLIER_EVENT_FREE : at.EARLIER_EVENT_FREE + 3] = out[:3] / MONTH


@njit
def of_low_burden(days, a, where, end, time, event, values):
    """Survival of those with less than 5% blasts, which the earlier report gives."""
    out = np.zeros(6)
    low = a[:, c.DISEASE] <= 0
    kaplan_meier(end, where.dead, low, 1095.0, out)
    values[at.EARLIER_OVERALL_LOW : at.EARLIER_OVERALL_LOW + 2] = out[:2] / MONTH
    free = _event_free(days, where, time)
    kaplan_meier(free, event | where.dead, low, 1095.0, out)
    values[at.EARLIER_EVENT_FREE_LOW : at.EARLIER_EVENT_FREE_LOW + 2] = out[:2] / MONTH


@njit
def _event_free(days, where, time):
    """Times to progression, or to morphologic relapse where residual disease came first."""
    free = time.copy()
    for i in range(PROGRESSED):
        if where.morphologic[i] >= 0:
            free[i] = days[where.morphologic[i]]
    return free


@njit
def after_progression(where, after, died, values):
    """Survival from progression: of all, of responders to salvage, of the other treated."""
    out = np.zeros(6)
    kaplan_meier(after, died, np.ones(PROGRESSED, np.bool_), 365.0, out)
    values[at.AFTER_PROGRESSION : at.AFTER_PROGRESSION + 3] = out[:3] / MONTH
    values[at.AFTER_PROGRESSION_12 : at.AFTER_PROGRESSION_12 + 3] = out[3:]
    responder = where.remission >= 0
    kaplan_meier(after, died, responder, 365.0, out)
    _write_open(out, values[at.RESPONDERS : at.RESPONDERS + 3])
    treated = where.salvage >= 0
    kaplan_meier(after, died, treated & ~responder, 365.0, out)
    values[at.NON_RESPONDERS : at.NON_RESPONDERS + 3] = out[:3] / MONTH


@njit
def _write_open(curve, out):
    """A median with an upper limit that is printed as not reached: 0 if so, else 1."""
    out[:2] = curve[:2] / MONTH
    out[2] = 0.0 if math.isinf(curve[2]) or math.isnan(curve[2]) else 1.0


@njit
def remissions(days, where, after, died, values):
    """What follows the first remission to salvage, and what it does to survival."""
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
    _write_open(out, values[at.RESPONDERS_EVENT_FREE : at.RESPONDERS_EVENT_FREE + 3])
    cox_binary(after, died, x, since, values[at.SALVAGE_REMISSION : at.SALVAGE_REMISSION + 4])
    median_and_range(duration[:m] / MONTH, values[at.OF_REMISSION : at.OF_REMISSION + 3])
