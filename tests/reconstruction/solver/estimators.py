"""Estimators compiled for the search: Cox models, Kaplan-Meier, cumulative incidence, rank-sum.

They repeat R's conventions (Efron ties, log intervals, ``cmprsk::cuminc``'s variance) at the speed
that a search of millions of steps needs. What they say is never the last word: the committed
tables are judged by other code.
"""

import math

import numpy as np
from numba import njit

Z = 1.959963984540054
NEVER = 10**8
MONTH = 365 / 12


@njit
def normal_p(z):
    return math.erfc(abs(z) / math.sqrt(2.0))


@njit
def cox_binary(time, event, x, since, out):
    """Write hazard ratio, limits and likelihood-ratio P; x is 1, 0, or -1 for those left out.

    An exposed patient counts as exposed after the day ``since``.
    """
    n = time.size
    at_risk_0 = np.zeros(n)  # one entry a death, in Efron's way if several fall on one day
    at_risk_1 = np.zeros(n)
    m = 0
    total = 0.0
    for k in range(n):
        if not event[k] or x[k] < 0:
            continue
        t = time[k]
        seen = False
        for j in range(k):
            if event[j] and x[j] >= 0 and time[j] == t:
                seen = True
                break
        if seen:
            continue
        r0 = r1 = d0 = d1 = 0
        for i in range(n):
            if x[i] < 0 or time[i] < t:
                continue
            on = x[i] == 1 and since[i] < t
            dead = event[i] and time[i] == t
            if on:
                r1 += 1
                d1 += dead
            else:
                r0 += 1
                d0 += dead
        total += d1
        for j in range(d0 + d1):
            f = j / (d0 + d1)
            at_risk_0[m] = r0 - f * d0
            at_risk_1[m] = r1 - f * d1
            m += 1
    beta = 0.0
    info = 1.0
    for _ in range(25):
        w = math.exp(beta)
        score = total
        info = 1e-12
        for k in range(m):
            mu = at_risk_1[k] * w / (at_risk_0[k] + at_risk_1[k] * w)
            score -= mu
            info += mu * (1 - mu)
        move = max(-1.0, min(1.0, score / info))
        beta += move
        if abs(move) < 1e-5 or abs(beta) > 12:  # the next step would be of the order of its square
            break
    w = math.exp(beta)
    ratio = 1.0
    for k in range(m):
        ratio *= (at_risk_0[k] + at_risk_1[k] * w) / (at_risk_0[k] + at_risk_1[k])
    gain = beta * total - math.log(ratio)
    se = 1 / math.sqrt(info)
    out[0] = math.exp(beta)
    out[1] = math.exp(max(-30.0, beta - Z * se))
    out[2] = math.exp(min(30.0, beta + Z * se))
    out[3] = normal_p(math.sqrt(max(0.0, 2 * gain)))


