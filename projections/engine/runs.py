"""Where runs of equal entries begin and end: the events of one patient stand together."""

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.intp]


def firsts(patient: NDArray[np.int32]) -> Index:
    """Where each run begins."""
    begins = np.ones(len(patient), dtype=bool)
    np.not_equal(patient[1:], patient[:-1], out=begins[1:])
    return np.flatnonzero(begins)


def lasts(patient: NDArray[np.int32]) -> Index:
    """Where each run ends, its last entry included."""
    ends = np.ones(len(patient), dtype=bool)
    np.not_equal(patient[1:], patient[:-1], out=ends[:-1])
    return np.flatnonzero(ends)
