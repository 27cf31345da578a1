"""A Cox model of several covariates."""

import math

import numpy as np
from numba import njit

from reconstruction.solver.estimators.normal import Z, normal_p


@njit
def cox_many(time, event, x, use, out):
    """Write hazard ratio, limits and Wald P of each column of ``x``."""
    n, p = x.shape
    z, scale = _standardised(x, use)
    beta = np.zeros(p)
    info = np.eye(p)
    risk = np.zeros(n)
    firsts = np.zeros((2, p))
    seconds = np.zeros((2, p, p))
    for _ in range(20):
        for i in range(n):
            eta = 0.0
            for a in range(p):
                eta += beta[a] * z[i, a]
            risk[i] = math.exp(max(-20.0, min(20.0, eta)))
        score = np.zeros(p)
        info = np.eye(p) * 1e-10
        _differentiate(time, event, use, z, risk, firsts, seconds, score, info)
        move = _times(_inverse(info), score)
        biggest = 0.0
        for a in range(p):
            biggest = max(biggest, abs(move[a]))
        shrink = min(1.0, 2.0 / (biggest + 1e-12))
        for a in range(p):
            beta[a] += move[a] * shrink
        if biggest < 1e-5:
            break
    _write_wald(beta, _inverse(info), scale, out)


@njit
def _standardised(x, use):
    """The columns with mean 0 and standard deviation 1 in those used, and what they were."""
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
    return z, scale


@njit
def _differentiate(time, event, use, z, risk, firsts, seconds, score, info):
    """Add every death to the score and the information, in Efron's way."""
    p = score.size
    s1, e1 = firsts[0], firsts[1]
    s2, e2 = seconds[0], seconds[1]
    for k in range(time.size):
        d = _deaths_on_day_of(k, time, event, use)
        if d == 0:
            continue
        s0, e0 = _sum_at_risk(time[k], time, event, use, z, risk, firsts, seconds, score)
        for j in range(d):
            f = j / d
            q = s0 - f * e0
            for a in range(p):
                ma = (s1[a] - f * e1[a]) / q
                score[a] -= ma
                for b in range(p):
                    mb = (s1[b] - f * e1[b]) / q
                    info[a, b] += (s2[a, b] - f * e2[a, b]) / q - ma * mb


@njit
def _deaths_on_day_of(k, time, event, use):
    """How many die on a patient's day; 0 unless the patient is the first of them."""
    if not (event[k] and use[k]):
        return 0
    d = 0
    for i in range(time.size):
        if event[i] and use[i] and time[i] == time[k]:
            if i < k:
                return 0
            d += 1
    return d


@njit
def _sum_at_risk(t, time, event, use, z, risk, firsts, seconds, score):
    """Sums over those at risk (place 0) and over those who die (place 1); return the risks."""
    p = score.size
    s1, e1 = firsts[0], firsts[1]
    s2, e2 = seconds[0], seconds[1]
    s0 = 0.0
    e0 = 0.0
    firsts[:] = 0.0
    seconds[:] = 0.0
    for i in range(time.size):
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
    return s0, e0


@njit
def _inverse(matrix):
    """The inverse of a small positive definite matrix, by Gauss and Jordan."""
    p = matrix.shape[0]
    left, right = matrix.copy(), np.eye(p)
    for a in range(p):
        pivot = left[a, a]
        for b in range(p):
            left[a, b] /= pivot
            right[a, b] /= pivot
        for row in range(p):
            factor = left[row, a]
            if row == a:
                continue
            for b in range(p):
                left[row, b] -= factor * left[a, b]
                right[row, b] -= factor * right[a, b]
    return right


@njit
def _times(matrix, vector):
    product = np.zeros(vector.size)
    for a in range(vector.size):
        for b in range(vector.size):
            product[a] += matrix[a, b] * vector[b]
    return product


@njit
def _write_wald(beta, cov, scale, out):
    for a in range(beta.size):
        b = beta[a] / scale[a]
        se = math.sqrt(max(cov[a, a], 1e-12)) / scale[a]
        out[4 * a] = math.exp(max(-30.0, min(30.0, b)))
        out[4 * a + 1] = math.exp(max(-30.0, min(30.0, b - Z * se)))
        out[4 * a + 2] = math.exp(max(-30.0, min(30.0, b + Z * se)))
        out[4 * a + 3] = normal_p(b / se)
