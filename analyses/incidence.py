"""Cumulative incidence of competing events, with its variance and limits by name."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args, overload

import numpy as np
from numpy.typing import ArrayLike

from analyses.competing_risks import CompetingRisks, competing_risks
from analyses.errors import InvalidInputError
from analyses.intervals import FloatArray, Interval, defined, probability_limits
from analyses.kaplan_meier import TimePoint
from analyses.observations import Observations, labels_of
from analyses.risk_sets import IntArray, TimeGrid, risk_sets, time_grid

Variance: TypeAlias = Literal["aalen", "delta"]
IncidenceInterval: TypeAlias = Interval | Literal["complementary log-log"]


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


@dataclass(frozen=True, slots=True)
class _Steps:
    """What happens at each time to those at risk, and what that makes of one cause."""

    at_risk: IntArray
    events: IntArray
    failed: IntArray
    event_free_before: FloatArray
    event_free: FloatArray
    incidence: FloatArray

    def weight(self) -> FloatArray:
        """Return 1 / S(u), and 0 once nobody can have a later event."""
        left = self.event_free > 0
        return np.divide(1.0, self.event_free, out=np.zeros(left.size), where=left)


def _curves(
    rows: CompetingRisks,
    grid: TimeGrid,
    variance: Variance,
    interval: IncidenceInterval,
    level: float,
) -> dict[Hashable, IncidenceCurve]:
    sets = risk_sets(Observations(rows.time, rows.code >= 0), grid)
    left = sets.events + sets.censored > 0
    curves: dict[Hashable, IncidenceCurve] = {}
    for code, cause in enumerate(rows.causes):
        events = grid.count(rows.time[rows.code == code])[left]
        steps = _steps(sets.at_risk[left], events, sets.events[left])
        error = np.sqrt(np.maximum(_VARIANCES[variance](steps), 0))
        curves[cause] = IncidenceCurve(
            sets.time[left],
            steps.at_risk,
            events,
            steps.incidence,
            error,
            *_limits(steps.incidence, error, interval, level),
            subjects=len(rows),
        )
    return curves


def _steps(at_risk: IntArray, events: IntArray, failed: IntArray) -> _Steps:
    event_free = np.cumprod((at_risk - failed) / at_risk)
    before = np.concatenate(((1.0,), event_free[:-1]))
    incidence = np.minimum(np.cumsum(before * events / at_risk), 1)
    return _Steps(at_risk, events, failed, before, event_free, incidence)


def _limits(
    incidence: FloatArray, error: FloatArray, interval: IncidenceInterval, level: float
) -> tuple[FloatArray, FloatArray]:
    if interval in ("log", "plain"):
        return probability_limits(incidence, error, interval=interval, level=level)
    # Aalen's error is positive at incidence 1, where these scales are infinite.
    inside = np.where(incidence < 1, incidence, np.nan)
    if interval != "complementary log-log":
        return probability_limits(inside, error, interval=interval, level=level)
    lower, upper = probability_limits(1 - inside, error, interval="log-log", level=level)
    return 1 - upper, 1 - lower


def _aalen(steps: _Steps) -> FloatArray:
    """Return the variance of ``cmprsk::cuminc``: Poisson increments, shrunk where tied.

    Var F(t) sums w (1 - g)^2 over the events of the cause and w g^2 over the others, where
    g = (F(t) - F(u)) / S(u) is what an event at u took from the later incidence (Gray 1988).
    """
    own = _poisson(steps, steps.events)
    # When the last at risk fail from other causes, no later incidence is lost.
    other = np.where(steps.event_free > 0, _poisson(steps, steps.failed - steps.events), 0.0)
    b = steps.weight()
    a = steps.incidence * b
    return _quadratic(
        steps.incidence,
        own * (1 + a) ** 2 + other * a**2,
        (own * (1 + a) + other * a) * b,
        (own + other) * b**2,
    )


def _poisson(steps: _Steps, events: IntArray) -> FloatArray:
    tied = (events - 1) / np.maximum(steps.at_risk - 1, 1)
    shrunk = np.where(events > 1, 1 - tied, 1.0)
    return (steps.event_free_before / steps.at_risk) ** 2 * shrunk * events


def _delta(steps: _Steps) -> FloatArray:
    """Return the variance of R's multi-state ``survfit``: multinomial increments.

    At time u each at risk has the event, worth 1, or another, worth 0, or goes on, worth
    g = (F(t) - F(u)) / S(u); Var F(t) sums S(u-)^2 Var(worth) / n (Andersen et al. 1993,
    section IV.4). As no one enters late, this is the infinitesimal jackknife of survfit.
    """
    had, goes_on = steps.events / steps.at_risk, 1 - steps.failed / steps.at_risk
    scale = steps.event_free_before**2 / steps.at_risk
    b = steps.weight()
    a = steps.incidence * b
    both, alone = scale * had * goes_on, scale * goes_on * (1 - goes_on)
    return _quadratic(
        steps.incidence,
        scale * had * (1 - had) + 2 * both * a + alone * a**2,
        (both + alone * a) * b,
        alone * b**2,
    )


def _quadratic(
    incidence: FloatArray, constant: FloatArray, linear: FloatArray, square: FloatArray
) -> FloatArray:
    """Return sums over u <= t of a square in F(t), expanded so that they accumulate."""
    rest = incidence * np.cumsum(square) - 2 * np.cumsum(linear)
    return np.asarray(np.cumsum(constant) + incidence * rest)


_VARIANCES = {"aalen": _aalen, "delta": _delta}
