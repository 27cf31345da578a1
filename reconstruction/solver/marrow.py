"""The last column: blasts in the marrow at progression, of which 81% is the median.

The search moves single values and loses that median. Here thirty-three values about it are dealt
out and moved, each on its own side, until the rows of Table 3 that rest on blasts print.
"""

import math
from pathlib import Path

import numpy as np
from numba import njit
from numpy.typing import NDArray

from reconstruction.solver.estimators.cox import cox_one
from reconstruction.solver.estimators.cox_many import cox_many
from reconstruction.solver.scoring.loss import HALF, SLOPE, TARGET
from reconstruction.solver.scoring.times import MONTH
from reconstruction.solver.tables import PATIENT_COLUMNS
from reconstruction.solver.targets import TARGETS
from reconstruction.writing import csv_text, read_csv, write

LEAST, MEDIAN, MOST = 8, 81, 100
RESTING = np.array(
    [
        place
        for place, target in enumerate(TARGETS)
        if target.name.startswith(("Table 3: blasts", "multivariable"))
    ]
)
STEPS, RUNS = 60_000, 40


def settle(folder: Path, seed: int) -> int:
    """Write ``patients.csv`` with other blasts; return how many of their sixteen values print."""
    patients = read_csv(folder / "patients.csv")
    reported = [cells for cells in patients if cells["marrow_percent"] not in ("", "<5")]
    after = np.array(
        [int(p["last_day"]) - int(p["progression_day"]) for p in reported], dtype=float
    )
    died = np.array([p["last_status"] == "dead" for p in reported])
    factors = np.zeros((len(reported), 3))
    factors[:, 0] = [p["bridging"] != "intensive" for p in reported]
    factors[:, 1] = [int(p["progression_day"]) / MONTH for p in reported]
    best = -1
    for run in range(RUNS):
        rng = np.random.default_rng(seed + run)
        factors[:, 2] = dealt(len(reported), rng)
        found = _anneal(after, died, factors, STEPS, seed + run)
        if found > best:
            best, blasts = found, factors[:, 2].copy()
    for cells, percent in zip(reported, blasts, strict=True):
        cells["marrow_percent"] = str(int(percent))
    write(folder / "patients.csv", csv_text(PATIENT_COLUMNS, patients))
    return best


def dealt(number: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """As many percentages, with the printed median and range."""
    half = number // 2
    values = [
        LEAST, *rng.integers(LEAST + 1, MEDIAN, half - 1), MEDIAN,
        *rng.integers(MEDIAN + 1, MOST, half - 1), MOST,
    ]  # fmt: skip
    return rng.permutation(np.array(values, dtype=np.float64))


@njit
def _anneal(after, died, factors, steps, seed):
    """Anneal the last factor in place; return how many values print at the end."""
    np.random.seed(seed)
    values = np.zeros(RESTING.size)
    loss = _loss(after, died, factors, values)
    kept = factors[:, 2].copy()
    for step in range(steps):
        if loss == 0.0:
            break
        _move(factors[:, 2])
        new = _loss(after, died, factors, values)
        heat = 2.0 * 0.005 ** (step / steps)
        if new <= loss or np.random.random() < math.exp((loss - new) / heat):
            loss = new
            kept[:] = factors[:, 2]
        else:
            factors[:, 2] = kept
    _loss(after, died, factors, values)
    good = 0
    for k, place in enumerate(RESTING):
        good += abs(values[k] - TARGET[place]) < HALF[place] * (1 - 1e-9)
    return good


@njit
def _move(blasts):
    """Exchange two values, or move one without crossing the median."""
    i, j = np.random.randint(blasts.size), np.random.randint(blasts.size)
    if np.random.random() < 0.6:
        blasts[i], blasts[j] = blasts[j], blasts[i]
    elif blasts[i] not in (LEAST, MEDIAN, MOST):
        low = blasts[i] < MEDIAN
        blasts[i] = np.random.randint(LEAST + 1 if low else MEDIAN + 1, MEDIAN if low else MOST)


@njit
def _loss(after, died, factors, values):
    everyone = np.ones(after.size, np.bool_)
    cox_one(after, died, factors[:, 2], everyone, values[:4])
    cox_many(after, died, factors, everyone, values[4:])
    total = 0.0
    for k, place in enumerate(RESTING):
        excess = abs(values[k] - TARGET[place]) - 0.97 * HALF[place]
        if excess > 0:
            far = abs(math.log(values[k] / TARGET[place]))
            total += 0.1 + 0.5 * math.log1p(excess / HALF[place]) + min(9.0, SLOPE[place] * far)
    return total
