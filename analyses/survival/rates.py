"""Events per person-time, with exact Poisson limits."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.intervals import Estimate, tail_probability
from analyses.survival.observations import observations

# R's allowance for rounding when two outcomes are equally likely.
_TIED = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per ``per`` units of person-time, with its limits in the same unit."""

    events: int
    person_time: float
    per: float
    estimate: float
    lower: float
    upper: float
    level: float

    @property
    def limits(self) -> Estimate:
        """Return the rate with its limits."""
        return Estimate(self.estimate, self.lower, self.upper)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        counted = {"events": self.events, "person_time": self.person_time}
        return {**counted, **self.limits.as_json()}


@dataclass(frozen=True, slots=True)
class RateRatio:
    """A rate divided by a reference rate; infinite where the reference has no event."""

    estimate: float
    lower: float
    upper: float
    p_value: float

    @property
    def limits(self) -> Estimate:
        """Return the ratio with its limits, None where one is infinite."""
        return Estimate(_finite(self.estimate), _finite(self.lower), _finite(self.upper))

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**self.limits.as_json(), "p_value": self.p_value}


def rate(events: int, person_time: float, *, per: float = 1.0, level: float = 0.95) -> Rate:
    """Return a rate with exact limits from the number of events and the time observed.

    Raises InvalidInputError for a negative count, an impossible level or unit, NotEstimableError
    without person-time.
    Source: Garwood, Biometrika 1936;28:437-442; R ``poisson.test``.
    """
    from scipy.special import gammaincinv

    if events < 0 or int(events) != events:
        raise InvalidInputError(f"The number of events must be 0, 1, 2, ..., not {events}.")
    if not 0 < person_time < np.inf:
        raise NotEstimableError("A rate needs time under observation; there is none.")
    if not per > 0:
        raise InvalidInputError(f"A rate counts events per a positive number of units, not {per}.")
    tail = tail_probability(level)
    scale = per / person_time
    lower = float(gammaincinv(events, tail)) * scale if events else 0.0
    upper = float(gammaincinv(events + 1, 1 - tail)) * scale
    return Rate(int(events), person_time, per, events * scale, lower, upper, level)


def person_time_rate(
    time: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    per: float = 1.0,
    level: float = 0.95,
) -> Rate:
    """Return the events per person-time of rows at risk over (entry, time].

    Raises InvalidInputError for rows that ``kaplan_meier`` refuses, NotEstimableError without
    person-time.
    """
    rows = observations(time, event, entry)
    person_time = float(rows.time.sum())
    if rows.entry is not None:
        person_time -= float(rows.entry.sum())
    return rate(int(rows.event.sum()), person_time, per=per, level=level)


def rate_ratio(rate: Rate, reference: Rate, *, level: float = 0.95) -> RateRatio:
    """Return the ratio of a rate to a reference with exact conditional limits and P.

    Given all events, those of the first rate are binomial with its share of the person-time.

    Raises NotEstimableError when neither rate has an event.
    Source: Przyborowski and Wilenski, Biometrika 1940;31:313-323; R ``poisson.test``.
    """
    from scipy.special import betaincinv

    first, second, total = rate.events, reference.events, rate.events + reference.events
    if total == 0:
        raise NotEstimableError("Two rates without a single event have no ratio.")
    odds = rate.person_time / reference.person_time
    tail = tail_probability(level)
    low = betaincinv(first, second + 1, tail) if first else 0.0
    high = betaincinv(first + 1, second, 1 - tail) if second else 1.0
    return RateRatio(
        estimate=first / second / odds if second else np.inf,
        lower=float(low / (1 - low) / odds),
        upper=float(high / (1 - high) / odds) if second else np.inf,
        p_value=_binomial_p(first, total, odds / (1 + odds)),
    )


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _binomial_p(successes: int, trials: int, chance: float) -> float:
    """Sum the probabilities of the outcomes no likelier than the observed one."""
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(trials + 1)
    log_choices = gammaln(trials + 1) - gammaln(k + 1) - gammaln(trials - k + 1)
    p = np.exp(log_choices + xlogy(k, chance) + xlog1py(trials - k, -chance))
    return min(1.0, float(p[p <= p[successes] * _TIED].sum()))
