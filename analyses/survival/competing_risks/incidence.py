"""Cumulative incidence of competing events, with its variance and limits by name."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args, overload

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError
from analyses.survival.competing_risks.first_event import CompetingRisks, competing_risks
from analyses.survival.competing_risks.incidence_variance import (
    VARIANCES,
    Variance,
    jackknife_variance,
    steps_of,
)
from analyses.survival.intervals import Estimate, FloatArray, Interval, probability_limits
from analyses.survival.observations import labels_of
from analyses.survival.risk_sets import IntArray, TimeGrid, risk_sets, time_grid
from analyses.survival.time_points import TimePoint, time_points

IncidenceInterval: TypeAlias = Interval | Literal["complementary log-log"]
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class IncidenceCurve:
    """The cumulative incidence of one cause: one row per distinct time somebody left observation.

    ``at_risk`` counts those under observation just before the time, ``incidence`` holds from the
    time on. A limit is NaN where its scale is infinite, as ``log-log`` is at incidence 0 and 1.
    ``settled`` says that nobody is left without an event, so that the curve can rise no more.
    """

    time: FloatArray
    at_risk: IntArray
    events: IntArray
    incidence: FloatArray
    standard_error: FloatArray
    lower: FloatArray
    upper: FloatArray
    subjects: int
    settled: bool

    def median(self) -> Estimate:
        """Return the time by which half had the event, with its limits, None where not reached."""
        return self.quantile(0.5)

    def quantile(self, p: float) -> Estimate:
        """Return the smallest time at which the incidence is at least ``p``, with its limits.

        The limits are the same quantile of the limits of the curve, the lower that of the upper,
        as Brookmeyer and Crowley (1982) invert a Kaplan-Meier band. With competing events an
        incidence may never reach ``p``; R gives no quantiles of it.

        Raises InvalidInputError unless ``p`` is above 0 and at most 1.
        """
        if not 0 < p <= 1:
            raise InvalidInputError(f"A quantile is a fraction above 0 and at most 1, not {p}.")
        curves = self.incidence, self.upper, self.lower
        estimate, lower, upper = (self._first_at(curve, p) for curve in curves)
        return Estimate(estimate, lower, upper)

    def _first_at(self, curve: FloatArray, p: float) -> float | None:
        reached = self.time[curve >= p - ROUNDING]
        return float(reached[0]) if reached.size else None

    def at(self, times: ArrayLike) -> tuple[TimePoint, ...]:
        """Return the curve at the given times, in their order.

        0 without limits before the first event, and nothing beyond the last time (NA in
        ``cmprsk::timepoints``), unless everybody has had some event: then the curve stays.

        Raises InvalidInputError for a time that is missing or negative.
        """
        columns = self.incidence, self.lower, self.upper
        start = (0.0, np.nan, np.nan)
        return time_points(
            times, self.time, self.at_risk, columns, start=start, settled=self.settled
        )

    def as_json(self, times: tuple[float, ...]) -> dict[str, Any]:
        """What is reported of the curve, and the curve at some times."""
        return {
            "events": int(self.events.sum()),
            "median": self.median().as_json(),
            "at": [point.as_json() for point in self.at(times)],
        }


@overload
def cumulative_incidence(
    time: ArrayLike,
    cause: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    censored: Hashable = 0,
    causes: Sequence[Hashable] | None = None,
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
    entry: ArrayLike | None = None,
    censored: Hashable = 0,
    causes: Sequence[Hashable] | None = None,
    group: ArrayLike,
    variance: Variance = "aalen",
    interval: IncidenceInterval = "log-log",
    level: float = 0.95,
) -> dict[Hashable, dict[Hashable, IncidenceCurve]]: ...


def cumulative_incidence(
    time: ArrayLike,
    cause: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    censored: Hashable = 0,
    causes: Sequence[Hashable] | None = None,
    group: ArrayLike | None = None,
    variance: Variance = "aalen",
    interval: IncidenceInterval = "log-log",
    level: float = 0.95,
) -> dict[Hashable, IncidenceCurve] | dict[Hashable, dict[Hashable, IncidenceCurve]]:
    """Return the cumulative incidence of each cause, or with ``group`` these per label.

    One row per subject, at risk over (entry, time]: ``cause`` labels the first event at ``time``,
    or says ``censored``.
    ``causes`` names all causes in the order wanted; without it they are those seen. At a tied
    time events come before censoring. ``variance`` is ``aalen`` (``cmprsk::cuminc``) or
    ``delta`` (R's multi-state ``survfit``), the only one of those who enter late. Limits are
    built on the ``log``, ``log-log``, ``plain`` or ``logit`` scale of the incidence F, or, as
    ``complementary log-log``, on the log-log scale of 1 - F; ``log-log`` with ``aalen`` is what
    users of ``cuminc`` report.

    Raises InvalidInputError for columns that cannot be such rows, an unknown name, or late entry
    with the variance ``aalen``.
    Source: Aalen and Johansen (1978); Kalbfleisch and Prentice (2002), section 8.2.
    """
    if variance not in get_args(Variance):
        raise InvalidInputError(f"Unknown variance {variance!r}; choose 'aalen' or 'delta'.")
    rows = competing_risks(time, cause, entry=entry, censored=censored, causes=causes)
    if rows.entry is not None and variance != "delta":
        raise InvalidInputError("The variance 'aalen' takes no late entry; choose 'delta'.")
    grid = time_grid(rows.any_event())
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
    sets = risk_sets(rows.any_event(), grid)
    left = sets.somebody_left
    sets = sets.where(left)
    curves: dict[Hashable, IncidenceCurve] = {}
    for code, cause in enumerate(rows.causes):
        events = grid.count(rows.time[rows.code == code])[left]
        steps = steps_of(sets.at_risk, events, sets.events)
        if rows.entry is None:
            squared = VARIANCES[variance](steps)
        else:
            squared = jackknife_variance(rows, code, sets.time, steps)
        error = np.sqrt(np.maximum(squared, 0))
        curves[cause] = IncidenceCurve(
            sets.time,
            sets.at_risk,
            events,
            steps.incidence,
            error,
            *_limits(steps.incidence, error, interval, level),
            subjects=len(rows),
            settled=bool(steps.event_free[-1] == 0),
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
