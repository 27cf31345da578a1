"""The two variances of a cumulative incidence in use, each under its name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from analyses.survival.competing_risks.first_event import CompetingRisks
from analyses.survival.intervals import FloatArray
from analyses.survival.risk_sets import TIE_TOLERANCE, IntArray

Variance: TypeAlias = Literal["aalen", "delta"]


@dataclass(frozen=True, slots=True)
class Steps:
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


def steps_of(at_risk: IntArray, events: IntArray, failed: IntArray) -> Steps:
    """Return the steps of one cause: its ``events`` among all that ``failed`` at each time."""
    event_free = np.cumprod((at_risk - failed) / at_risk)
    before = np.concatenate(((1.0,), event_free[:-1]))
    incidence = np.minimum(np.cumsum(before * events / at_risk), 1)
    return Steps(at_risk, events, failed, before, event_free, incidence)


def _aalen(steps: Steps) -> FloatArray:
    """Return the variance of ``cmprsk::cuminc``: Poisson increments, shrunk where tied.

    Var F(t) sums w (1 - g)^2 over the events of the cause and w g^2 over the others, where
    g = (F(t) - F(u)) / S(u) is what an event at u took from the later incidence (Gray 1988).
    """
    own = _poisson(steps, steps.events)
    # When the last at risk fail from other causes, no later incidence is lost.
    other = np.where(steps.event_free > 0, _poisson(steps, steps.failed - steps.events), 0.0)
    b = steps.weight()
    a = steps.incidence * b
    both = own + other
    return _quadratic(
        steps.incidence, own * (1 + 2 * a) + both * a**2, (own + both * a) * b, both * b**2
    )


def _poisson(steps: Steps, events: IntArray) -> FloatArray:
    shrunk = events.astype(np.float64)
    tied = np.flatnonzero(events > 1)
    shrunk[tied] *= 1 - (events[tied] - 1) / (steps.at_risk[tied] - 1)
    return (steps.event_free_before / steps.at_risk) ** 2 * shrunk


def _delta(steps: Steps) -> FloatArray:
    """Return the variance of R's multi-state ``survfit``: multinomial increments.

    At time u each at risk has the event, worth 1, or another, worth 0, or goes on, worth
    g = (F(t) - F(u)) / S(u); Var F(t) sums S(u-)^2 Var(worth) / n (Andersen et al. 1993,
    section IV.4). Where no one enters late, this is the infinitesimal jackknife of survfit.
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


def jackknife_variance(
    rows: CompetingRisks, code: int, time: FloatArray, steps: Steps
) -> FloatArray:
    """Return the variance of R's multi-state ``survfit`` where subjects enter late.

    It sums the squared influence of each subject: at risk, it pulls the event-free share and the
    incidence by its own step less the mean step, and what was pulled before is carried on.
    """
    last = np.searchsorted(time, rows.time * (1 + TIE_TOLERANCE), side="right") - 1
    entry = np.zeros(len(rows)) if rows.entry is None else rows.entry
    first = np.searchsorted(time, entry * (1 + TIE_TOLERANCE), side="right")
    free, incidence = np.zeros(len(rows)), np.zeros(len(rows))
    variance = np.empty(time.size)
    for i in range(time.size):
        weight = ((first <= i) & (i <= last)) / steps.at_risk[i]
        hazard, own = steps.failed[i] / steps.at_risk[i], steps.events[i] / steps.at_risk[i]
        here, before = last == i, steps.event_free_before[i]
        incidence += free * own + before * weight * ((here & (rows.code == code)) - own)
        free = free * (1 - hazard) - before * weight * ((here & (rows.code >= 0)) - hazard)
        variance[i] = incidence @ incidence
    return variance


def _quadratic(
    incidence: FloatArray, constant: FloatArray, linear: FloatArray, square: FloatArray
) -> FloatArray:
    """Return sums over u <= t of a square in F(t), expanded so that they accumulate."""
    rest = incidence * np.cumsum(square) - 2 * np.cumsum(linear)
    return np.asarray(np.cumsum(constant) + incidence * rest)


VARIANCES: dict[Variance, Callable[[Steps], FloatArray]] = {"aalen": _aalen, "delta": _delta}