@njit
def cox_many(time, event, x, use, out):
    """Write hazard ratio, limits and Wald P of each column of ``x``."""
    n, p = x.shape
    mean = np.zeros(p)
    scale = np.ones(p)
    size = 0
    for i in range(n):
        if use[i]:
            size += 1
            for a in range(p):
                mean[a] += x[i, a]
    mean /= max(size, 1)
    for a in range(p):
        v = 0.0
        for i in range(n):
            if use[i]:
                v += (x[i, a] - mean[a]) ** 2
        scale[a] = math.sqrt(v / max(size, 1)) + 1e-9
    z = np.zeros((n, p))
    for i in range(n):
        for a in range(p):
            z[i, a] = (x[i, a] - mean[a]) / scale[a]
    beta = np.zeros(p)
    info = np.eye(p)
    risk = np.zeros(n)
    s1 = np.zeros(p)
    e1 = np.zeros(p)
    s2 = np.zeros((p, p))
    e2 = np.zeros((p, p))
    for _ in range(20):
        for i in range(n):
            eta = 0.0
            for a in range(p):
                eta += beta[a] * z[i, a]
            risk[i] = math.exp(max(-20.0, min(20.0, eta)))
        score = np.zeros(p)
        info = np.eye(p) * 1e-10
        for k in range(n):
            if not (event[k] and use[k]):
                continue
            t = time[k]
            first = True
            d = 0
            for i in range(n):
                if event[i] and use[i] and time[i] == t:
                    if i < k:
                        first = False
                    d += 1
            if not first:
                continue
            s0 = 0.0
            e0 = 0.0
            s1[:] = 0.0
            e1[:] = 0.0
            s2[:] = 0.0
            e2[:] = 0.0
            for i in range(n):
                if not use[i] or time[i] < t:
                    continue
                dead = event[i] and time[i] == t
                s0 += risk[i]
                if dead:
                    e0 += risk[i]
                for a in range(p):
                    s1[a] += risk[i] * z[i, a]
                    if dead:
                        e1[a] += risk[i] * z[i, a]
                        score[a] += z[i, a]
                    for b in range(p):
                        s2[a, b] += risk[i] * z[i, a] * z[i, b]
                        if dead:
                            e2[a, b] += risk[i] * z[i, a] * z[i, b]
            for j in range(d):
                f = j / d
                q = s0 - f * e0
                for a in range(p):
                    ma = (s1[a] - f * e1[a]) / q
                    score[a] -= ma
                    for b in range(p):
                        mb = (s1[b] - f * e1[b]) / q
                        info[a, b] += (s2[a, b] - f * e2[a, b]) / q - ma * mb
        move = np.linalg.solve(info, score)
        biggest = 0.0
        for a in range(p):
            biggest = max(biggest, abs(move[a]))
        shrink = min(1.0, 2.0 / (biggest + 1e-12))
        for a in range(p):
            beta[a] += move[a] * shrink
        if biggest < 1e-5:
            break
    cov = np.linalg.inv(info)
    for a in range(p):
        b = beta[a] / scale[a]
        se = math.sqrt(max(cov[a, a], 1e-12)) / scale[a]
        out[4 * a] = math.exp(max(-30.0, min(30.0, b)))
        out[4 * a + 1] = math.exp(max(-30.0, min(30.0, b - Z * se)))
        out[4 * a + 2] = math.exp(max(-30.0, min(30.0, b + Z * se)))
        out[4 * a + 3] = normal_p(b / se)


