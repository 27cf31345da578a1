"""Cumulative incidence of competing events, with its variance and limits by name."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args, overload

import numpy as np
from numpy.typing import ArrayLike

from analyses.competing_risks import CompetingRisks, competing_risks
from analyses.errors import InvalidInputError
from analyses.incidence_variance import VARIANCES, Variance, steps_of
from analyses.intervals import FloatArray, Interval, defined, probability_limits
from analyses.kaplan_meier import TimePoint
from analyses.observations import Observations, labels_of
from analyses.risk_sets import IntArray, TimeGrid, risk_sets, time_grid

IncidenceInterval: TypeAlias = Interval | Literal["complementary log-log"]
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class IncidenceCurve:
    """The cumulative incidence of one cause: one row per distinct time somebody left observation.

    ``at_risk`` counts those under observation just before the time, ``incidence`` holds from the
    time on. A limit is NaN where its scale is infinite, as ``log-log`` is at incidence 0 and 1.
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    incidence: FloatArray
    standard_error: FloatArray
    lower: FloatArray
    upper: FloatArray
    subjects: int

    def at(self, times: ArrayLike) -> tuple[TimePoint, ...]:
        """Return the curve at the given times, in their order.

        0 without limits before the first event; beyond the last time its last value, with
        nobody at risk (``cmprsk::timepoints`` gives NA there).

        Raises InvalidInputError for a time that is missing or negative.
        """
        asked = np.atleast_1d(np.asarray(times, dtype=np.float64))
        if not (asked >= 0).all():
            raise InvalidInputError("A curve is read at times that are 0 or later.")
        row = np.searchsorted(self.time, asked, side="right")
        incidence = np.insert(self.incidence, 0, 0.0)[row]
        limits = (np.insert(limit, 0, np.nan)[row] for limit in (self.lower, self.upper))
        at_risk = np.append(self.at_risk, 0)[np.searchsorted(self.time, asked)]
        return tuple(
            TimePoint(float(t), float(f), defined(low), defined(high), int(n))
            for t, f, low, high, n in zip(asked, incidence, *limits, at_risk, strict=True)
        )


@overload
def cumulative_incidence(
    time: ArrayLike,
    cause: ArrayLike,
    *,
    censored: Hashable = 0,
    group: None = None,
    variance: Variance = "aalen",
    interval: IncidenceInterval = "log-log",
    level: float = 0.95,
) -> dict[Hashable, IncidenceCurve]: ...


@overload
def cumulative_incidence(
    time: ArrayLike,
    cause: ArrayLike,
    *,
    censored: Hashable = 0,
    group: ArrayLike,
    variance: Variance = "aalen",
    interval: IncidenceInterval = "log-log",
    level: float = 0.95,
) -> dict[Hashable, dict[Hashable, IncidenceCurve]]: ...


def cumulative_incidence(
    time: ArrayLike,
    cause: ArrayLike,
    *,
    censored: Hashable = 0,
    group: ArrayLike | None = None,
    variance: Variance = "aalen",
    interval: IncidenceInterval = "log-log",
    level: float = 0.95,
) -> dict[Hashable, IncidenceCurve] | dict[Hashable, dict[Hashable, IncidenceCurve]]:
    """Return the cumulative incidence of each cause, or with ``group`` these per label.

    One row per subject: ``cause`` labels the first event at ``time``, or says ``censored``. At
    a tied time events come before censoring. ``variance`` is ``aalen`` (``cmprsk::cuminc``) or
    ``delta`` (R's multi-state ``survfit``). Limits are built on the ``log``, ``log-log``,
    ``plain`` or ``logit`` scale of the incidence F, or, as ``complementary log-log``, on the
    log-log scale of 1 - F; ``log-log`` with ``aalen`` is what users of ``cuminc`` report.

    Raises InvalidInputError for columns that cannot be such rows or an unknown name.
    Source: Aalen and Johansen (1978); Kalbfleisch and Prentice (2002), section 8.2.
    """
    if variance not in get_args(Variance):
        raise InvalidInputError(f"Unknown variance {variance!r}; choose 'aalen' or 'delta'.")
    rows = competing_risks(time, cause, censored=censored)
    grid = time_grid(Observations(rows.time, rows.code >= 0))
    if group is None:
        return _curves(rows, grid, variance, interval, level)
    labels, codes = labels_of("group", group, len(rows))
    return {
        label: _curves(rows.where(codes == i), grid, variance, interval, level)
        for i, label in enumerate(labels)
    }


def _curves(
    rows: CompetingRisks,
    grid: TimeGrid,
    variance: Variance,
    interval: IncidenceInterval,
    level: float,
) -> dict[Hashable, IncidenceCurve]:
    sets = risk_sets(Observations(rows.time, rows.code >= 0), grid)
    left = sets.somebody_left
    sets = sets.where(left)
    curves: dict[Hashable, IncidenceCurve] = {}
    for code, cause in enumerate(rows.causes):
        events = grid.count(rows.time[rows.code == code])[left]
        steps = steps_of(sets.at_risk, events, sets.events)
        error = np.sqrt(np.maximum(VARIANCES[variance](steps), 0))
        curves[cause] = IncidenceCurve(
            sets.time,
            sets.at_risk,
            events,
            steps.incidence,
            error,
            *_limits(steps.incidence, error, interval, level),
            subjects=len(rows),
        )
    return curves


def _limits(
    incidence: FloatArray, error: FloatArray, interval: IncidenceInterval, level: float
) -> tuple[FloatArray, FloatArray]:
    if interval in ("log", "plain"):
        return probability_limits(incidence, error, interval=interval, level=level)
    # Aalen's error is positive at incidence 1, where these scales are infinite; a sum of steps
    # that makes 1 may fall short of it by rounding.
    inside = np.where(incidence < 1 - ROUNDING, incidence, np.nan)
    if interval != "complementary log-log":
        return probability_limits(inside, error, interval=interval, level=level)
    lower, upper = probability_limits(1 - inside, error, interval="log-log", level=level)
    return 1 - upper, 1 - lower
