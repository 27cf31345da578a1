"""The patients as rows, those who progressed first, and where the days of each are found."""

from typing import NamedTuple

import numpy as np

PROGRESSED = 38
N = 56


class Where(NamedTuple):
    """For each patient the place of a day among the variables, or -1."""

    progression: np.ndarray
    end: np.ndarray
    salvage: np.ndarray
    antibody: np.ndarray
    remission: np.ndarray
    relapse: np.ndarray
    transplant: np.ndarray
    morphologic: np.ndarray
    refractory: np.ndarray
    dead: np.ndarray
    evaluable: np.ndarray


class Limits(NamedTuple):
    """What days must keep: patient i has the variables from ``spans[i]`` to ``spans[i + 1]``.

    The distances of variable v are the rows (other, 1 if later, least) from ``offsets[v]`` to
    ``offsets[v + 1]``.
    """

    spans: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    offsets: np.ndarray
    rows: np.ndarray
