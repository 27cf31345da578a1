"""The normal distribution: its two-sided P, and the quantile of 95% limits."""

import math

from numba import njit

Z = 1.959963984540054


@njit
def normal_p(z):
    return math.erfc(abs(z) / math.sqrt(2.0))