@njit
def cox_one(time, event, x, use, out):
    """Write hazard ratio, limits and likelihood-ratio P of one continuous covariate."""
    n = time.size
    order = np.argsort(-time)
    mean = 0.0
    size = 0
    for i in range(n):
        if use[i]:
            mean += x[i]
            size += 1
    mean /= max(size, 1)
    scale = 1e-9
    for i in range(n):
        if use[i]:
            scale += abs(x[i] - mean) / size
    beta = 0.0
    null = 0.0
    logl = 0.0
    info = 1.0
    for step in range(25):
        score = 0.0
        info = 1e-10
        logl = 0.0
        s0 = s1 = s2 = 0.0
        k = 0
        while k < n:
            t = time[order[k]]
            e0 = e1 = e2 = 0.0
            d = 0
            while k < n and time[order[k]] == t:
                i = order[k]
                k += 1
                if not use[i]:
                    continue
                z = (x[i] - mean) / scale
                eta = max(-20.0, min(20.0, beta * z))
                w = math.exp(eta)
                s0 += w
                s1 += w * z
                s2 += w * z * z
                if event[i]:
                    d += 1
                    e0 += w
                    e1 += w * z
                    e2 += w * z * z
                    score += z
                    logl += eta
            for j in range(d):
                f = j / d
                q = s0 - f * e0
                m = (s1 - f * e1) / q
                score -= m
                info += (s2 - f * e2) / q - m * m
                logl -= math.log(q)
        if step == 0:
            null = logl
        move = max(-1.0, min(1.0, score / info))
        beta += move
        if abs(move) < 1e-5:
            break
    b, se = beta / scale, 1 / math.sqrt(info) / scale
    out[0] = math.exp(max(-30.0, min(30.0, b)))
    out[1] = math.exp(max(-30.0, min(30.0, b - Z * se)))
    out[2] = math.exp(max(-30.0, min(30.0, b + Z * se)))
    out[3] = normal_p(math.sqrt(max(0.0, 2 * (logl - null))))


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
def kaplan_meier(time, event, use, horizon, out):
    """Write median, limits; survival at the horizon in percent, limits."""
    n = time.size
    order = np.argsort(time)
    times = np.zeros(n)
    s = np.zeros(n)
    low = np.zeros(n)
    high = np.zeros(n)
    m = 0
    size = 0
    for i in range(n):
        size += use[i]
    at_risk = size
    surv = 1.0
    var = 0.0
    out[3] = out[4] = out[5] = 100.0
    k = 0
    while k < n:
        t = time[order[k]]
        d = 0
        gone = 0
        while k < n and time[order[k]] == t:
            i = order[k]
            if use[i]:
                gone += 1
                d += event[i]
            k += 1
        if gone == 0:
            continue
        if d:
            surv *= 1 - d / at_risk
            if at_risk > d:
                var += d / (at_risk * (at_risk - d))
        at_risk -= gone
        se = math.sqrt(var)
        times[m] = t
        s[m] = surv
        if surv <= 1e-12:
            low[m] = high[m] = np.nan
            s[m] = 0.0
        else:
            low[m] = surv * math.exp(-Z * se)
            high[m] = min(1.0, surv * math.exp(Z * se))
        if t <= horizon:
            out[3], out[4], out[5] = 100 * s[m], 100 * low[m], 100 * high[m]
        m += 1
    out[0] = _crossing(times, s, m)
    out[1] = _crossing(times, low, m)
    out[2] = _crossing(times, high, m)


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
                t5 = 1.0 if nd2 == 1 else 1 - (nd2 - 1) / (rs - 1)
                t6 = fk * fk * t5 * nd2 / (rs * rs)
                t3 = 1 / fkn
                t4 = f / fkn
                v1 += t4 * t4 * t6
                v2 += t3 * t4 * t6
                v3 += t3 * t3 * t6
            if nd1:
                t5 = 1.0 if nd1 == 1 else 1 - (nd1 - 1) / (rs - 1)
                t6 = fk * fk * t5 * nd1 / (rs * rs)
                t3 = 1 / fkn if fkn > 0 else 0.0
                t4 = 1 + t3 * f
                v1 += t4 * t4 * t6
                v2 += t3 * t4 * t6
                v3 += t3 * t3 * t6
                variance = v1 + f * f * v3 - 2 * f * v2
            fk = fkn
        rs -= gone
    se = math.sqrt(variance) / (f * math.log(f))
    out[0] = 100 * f
    out[1] = 100 * f ** math.exp(-Z * se)
    out[2] = 100 * f ** math.exp(Z * se)
    if out[1] > out[2]:
        out[1], out[2] = out[2], out[1]


@njit
def rank_sum(a, b):
    """Two-sided P of the rank-sum test, by the normal approximation with continuity.

    The exact P, which R takes where no values are tied, differs by about a hundredth.
    """
    n, m = a.size, b.size
    both = np.concatenate((a, b))
    order = np.argsort(both)
    ranks = np.zeros(n + m)
    ties = 0.0
    k = 0
    while k < n + m:
        j = k
        while j < n + m and both[order[j]] == both[order[k]]:
            j += 1
        for i in range(k, j):
            ranks[order[i]] = (k + j + 1) / 2
        ties += float(j - k) ** 3 - (j - k)
        k = j
    w = ranks[:n].sum() - n * (n + 1) / 2 - n * m / 2
    if ties == 0.0:
        return _exact_rank_sum(n, m, w + n * m / 2)
    var = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
    correction = 0.5 * np.sign(w)
    return min(1.0, normal_p((w - correction) / math.sqrt(var)))


@njit
def _exact_rank_sum(n, m, w):
    """Two-sided exact P of the statistic W (number of pairs in which a exceeds b)."""
    size = n * m
    ways = np.zeros((n + 1, size + 1))
    ways[0, 0] = 1.0
    for r in range(1, n + m + 1):
        for k in range(min(n, r), 0, -1):
            shift = r - k
            for u in range(size, shift - 1, -1):
                ways[k, u] += ways[k - 1, u - shift]
    total = ways[n].sum()
    q = round(w)
    p = ways[n, q:].sum() / total if q > size / 2 else ways[n, : q + 1].sum() / total
    return min(1.0, 2 * p)
