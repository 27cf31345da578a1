"""What rests on ranks: the median with its range, and the rank-sum test."""

import math

import numpy as np
from numba import njit

from reconstruction.solver.estimators.normal import normal_p


@njit
def median_and_range(x, out):
    out[0] = np.median(x)
    out[1] = x.min()
    out[2] = x.max()


@njit
def rank_sum(a, b):
    """Two-sided P of the rank-sum test, exact where no values are tied, as R takes it.

    With ties it is the normal approximation with continuity.
    """
    n, m = a.size, b.size
    ranks, ties = _ranks(np.concatenate((a, b)))
    w = ranks[:n].sum() - n * (n + 1) / 2 - n * m / 2
    if ties == 0.0:
        return _exact_p(n, m, w + n * m / 2)
    var = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
    correction = 0.5 * np.sign(w)
    return min(1.0, normal_p((w - correction) / math.sqrt(var)))


@njit
def _ranks(both):
    """Mean ranks, and the sum over ties of their size cubed less their size."""
    size = both.size
    order = np.argsort(both)
    ranks = np.zeros(size)
    ties = 0.0
    k = 0
    while k < size:
        j = k
        while j < size and both[order[j]] == both[order[k]]:
            j += 1
        for i in range(k, j):
            ranks[order[i]] = (k + j + 1) / 2
        ties += float(j - k) ** 3 - (j - k)
        k = j
    return ranks, ties


@njit
def _exact_p(n, m, w):
    """Two-sided exact P of the statistic W (number of pairs in which a exceeds b)."""
    size = n * m
    counts = np.zeros((n + 1, size + 1))
    counts[0, 0] = 1.0
    for r in range(1, n + m + 1):
        for k in range(min(n, r), 0, -1):
            shift = r - k
            for u in range(size, shift - 1, -1):
                counts[k, u] += counts[k - 1, u - shift]
    total = counts[n].sum()
    q = round(w)
    p = counts[n, q:].sum() / total if q > size / 2 else counts[n, : q + 1].sum() / total
    return min(1.0, 2 * p)
