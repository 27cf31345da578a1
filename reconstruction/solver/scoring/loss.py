"""The printed values as arrays, and the loss of missing them."""

import math

import numpy as np
from numba import njit

from reconstruction.solver.scoring import layout as at
from reconstruction.solver.scoring.consistency import violations
from reconstruction.solver.targets import TARGETS

TARGET = np.array([each.value for each in TARGETS])
HALF = np.array([each.half for each in TARGETS])
# The last weight is that of disagreements between columns.
WEIGHT = np.array([each.weight for each in TARGETS] + [10.0])
WEIGHT_ON_DAYS = np.array([each.weight_on_days for each in TARGETS] + [3.0])
COUNTED = np.array([each.counted for each in TARGETS])


def _slopes() -> np.ndarray:
    """How fast the loss grows with the log of the ratio: by standard errors in Cox models."""
    slope = np.full(at.SIZE, 6.0)
    for k in range(0, at.OVERALL, 4):
        error = math.log(TARGET[k + 2] / TARGET[k + 1]) / 3.92
        slope[k : k + 3] = 2.1 / error
        slope[k + 3] = 1.5
    # What enters the multivariable model hangs on these P values, and so does what is significant.
    slope[at.UNIVARIABLE_BLASTS + 3] = slope[at.MULTIVARIABLE_TIME + 3] = 12.0
    return slope


SLOPE = _slopes()


@njit
def loss_of(values, days, a, where, weight, near):
    """The loss of all missed values; nothing for a value that prints as published."""
    total = weight[at.SIZE] * violations(days, a, where)
    for k in range(at.SIZE):
        if weight[k] == 0:
            continue
        v = values[k]
        if not math.isfinite(v):
            total += weight[k] * 6.0
            continue
        excess = abs(v - TARGET[k]) - 0.97 * HALF[k]
        if excess <= 0:
            continue
        loss = 0.1 + 0.5 * math.log1p(excess / HALF[k])
        if v > 0 and TARGET[k] > 0:
            loss += min(9.0, SLOPE[k] * abs(math.log(v / TARGET[k])))
        total += weight[k] * (near * loss + 1.0 - near)
    return total


def matched(values: np.ndarray) -> np.ndarray:
    """Whether each value prints as published."""
    return np.abs(values - TARGET) < HALF * (1 - 1e-9)
