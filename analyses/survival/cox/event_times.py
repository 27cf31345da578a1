"""Rows sorted by stratum and time, each with the numbers of the event times it was at risk at."""

from dataclasses import dataclass

import numpy as np

from analyses.survival.cox.risk_sums import Index
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import Observations
from analyses.survival.risk_sets import time_grid


@dataclass(frozen=True, slots=True)
class EventTimes:
    """The event times in order of stratum and time, and the rows sorted likewise.

    Sorted row i is row ``order[i]`` as given; it is at risk at the event times numbered from
    ``first[i]`` up to, not including, ``last[i]``. ``first`` is None when that is 0 for all.
    """

    order: Index
    first: Index | None
    last: Index
    time: FloatArray
    stratum: Index


def event_times(rows: Observations, stratum: Index) -> EventTimes:
    """Return the event times of rows at risk over (entry, time] within strata numbered from 0.

    Times that differ only by rounding are one time, as in ``kaplan_meier``.

    Raises InvalidInputError when rounding leaves a row no time at risk.
    """
    times = time_grid(rows).times
    cell = stratum * times.size + _place(times, rows.time) - 1
    order = np.argsort(cell, kind="stable")
    sorted_cell, event = cell[order], rows.event[order]
    new = np.diff(sorted_cell, prepend=-1) > 0
    number = np.cumsum(new) - 1
    happened = np.bincount(number, event) > 0
    events = sorted_cell[new][happened]
    return EventTimes(
        order,
        _first(events, stratum, times, rows.entry, order),
        np.cumsum(happened)[number],
        times[events % times.size],
        events // times.size,
    )


def _first(
    events: Index, stratum: Index, times: FloatArray, entry: FloatArray | None, order: Index
) -> Index | None:
    """Return how many event times, those of earlier strata included, are not after the entry."""
    if entry is not None:
        cell = stratum * times.size + _place(times, entry) - 1
        return _place(events, cell)[order]
    if not stratum.any():
        return None
    starts = np.searchsorted(events, np.arange(stratum.max() + 1) * times.size)
    return starts[stratum[order]]


def _place(places: FloatArray | Index, values: FloatArray | Index) -> Index:
    """Return how many sorted places are not after each value; sorting first spares the cache."""
    order = np.argsort(values)
    found = np.empty(values.size, dtype=np.intp)
    found[order] = np.searchsorted(places, values[order], side="right")
    return found
