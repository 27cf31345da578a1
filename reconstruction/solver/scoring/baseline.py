"""Medians, ranges and P values of Table 1, each of which rests on one column."""

import numpy as np
from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.estimators.ranks import median_and_range, rank_sum
from reconstruction.solver.patients import PROGRESSED, N
from reconstruction.solver.scoring import layout as at

ALL = -1


@njit
def baseline(column, a, values):
    """Write what rests on a column."""
    if column == c.AGE:
        _groups(a, c.AGE, ALL, 1.0, at.BASELINE_AGE, values)
    elif column == c.LINES:
        _groups(a, c.LINES, ALL, 1.0, at.BASELINE_LINES, values)
    elif column == c.TOCI:
        given = a[:, c.TOCI][a[:, c.TOCI] > 0]
        median_and_range(given, values[at.TOCILIZUMAB_DAY : at.TOCILIZUMAB_DAY + 3])
    elif column == c.STEROID_DAY:
        given = a[:, c.STEROID_DAY][a[:, c.STEROID] > 0]
        median_and_range(given, values[at.STEROID_DAY : at.STEROID_DAY + 3])
        _groups(a, c.STEROID_DAY, c.STEROID, 1.0, at.STEROID_DAY_BY_GROUP, values)
    elif column == c.STEROID_DAYS:
        _groups(a, c.STEROID_DAYS, c.STEROID, 1.0, at.STEROID_DAYS_BY_GROUP, values)
    elif column == c.STEROID_DOSE:
        _groups(a, c.STEROID_DOSE, c.STEROID, 100.0, at.STEROID_DOSE_BY_GROUP, values)
    elif column == c.BLASTS:
        seen = a[:PROGRESSED, c.BLASTS][a[:PROGRESSED, c.BLASTS] >= 0]
        median_and_range(seen, values[at.BLASTS : at.BLASTS + 3])


@njit
def _groups(a, column, only, scale, first, values):
    """Those who progressed against the others, among all or those exposed to a column."""
    use = a[:, only] > 0 if only >= 0 else np.ones(N, np.bool_)
    progressed = a[:PROGRESSED, column][use[:PROGRESSED]] / scale
    others = a[PROGRESSED:, column][use[PROGRESSED:]] / scale
    median_and_range(progressed, values[first : first + 3])
    median_and_range(others, values[first + 3 : first + 6])
    values[first + 6] = rank_sum(progressed, others)
