"""Restricted mean survival time: the area under a curve up to a given time."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.intervals import Estimate, FloatArray, normal_quantile
from analyses.survival.kaplan_meier import SurvivalCurve


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """Mean time alive within the first ``until``, with normal limits."""

    until: float
    estimate: float
    standard_error: float
    lower: float
    upper: float

    @property
    def limits(self) -> Estimate:
        """Return the mean with its limits."""
        return Estimate(self.estimate, self.lower, self.upper)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "until": self.until,
            **self.limits.as_json(),
            "standard_error": self.standard_error,
        }


def restricted_mean(curve: SurvivalCurve, *, until: float) -> RestrictedMean:
    """Return the mean survival time restricted to ``until``, in the unit of the curve.

    Raises InvalidInputError unless ``until`` is positive, NotEstimableError where the curve ends
    above zero before ``until`` (R would extend it flat).
    Source: R ``print(survfit, rmean=until)``; Klein and Moeschberger (2003), section 4.5.
    """
    _refuse_beyond_the_curve(curve, until)
    area, variance = _area_and_variance(curve, until)
    error = float(np.sqrt(variance))
    half_width = normal_quantile(curve.level) * error
    return RestrictedMean(until, area, error, area - half_width, area + half_width)


def _area_and_variance(curve: SurvivalCurve, until: float) -> tuple[float, float]:
    inside = curve.time <= until
    edges = np.concatenate(([0.0], curve.time[inside], [until]))
    areas = np.diff(edges) * np.concatenate(([1.0], curve.survival[inside]))
    area_after = np.cumsum(areas[:0:-1])[::-1]
    hazard_variance = _hazard_variance(curve)[inside]
    return float(areas.sum()), float(area_after**2 @ hazard_variance)


def _hazard_variance(curve: SurvivalCurve) -> FloatArray:
    survivors = curve.at_risk - curve.events
    # Where nobody survives, no area is left to vary.
    return np.where(survivors > 0, curve.events / (curve.at_risk * np.maximum(survivors, 1)), 0)


def _refuse_beyond_the_curve(curve: SurvivalCurve, until: float) -> None:
    if not 0 < until < np.inf:
        raise InvalidInputError(f"A mean is restricted to a positive time, not {until}.")
    if until > curve.time[-1] and curve.survival[-1] > 0:
        raise NotEstimableError(
            f"The curve ends above zero before {until:g}; restrict the mean to an earlier time."
        )
