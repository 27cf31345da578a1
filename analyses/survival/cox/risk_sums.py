"""The risk sets of Cox's model over (start, stop] rows, with strata and tied events."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray

Index: TypeAlias = NDArray[np.intp]
Ties: TypeAlias = Literal["efron", "breslow"]


@dataclass(frozen=True, slots=True)
class CoxRiskSums:
    """Sums over the risk sets of each event time, in the terms that its tied events make.

    Event times are numbered by stratum and time. A row is at risk at the event times numbered
    from ``first`` up to, not including, ``last``; ``first`` is None when that is 0 for all.
    The rows ``died`` had the event at the event time ``died_at``. Term k of the d events tied at
    the time ``term_at`` leaves out the share ``removed`` = k / d of those events (Efron 1977);
    with Breslow's ties, or no ties, each event time is one term and ``term_at`` is None.
    """

    last: Index
    first: Index | None
    died: Index
    died_at: Index
    term_at: Index | None
    removed: FloatArray
    event_weight: FloatArray
    times: int

    def over_rows(self, values: FloatArray) -> FloatArray:
        """Return for each term the sum of ``values`` over the rows at risk."""
        change = sum_by(self.last, values, self.times + 1)
        if self.first is not None:
            change -= sum_by(self.first, values, self.times + 1)
        at_risk = np.cumsum(change[:0:-1])[::-1]
        if self.term_at is None:
            return at_risk
        tied = sum_by(self.died_at, values[self.died], self.times)
        return at_risk[self.term_at] - self.removed * tied[self.term_at]

    def over_terms(self, values: FloatArray) -> FloatArray:
        """Return for each row the sum of ``values`` over the terms in which it was at risk."""
        running = np.concatenate(((0.0,), np.cumsum(self.over_tied(values))))
        passed = running[self.last]
        if self.first is not None:
            passed -= running[self.first]
        if self.term_at is not None:
            passed[self.died] -= self.over_tied(self.removed * values)[self.died_at]
        return passed

    def over_tied(self, values: FloatArray) -> FloatArray:
        """Return for each event time the sum of ``values`` over its terms."""
        return values if self.term_at is None else sum_by(self.term_at, values, self.times)

    def at_own_event(self, values: FloatArray) -> FloatArray:
        """Return for each row the mean of ``values`` over the terms of its event, 0 without."""
        per_time = self.over_tied(values) / self.over_tied(np.ones(values.size))
        mean = np.zeros(self.last.size)
        mean[self.died] = per_time[self.died_at]
        return mean


def cox_risk_sums(
    last: Index, first: Index | None, event: BoolArray, weight: FloatArray, ties: Ties
) -> CoxRiskSums:
    """Return the sums for rows at risk from event time ``first`` up to ``last``.

    With Efron's ties each of d tied events weighs their mean weight (Therneau and Grambsch 2000,
    section 3.3).
    """
    died = np.flatnonzero(event)
    died_at = last[died] - 1
    events = np.bincount(died_at)
    total = sum_by(died_at, weight[died], events.size)
    if ties == "breslow" or events.max() == 1:
        nothing = np.zeros(events.size)
        return CoxRiskSums(last, first, died, died_at, None, nothing, total, events.size)
    term_at = np.repeat(np.arange(events.size), events)
    order = np.arange(died.size) - np.repeat(np.cumsum(events) - events, events)
    removed = order / events[term_at]
    mean = (total / events)[term_at]
    return CoxRiskSums(last, first, died, died_at, term_at, removed, mean, events.size)


def sum_by(index: Index, values: FloatArray, size: int) -> FloatArray:
    """Return the sum of the values at each index below ``size``."""
    return np.asarray(np.bincount(index, values, size), dtype=np.float64)
