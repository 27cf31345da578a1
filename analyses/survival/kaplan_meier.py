"""The Kaplan-Meier curve: survival, its confidence limits, its quantiles."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError
from analyses.spread import Spread, spread
from analyses.survival.intervals import Estimate, FloatArray, Interval, probability_limits
from analyses.survival.observations import Observations, labels_of, observations
from analyses.survival.risk_sets import IntArray, TimeGrid, risk_sets, time_grid
from analyses.survival.time_points import TimePoint, time_points

# R's tolerance for "the curve is flat at exactly p".
_FLAT = float(np.sqrt(np.finfo(np.float64).eps))


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """A Kaplan-Meier curve: one row per distinct time at which somebody left observation.

    ``at_risk`` counts those under observation just before the time, ``survival`` holds from the
    time on. ``standard_error`` is Greenwood's; it and the limits are NaN where they are not
    defined: at survival 0 always, at survival 1 for log-log and logit (as in R).
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    censored: IntArray
    survival: FloatArray
    standard_error: FloatArray
    lower: FloatArray
    upper: FloatArray
    subjects: int
    interval: Interval
    level: float

    def median(self) -> Estimate:
        """Return the median survival time with its limits, None where not reached."""
        return self.quantile(0.5)

    def quantile(self, p: float) -> Estimate:
        """Return the time by which a fraction ``p`` has had the event, with its limits.

        Where the curve is flat at exactly ``1 - p``, the midpoint of the flat stretch. The
        limits are the same quantile of the limits of the curve (Brookmeyer and Crowley 1982).

        Raises InvalidInputError unless ``p`` is above 0 and at most 1.
        Source: R ``survival:::quantile.survfit``.
        """
        if not 0 < p <= 1:
            raise InvalidInputError(f"A quantile is a fraction above 0 and at most 1, not {p}.")
        curves = (self.survival, self.lower, self.upper)
        estimate, lower, upper = (_crossing(self.time, curve, p) for curve in curves)
        return Estimate(estimate, lower, upper)

    def at(self, times: ArrayLike) -> tuple[TimePoint, ...]:
        """Return the curve at the given times, in their order.

        As R's ``summary(survfit, times=)``: 1 before the first time, and nothing beyond the last,
        unless the curve has fallen to 0, where it stays. Under late entry the number at risk
        between two times of the curve is that of the later one.

        Raises InvalidInputError for a time that is missing or negative.
        """
        columns = self.survival, self.lower, self.upper
        settled = bool(self.survival[-1] == 0)
        return time_points(
            times, self.time, self.at_risk, columns, start=(1.0, 1.0, 1.0), settled=settled
        )

    def times_of_events(self) -> Spread | None:
        """Return the spread of the times of those who had the event, None if nobody had."""
        counts = self.events.astype(int)
        return spread(np.repeat(self.time, counts)) if counts.sum() else None

    def as_json(self, times: tuple[float, ...]) -> dict[str, Any]:
        """What is reported of the curve, and the curve at some times."""
        lasted = self.times_of_events()
        return {
            "n": self.subjects,
            "events": int(self.events.sum()),
            "median": self.median().as_json(),
            "at": [point.as_json() for point in self.at(times)] if times else [],
            "times_of_events": None if lasted is None else lasted.as_json(),
        }


@overload
def kaplan_meier(
    time: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    group: None = None,
    interval: Interval = "log",
    level: float = 0.95,
) -> SurvivalCurve: ...


@overload
def kaplan_meier(
    time: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    group: ArrayLike,
    interval: Interval = "log",
    level: float = 0.95,
) -> dict[Hashable, SurvivalCurve]: ...


def kaplan_meier(
    time: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    group: ArrayLike | None = None,
    interval: Interval = "log",
    level: float = 0.95,
) -> SurvivalCurve | dict[Hashable, SurvivalCurve]:
    """Return the Kaplan-Meier curve, or with ``group`` one curve per label, sorted by label.

    One row per subject, at risk over (entry, time]; ``event`` is false for censored. Times that
    differ only by rounding (R's ``timefix``) are one time; at a tied time events come before
    censoring. Limits are built on the ``log`` (R's default), ``log-log``, ``plain`` or
    ``logit`` scale.

    Raises InvalidInputError for columns that cannot be such rows.
    Source: Kaplan and Meier (1958), Greenwood (1926); R ``survival::survfit``.
    """
    rows = observations(time, event, entry)
    grid = time_grid(rows)
    if group is None:
        return _curve(rows, grid, interval, level)
    labels, codes = labels_of("group", group, len(rows))
    return {
        label: _curve(rows.where(codes == i), grid, interval, level)
        for i, label in enumerate(labels)
    }


def _curve(rows: Observations, grid: TimeGrid, interval: Interval, level: float) -> SurvivalCurve:
    sets = risk_sets(rows, grid)
    sets = sets.where(sets.somebody_left)
    at_risk, events = sets.at_risk, sets.events
    survival = np.cumprod((at_risk - events) / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        error = survival * np.sqrt(greenwood)
    lower, upper = probability_limits(survival, error, interval=interval, level=level)
    return SurvivalCurve(
        time=sets.time,
        at_risk=at_risk,
        events=events,
        censored=sets.censored,
        survival=survival,
        standard_error=error,
        lower=lower,
        upper=upper,
        subjects=len(rows),
        interval=interval,
        level=level,
    )


def _crossing(time: FloatArray, curve: FloatArray, p: float) -> float | None:
    """Return the time at which ``1 - curve`` reaches ``p``, as R's ``findq`` does.

    A limit of the curve need not be monotone: like R, take the time of its smallest value that
    reaches ``p`` (``print.survfit`` takes the first time instead; they differ only there).
    """
    fallen, first = np.unique(np.concatenate(((0.0,), 1 - curve)), return_index=True)
    times, fallen = np.append(0.0, time)[first], fallen[~np.isnan(fallen)]
    reached = np.searchsorted(fallen + _FLAT, p)
    passed = np.searchsorted(fallen - _FLAT, p)
    if reached == fallen.size:
        return None
    if passed < fallen.size:
        return float((times[reached] + times[passed]) / 2)
    stays = abs(1 - curve[-1] - p) < _FLAT
    return float((times[reached] + time[-1]) / 2) if stays else None
