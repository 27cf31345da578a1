"""Landmark analysis: from a fixed time on, those still event-free, by what was known then."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.observations import BoolArray, Observations, observations


@dataclass(frozen=True, slots=True)
class Landmark:
    """Those at risk after the landmark, with the clock restarted at it.

    ``included`` marks them among all rows, ``rows`` are theirs, and ``excluded`` counts the
    others by reason.
    """

    at: float
    included: BoolArray
    rows: Observations
    excluded: dict[str, int]

    def reached(self, when: ArrayLike) -> BoolArray:
        """Return, per included row, whether something had happened by the landmark.

        ``when`` holds one time per original row, on the original clock, NaN where it never
        happened. What happened later is not looked at: that is the point of a landmark.

        Raises InvalidInputError for another number of rows.
        """
        times = np.asarray(when, dtype=np.float64)
        if times.shape != self.included.shape:
            raise InvalidInputError(
                f"Expected one time for each of the {self.included.size} rows "
                f"before the landmark, not shape {times.shape}."
            )
        return times[self.included] <= self.at


def landmark(
    time: ArrayLike, event: ArrayLike, *, at: float, entry: ArrayLike | None = None
) -> Landmark:
    """Return those event-free and under observation after the time ``at``.

    A row that ends at the landmark itself is excluded: it has no time at risk after it.

    Raises InvalidInputError for rows that ``kaplan_meier`` refuses or a landmark that is not
    after time 0, NotEstimableError when nobody is left.
    Source: Anderson, Cain and Gelber, Journal of Clinical Oncology 1983;1:710-719.
    """
    if not 0 < at < np.inf:
        raise InvalidInputError(f"A landmark is a time after 0, not {at}.")
    rows = observations(time, event, entry)
    ended = rows.time <= at
    not_entered = np.zeros(len(rows), bool) if rows.entry is None else rows.entry > at
    included = ~(ended | not_entered)
    if not included.any():
        raise NotEstimableError(f"Nobody is event-free and under observation after {at:g}.")
    excluded = {
        "event by the landmark": int((ended & rows.event).sum()),
        "censored by the landmark": int((ended & ~rows.event).sum()),
        "not yet under observation at the landmark": int(not_entered.sum()),
    }
    restarted = Observations(rows.time[included] - at, rows.event[included])
    return Landmark(at, included, restarted, excluded)
