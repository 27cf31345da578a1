"""Confidence limits of a probability, on the scale named by the interval."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError

FloatArray: TypeAlias = NDArray[np.floating[Any]]
Interval: TypeAlias = Literal["log", "log-log", "plain", "logit"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its confidence limits; None where it is not reached or not defined.

    ``refused`` says why there is none where nothing could be estimated.
    """

    estimate: float | None
    lower: float | None
    upper: float | None
    refused: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values; ``refused`` only where nothing could be estimated."""
        limits = {"estimate": self.estimate, "lower": self.lower, "upper": self.upper}
        return {**limits, "refused": self.refused} if self.refused else limits


def tail_probability(level: float) -> float:
    """Return the probability left in each tail by a confidence level, 0.025 for 0.95.

    Raises InvalidInputError unless the level lies between 0 and 1.
    """
    if not 0 < level < 1:
        raise InvalidInputError(
            f"The confidence level must lie between 0 and 1, not {level}; 0.95 is usual."
        )
    return (1 - level) / 2


def normal_quantile(level: float) -> float:
    """Return the two-sided standard normal quantile of a confidence level, 1.96 for 0.95.

    Raises InvalidInputError unless the level lies between 0 and 1.
    """
    return NormalDist().inv_cdf(1 - tail_probability(level))


def probability_limits(
    probability: FloatArray,
    standard_error: FloatArray,
    *,
    interval: Interval = "log",
    level: float = 0.95,
) -> tuple[FloatArray, FloatArray]:
    """Return the lower and upper limits of probabilities, built on the scale of ``interval``.

    ``standard_error`` is on the plain scale and reaches the other scales by the delta method.
    As in R, a limit is NaN where its scale is infinite (log at 0, log-log and logit at 0 and 1)
    and where the standard error is; plain limits are cut at 0 and 1, log limits at 1.

    Raises InvalidInputError for an unknown interval or an impossible level.
    Source: R ``survival:::survfit_confint``; Kalbfleisch and Prentice (2002), section 1.4.
    """
    if interval not in _SCALES:
        raise InvalidInputError(
            f"Unknown interval {interval!r}; choose one of {', '.join(get_args(Interval))}."
        )
    half_width = normal_quantile(level) * standard_error
    with np.errstate(divide="ignore", invalid="ignore"):
        return _SCALES[interval](probability, half_width)


def defined(value: Any) -> float | None:
    """Return a scalar as a float, or None where it is NaN."""
    return None if np.isnan(value) else float(value)


def _plain(p: FloatArray, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    return np.maximum(p - half, 0), np.minimum(p + half, 1)


def _log(p: FloatArray, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    factor = np.exp(half / p)
    return p / factor, np.minimum(p * factor, 1)


def _log_log(p: FloatArray, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    log_p = np.log(p)
    power = np.exp(half / (p * log_p))
    return np.exp(log_p / power), np.exp(log_p * power)


def _logit(p: FloatArray, half: FloatArray) -> tuple[FloatArray, FloatArray]:
    odds, factor = p / (1 - p), np.exp(half / (p * (1 - p)))
    return odds / (odds + factor), odds / (odds + 1 / factor)


_SCALES: dict[str, Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]] = {
    "log": _log,
    "log-log": _log_log,
    "plain": _plain,
    "logit": _logit,
}
