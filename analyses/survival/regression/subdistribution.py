"""The risk sets of Fine and Gray's model, weighted by the distribution of censoring."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.survival.competing_risks.first_event import CompetingRisks
from analyses.survival.cox.risk_sums import sum_by
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, Observations
from analyses.survival.risk_sets import IntArray, risk_sets, time_grid


@dataclass(frozen=True, slots=True)
class SubdistributionSums:
    """Sums over those without the event: still followed, or after another event, weighted.

    Rows are sorted by time. A row is followed at the first ``last`` of the event times. One that
    had another event (``competing``) stays with weight G(t-) / G(T-), the probability of not
    being censored from its own time T to the event time t: ``uncensored`` at T, and
    ``uncensored_at_event`` at t.
    """

    last: NDArray[np.intp]
    event: BoolArray
    competing: NDArray[np.intp]
    uncensored: FloatArray
    uncensored_at_event: FloatArray
    event_weight: FloatArray

    def over_rows(self, values: FloatArray) -> FloatArray:
        """Return for each event time the sum of ``values`` over its risk set."""
        times = self.event_weight.size
        followed = np.cumsum(sum_by(self.last, values, times + 1)[:0:-1])[::-1]
        earlier = values[self.competing] / self.uncensored
        stayed = np.cumsum(sum_by(self.last[self.competing], earlier, times + 1))[:-1]
        return np.asarray(followed + self.uncensored_at_event * stayed)

    def over_terms(self, values: FloatArray) -> FloatArray:
        """Return for each row the weighted sum of ``values`` over the event times it is in."""
        passed = _running(values)[self.last]
        weighted = _running(values * self.uncensored_at_event)
        to_come = weighted[-1] - weighted[self.last[self.competing]]
        passed[self.competing] += to_come / self.uncensored
        return passed

    def at_own_event(self, values: FloatArray) -> FloatArray:
        """Return for each row the value at its own event time, 0 without an event."""
        own = np.zeros(self.last.size)
        own[self.event] = values[self.last[self.event] - 1]
        return own


@dataclass(frozen=True, slots=True)
class Subdistribution:
    """Rows sorted by time: row i is row ``order[i]`` as given, at the distinct time ``place[i]``.

    At each distinct time ``at_risk`` are followed and ``leaving`` are censored; the distinct
    times numbered ``event_place`` are the event times.
    """

    order: NDArray[np.intp]
    place: NDArray[np.intp]
    censored: BoolArray
    at_risk: IntArray
    leaving: IntArray
    event_place: NDArray[np.intp]
    event_time: FloatArray
    sums: SubdistributionSums


def subdistribution(rows: CompetingRisks, code: int) -> Subdistribution:
    """Return the rows sorted into the risk sets of the cause with this code."""
    followed = Observations(rows.time, rows.code < 0)
    grid = time_grid(followed)
    sets = risk_sets(followed, grid)
    order = np.argsort(rows.time, kind="stable")
    place = np.searchsorted(grid.times, rows.time[order], side="right") - 1
    event, censored = rows.code[order] == code, rows.code[order] < 0
    events = np.bincount(place[event], minlength=grid.times.size)
    last = np.cumsum(events > 0, dtype=np.intp)[place]
    event_place = np.flatnonzero(events)
    # Censoring at a time comes after its events, so all followed until then can be censored.
    free = np.insert(np.cumprod(1 - sets.events / sets.at_risk), 0, 1.0)[:-1]
    competing = np.flatnonzero(~event & ~censored)
    sums = SubdistributionSums(
        last=last,
        event=event,
        competing=competing,
        uncensored=free[place[competing]],
        uncensored_at_event=free[event_place],
        event_weight=events[event_place].astype(np.float64),
    )
    return Subdistribution(
        order,
        place,
        censored,
        sets.at_risk,
        sets.events,
        event_place,
        grid.times[event_place],
        sums,
    )


def _running(values: FloatArray) -> FloatArray:
    return np.concatenate(((0.0,), np.cumsum(values)))
