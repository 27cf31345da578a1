"""Cox models of one covariate: a binary one that may begin late, or a continuous one."""

import math

import numpy as np
from numba import njit

from reconstruction.solver.estimators.normal import Z, normal_p


@njit
def cox_binary(time, event, x, since, out):
    """Write hazard ratio, limits and likelihood-ratio P; x is 1, 0, or -1 for those left out.

    An exposed patient counts as exposed after the day ``since``.
    """
    n = time.size
    at_risk_0 = np.zeros(n)  # one entry a death, in Efron's way if several fall on one day
    at_risk_1 = np.zeros(n)
    m, total = _risk_sets(time, event, x, since, at_risk_0, at_risk_1)
    beta, info = _fit_binary(at_risk_0, at_risk_1, m, total)
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
def _risk_sets(time, event, x, since, at_risk_0, at_risk_1):
    """Write how many are at risk at each death; return the deaths, all and of the exposed."""
    n = time.size
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
    return m, total


@njit
def _fit_binary(at_risk_0, at_risk_1, m, total):
    """The log hazard ratio and its information, by Newton's steps."""
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
    return beta, info


@njit
def cox_one(time, event, x, use, out):
    """Write hazard ratio, limits and likelihood-ratio P of one continuous covariate."""
    order = np.argsort(-time)
    mean, scale = _spread(x, use)
    beta = 0.0
    null = 0.0
    logl = 0.0
    info = 1.0
    for step in range(25):
        score, info, logl = _likelihood(time, event, x, use, order, mean, scale, beta)
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
def _spread(x, use):
    """Mean, and mean distance from it."""
    n = x.size
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
    return mean, scale


@njit
def _likelihood(time, event, x, use, order, mean, scale, beta):
    """Score, information and log likelihood, from the last day to the first."""
    n = time.size
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
    return score, info, logl
