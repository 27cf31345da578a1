"""Made-up survival data of any size, the same for every peer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.survival.cox.exposure import split_at_exposure
from analyses.survival.intervals import FloatArray

Columns = Mapping[str, NDArray[Any]]

COVARIATES = ("age", "blasts", "grade", "female", "treated")
EFFECTS = np.array([0.3, 0.5, 0.1, -0.2, -0.4])
CHANGING = (*COVARIATES[:4], "exposed")
TEN_YEARS = 3_650


@dataclass(frozen=True, slots=True)
class Sample:
    """One row per ``subject``, and as many ``intervals`` at risk over (start, stop].

    Subjects have a ``time``, a ``cause`` (0 censored, 1, 2), an ``event`` (cause 1), a ``group``
    (0, 1, 2) and the covariates; intervals an ``event`` at ``stop`` and ``exposed`` in place of
    the last covariate.
    """

    subjects: Columns
    intervals: Columns

    @property
    def pairs(self) -> int:
        """Return rows times distinct times, with which the time of some peers grows."""
        time = self.subjects["time"]
        return time.size * np.unique(time).size

    def write(self, folder: Path) -> None:
        """Write each column as little-endian doubles, for peers outside this process."""
        for table, columns in (("subjects", self.subjects), ("intervals", self.intervals)):
            for name, values in columns.items():
                values.astype("<f8").tofile(folder / f"{table}.{name}")


def sample(rows: int, *, ties: bool, seed: int = 1) -> Sample:
    """Return data in whole days, or in the same order with no two times alike.

    Times without ties are spread evenly over ten years, so that none are equal up to rounding.
    """
    rng = np.random.default_rng([seed, rows])
    covariates = _covariates(rng, rows)
    first, second = (rng.exponential(mean, rows) for mean in (1_200, 2_500))
    first /= np.exp(EFFECTS @ np.array(list(covariates.values())))
    lost = rng.uniform(100, TEN_YEARS, rows)
    day = np.minimum(np.minimum(first, second), lost)
    cause = np.where(day == lost, 0, np.where(day == first, 1, 2))
    time, exposure = (_tied if ties else _distinct)(day, rng.uniform(0, 2, rows))
    outcome = {"time": time, "cause": cause, "event": cause == 1}
    group = {"group": rng.integers(0, 3, rows)}
    subjects = {**outcome, **group, **covariates}
    return Sample(subjects, _intervals(subjects, exposure))


def _covariates(rng: np.random.Generator, rows: int) -> Columns:
    columns = (
        rng.normal(0, 1, rows),
        rng.random(rows),
        rng.integers(0, 5, rows).astype(float),
        (rng.random(rows) < 0.4).astype(float),
        (rng.random(rows) < 0.5).astype(float),
    )
    return dict(zip(COVARIATES, columns, strict=True))


def _tied(day: FloatArray, share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return times in whole days, and the day exposure starts, for half after the end."""
    return np.ceil(day), np.ceil(day * share)


def _distinct(day: FloatArray, share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return times without ties; exposure starts between two of them."""
    rank = np.empty(day.size)
    rank[np.argsort(day)] = np.arange(1, day.size + 1)
    step = TEN_YEARS / day.size
    return rank * step, (np.floor(rank * share) + 0.5) * step


def _intervals(subjects: Columns, exposure: FloatArray) -> Columns:
    """Return the first rows of the subjects split where exposure starts, one row for each."""
    split = split_at_exposure(subjects["time"], subjects["event"], exposure)
    kept = slice(subjects["time"].size)
    subject = split.subject[kept]
    return {
        "subject": subject,
        "start": split.entry[kept],
        "stop": split.time[kept],
        "event": split.event[kept],
        **{name: subjects[name][subject] for name in COVARIATES[:4]},
        "exposed": split.exposed[kept].astype(float),
    }
