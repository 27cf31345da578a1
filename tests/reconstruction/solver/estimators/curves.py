"""Curves of time to an event: Kaplan-Meier, and cumulative incidence beside a competing event."""

import math

import numpy as np
from numba import njit

from tests.reconstruction.solver.estimators.normal import Z


@njit
def kaplan_meier(time, event, use, horizon, out):
    """Write median, limits; survival at the horizon in percent, limits."""
    n = time.size
    order = np.argsort(time)
    times = np.zeros(n)
    s = np.zeros(n)
    low = np.zeros(n)
    high = np.zeros(n)
    m = 0
    at_risk = 0
    for i in range(n):
        at_risk += use[i]
    surv = 1.0
    var = 0.0
    out[3] = out[4] = out[5] = 100.0
    k = 0
    while k < n:
        t = time[order[k]]
        k, gone, d = _leaving(time, event, use, order, k)
        if gone == 0:
            continue
        if d:
            surv *= 1 - d / at_risk
            if at_risk > d:
                var += d / (at_risk * (at_risk - d))
        at_risk -= gone
        times[m] = t
        s[m], low[m], high[m] = _limits(surv, math.sqrt(var))
        if t <= horizon:
            out[3], out[4], out[5] = 100 * s[m], 100 * low[m], 100 * high[m]
        m += 1
    out[0] = _crossing(times, s, m)
    out[1] = _crossing(times, low, m)
    out[2] = _crossing(times, high, m)


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
def _limits(surv, se):
    """Survival with its log-transformed limits, which are undefined where nobody survives."""
    if surv <= 1e-12:
        return 0.0, np.nan, np.nan
    return surv, surv * math.exp(-Z * se), min(1.0, surv * math.exp(Z * se))


@njit
def _crossing(times, curve, m):
    """Where a curve of steps falls to one half, between two times if it lies on one half."""
    for k in range(m):
        if abs(curve[k] - 0.5) < 1e-9:
            return (times[k] + times[k + 1]) / 2 if k + 1 < m else times[k]
        if curve[k] < 0.5:
            return times[k]
    return np.inf


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
