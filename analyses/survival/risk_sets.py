"""Numbers at risk, with the event and censored, at each distinct time."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, Observations

IntArray: TypeAlias = NDArray[np.int64]

# R's aeqSurv: times closer than this, absolutely or relative to their mean, are one time.
TIE_TOLERANCE = float(np.sqrt(np.finfo(np.float64).eps))
# Whole times below this many days are counted per day, which is cheaper than a sort.
_LONGEST_CALENDAR = 100_000


@dataclass(frozen=True, slots=True)
class TimeGrid:
    """The distinct times of an analysis, ascending; ``daily`` when they are 0, 1, 2, ...

    A value belongs to the last grid time not after it, so that times which differ only by
    rounding count as tied.
    """

    times: FloatArray
    daily: bool

    def count(self, values: FloatArray) -> IntArray:
        """Return the number of values that belong to each grid time."""
        if self.daily:
            return np.bincount(values.astype(np.int64), minlength=self.times.size)
        distinct, counts = np.unique(values, return_counts=True)
        if np.array_equal(distinct, self.times):
            return counts
        counted = np.zeros(self.times.size, dtype=np.int64)
        np.add.at(counted, np.searchsorted(self.times, distinct, side="right") - 1, counts)
        return counted


@dataclass(frozen=True, slots=True)
class RiskSets:
    """Counts at each time: at risk just before it, with the event at it, censored at it."""

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    censored: IntArray

    @property
    def somebody_left(self) -> BoolArray:
        """Return for each time whether there was an event or a censoring."""
        return self.events + self.censored > 0

    def where(self, chosen: BoolArray) -> "RiskSets":
        """Return the chosen times."""
        if chosen.all():
            return self
        return RiskSets(
            self.time[chosen], self.at_risk[chosen], self.events[chosen], self.censored[chosen]
        )


def time_grid(rows: Observations) -> TimeGrid:
    """Return the distinct times of the rows, those equal up to rounding taken as one.

    Raises InvalidInputError when rounding leaves a row no time at risk.
    Source: R ``survival::aeqSurv`` (the ``timefix`` of ``survfit``), with its tolerance.
    """
    marks = rows.time if rows.entry is None else np.concatenate((rows.time, rows.entry))
    if marks.max() < _LONGEST_CALENDAR and np.array_equal(marks, np.rint(marks)):
        return TimeGrid(np.arange(marks.max() + 1), daily=True)
    distinct = np.unique(marks)
    tolerance = TIE_TOLERANCE * max(1.0, float(distinct.mean()))
    apart = np.diff(distinct, prepend=-np.inf) > tolerance
    if rows.entry is not None and not apart.all():
        _refuse_vanished_intervals(rows.entry, rows.time, distinct, apart)
    return TimeGrid(distinct[apart], daily=False)


def risk_sets(rows: Observations, grid: TimeGrid) -> RiskSets:
    """Return the counts at every time of the grid.

    A subject is at risk over (entry, time]: counted at its own exit, not at its own entry.
    """
    exits, events = grid.count(rows.time), grid.count(rows.time[rows.event])
    left = np.cumsum(exits) - exits
    entered: IntArray | int = len(rows)
    if rows.entry is not None:
        entries = grid.count(rows.entry)
        entered = np.cumsum(entries) - entries
    return RiskSets(grid.times, entered - left, events, exits - events)


def _refuse_vanished_intervals(
    entry: FloatArray, time: FloatArray, distinct: FloatArray, apart: BoolArray
) -> None:
    first = np.flatnonzero(apart)
    widest = (distinct[np.append(first[1:], distinct.size) - 1] - distinct[first]).max()
    short = time - entry <= widest
    cluster_of_entry = np.searchsorted(distinct[first], entry[short], side="right")
    cluster_of_time = np.searchsorted(distinct[first], time[short], side="right")
    if (cluster_of_entry == cluster_of_time).any():
        raise InvalidInputError(
            "'entry' and 'time' of a row differ by no more than rounding; exclude such rows."
        )
