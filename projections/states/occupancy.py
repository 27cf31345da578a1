"""How many patients are in which state, on any day: exact counts, nobody left out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from projections.engine.milestone_dates import NEVER, Mask
from projections.states.histories import Histories

NOT_ENTERED = "not entered"
NO_LONGER_FOLLOWED = "no longer followed"


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Patients by state at the end of some days.

    Attributes
    ----------
    day
        Day numbers, or days since the origin.
    labels
        The states, then ``NOT_ENTERED`` and ``NO_LONGER_FOLLOWED``.
    counts
        One row per day, one column per label; every row sums to the cohort.
    """

    day: NDArray[np.int64]
    labels: tuple[str, ...]
    counts: NDArray[np.int64]

    def at(self, index: int) -> dict[str, int]:
        """The counts of one of the days, by label."""
        return dict(zip(self.labels, self.counts[index].tolist(), strict=True))


def occupancy_on(histories: Histories, days: ArrayLike) -> Occupancy:
    """Patients by state at the end of calendar days, given as day numbers."""
    return _counted(histories, days, np.zeros(len(histories.patients), dtype=np.int64))


def occupancy_since_origin(histories: Histories, days: ArrayLike) -> Occupancy:
    """Patients by state at the end of days counted from the day on which each entered."""
    return _counted(histories, days, histories.origin.astype(np.int64))


def occupancy_since_zero(histories: Histories, days: ArrayLike) -> Occupancy:
    """Patients by state at the end of days counted from the study's zero, such as an infusion.

    Patients who have not got there are counted as not entered.
    """
    return _counted(histories, days, histories.zero.astype(np.int64))


def _counted(histories: Histories, days: ArrayLike, origin: NDArray[np.int64]) -> Occupancy:
    """Add up who comes into each column and who leaves it, by day."""
    sought = np.asarray(days, dtype=np.int64)
    labels = (*histories.labels.names, NOT_ENTERED, NO_LONGER_FOLLOWED)
    counts = np.zeros((len(sought), len(labels)), dtype=np.int64)
    patient, day, left, reached = _changes(histories)
    clock = np.where(origin[patient] == NEVER, NEVER, day - origin[patient])
    for column in range(len(labels)):
        into, out = np.sort(clock[reached == column]), np.sort(clock[left == column])
        counts[:, column] += np.searchsorted(into, sought, side="right")
        counts[:, column] -= np.searchsorted(out, sought, side="right")
    counts[:, -2] += len(histories.patients)
    return Occupancy(sought, labels, counts)


def _changes(histories: Histories) -> tuple[NDArray[Any], ...]:
    """Patient, day, column left and column reached, the end of follow-up included."""
    steps = histories.steps
    kept = np.flatnonzero(steps.lasting)
    patient, day, to = steps.patient[kept], steps.day[kept].astype(np.int64), steps.to[kept]
    last = _last_of_each(patient) & ~histories.labels.absorbing[to]
    names = len(histories.labels.names)
    first = np.diff(patient, prepend=-1) != 0
    left = np.where(first, names, np.roll(to, 1))
    # On the last day of follow-up a patient is still seen; from the next day on no longer.
    gone = histories.until[patient[last]].astype(np.int64) + 1
    return (
        np.concatenate([patient, patient[last]]),
        np.concatenate([day, gone]),
        np.concatenate([left, to[last]]),
        np.concatenate([to, np.full(last.sum(), names + 1)]),
    )


def _last_of_each(patient: NDArray[np.intp]) -> Mask:
    last: Mask = np.append(patient[1:] != patient[:-1], True)[: len(patient)]
    return last
