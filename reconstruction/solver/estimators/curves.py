"""Curves of time to an event: Kaplan-Meier, and cumulative incidence beside a competing event."""

import math

import numpy as np
from numba import njit

from reconstruction.solver.estimators.normal import Z


@njit
def kaplan_meier(time, event, use, horizon, out):
    """Write median, limits; survival at the horizon in percent, limits."""
    order = np.argsort(time)
    at_risk = 0
    for i in range(time.size):
        at_risk += use[i]
    surv = 1.0
    var = 0.0
    half = -1.0  # the day since which the curve lies on one half
    out[:3] = np.inf
    out[3] = -1.0
    k = 0
    while k < time.size:
        t = time[order[k]]
        k, gone, d = _leaving(time, event, use, order, k)
        if gone and out[3] < 0 and t > horizon:
            _write_at_horizon(surv, var, out)
        if d:
            surv *= 1 - d / at_risk
            if at_risk > d:
                var += d / (at_risk * (at_risk - d))
            half = _write_crossings(t, surv, math.sqrt(var), half, out)
        at_risk -= gone
    if out[3] < 0:
        _write_at_horizon(surv, var, out)
    if out[0] == np.inf and half >= 0:
        out[0] = half


@njit
def _write_crossings(t, surv, se, half, out):
    """Write where the curve and its limits fall below one half; return since when it lies on it.

    A curve that lies on one half has its median midway to the next death, as in R.
    """
    if out[0] == np.inf and surv < 0.5 + 1e-9:
        if surv > 0.5 - 1e-9:
            half = t
        else:
            out[0] = (half + t) / 2 if half >= 0 else t
    if surv > 1e-12:  # limits are undefined where nobody survives
        if out[1] == np.inf and surv * math.exp(-Z * se) < 0.5:
            out[1] = t
        if surv < 0.5 and out[2] == np.inf and surv * math.exp(Z * se) < 0.5:
            out[2] = t
    return half


@njit
def _write_at_horizon(surv, var, out):
    spread = math.exp(Z * math.sqrt(var))
    out[3], out[4], out[5] = 100 * surv, 100 * surv / spread, min(100.0, 100 * surv * spread)


@njit
def _leaving(time, event, use, order, k):
    """The place after all who leave on the day of place k, how many they are, and the deaths."""
    t = time[order[k]]
    gone = 0
    d = 0
    while k < time.size and time[order[k]] == t:
        i = order[k]
        if use[i]:
            gone += 1
            d += event[i]
        k += 1
    return k, gone, d


@njit
def cumulative_incidence(time, cause, out):
    """Write the plateau of the incidence of cause 1 in percent, and its log(-log) limits."""
    n = time.size
    order = np.argsort(time)
    fk = 1.0
    f = 0.0
    v1 = v2 = v3 = 0.0
    variance = 0.0
    rs = float(n)
    k = 0
    while k < n:
        t = time[order[k]]
        nd1 = nd2 = gone = 0
        while k < n and time[order[k]] == t:
            c = cause[order[k]]
            nd1 += c == 1
            nd2 += c == 2
            gone += 1
            k += 1
        nd = nd1 + nd2
        if nd:
            fkn = fk * (rs - nd) / rs
            if nd1:
                f += fk * nd1 / rs
            if nd2 and fkn > 0:
                t6 = _variance_of_events(nd2, rs, fk)
                t3 = 1 / fkn
                t4 = f / fkn
                v1 += t4 * t4 * t6
                v2 += t3 * t4 * t6
                v3 += t3 * t3 * t6
            if nd1:
                t6 = _variance_of_events(nd1, rs, fk)
                t3 = 1 / fkn if fkn > 0 else 0.0
                t4 = 1 + t3 * f
                v1 += t4 * t4 * t6
                v2 += t3 * t4 * t6
                v3 += t3 * t3 * t6
                variance = v1 + f * f * v3 - 2 * f * v2
            fk = fkn
        rs -= gone
    _write_plateau(f, variance, out)


@njit
def _variance_of_events(nd, rs, fk):
    """What the events of one cause on one day add to the variance (names as in ``cuminc``)."""
    t5 = 1.0 if nd == 1 else 1 - (nd - 1) / (rs - 1)
    return fk * fk * t5 * nd / (rs * rs)


@njit
def _write_plateau(f, variance, out):
    se = math.sqrt(variance) / (f * math.log(f))
    out[0] = 100 * f
    out[1] = 100 * f ** math.exp(-Z * se)
    out[2] = 100 * f ** math.exp(Z * se)
    if out[1] > out[2]:
        out[1], out[2] = out[2], out[1]
