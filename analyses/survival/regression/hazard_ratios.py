"""Hazard ratios of a fitted regression, and the Wald tests of its coefficients."""

from dataclasses import dataclass
from math import exp
from typing import Any, Protocol

import numpy as np

from analyses.errors import InvalidInputError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.survival.intervals import Estimate, FloatArray, normal_quantile


class Regression(Protocol):
    """What Cox's and Fine and Gray's models have in common."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the coefficients."""
        ...

    @property
    def terms(self) -> dict[str, tuple[int, ...]]:
        """Return the positions of each covariate's coefficients."""
        ...

    @property
    def coefficients(self) -> FloatArray:
        """Return the log hazard ratios."""
        ...

    @property
    def inference_covariance(self) -> FloatArray:
        """Return the covariance that tests and limits rest on."""
        ...


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """One column of a model: its hazard ratio with limits, and the Wald test that it is 1."""

    column: str
    coefficient: float
    standard_error: float
    ratio: float
    lower: float
    upper: float
    p_value: float

    @property
    def limits(self) -> Estimate:
        """Return the hazard ratio with its limits."""
        return Estimate(self.ratio, self.lower, self.upper)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "column": self.column,
            "coefficient": self.coefficient,
            "standard_error": self.standard_error,
            "hazard_ratio": self.limits.as_json(),
            "p_value": self.p_value,
        }


def hazard_ratios(model: Regression, *, level: float = 0.95) -> tuple[HazardRatio, ...]:
    """Return the hazard ratio of each column, with Wald limits and P value.

    Standard errors are robust where the model has clusters, and always in Fine and Gray's.

    Raises InvalidInputError for an impossible level.
    Source: R ``survival::summary.coxph``.
    """
    from scipy.special import ndtr

    error = np.sqrt(np.diag(model.inference_covariance))
    width = normal_quantile(level) * error
    p_values = 2 * ndtr(-np.abs(model.coefficients / error))
    numbers = (column.tolist() for column in (model.coefficients, error, width, p_values))
    return tuple(
        HazardRatio(name, b, s, exp(b), exp(b - w), exp(b + w), p)
        for name, b, s, w, p in zip(model.columns, *numbers, strict=True)
    )


def wald_test(model: Regression, term: str | None = None) -> HypothesisTest:
    """Return the Wald test that all coefficients are 0, or those of one covariate.

    Raises InvalidInputError for a covariate that is not in the model.
    """
    if term is not None and term not in model.terms:
        raise InvalidInputError(f"The model has no covariate '{term}'.")
    places = list(range(len(model.columns)) if term is None else model.terms[term])
    b, covariance = model.coefficients[places], model.inference_covariance[np.ix_(places, places)]
    return chi_square_result("Wald", float(b @ np.linalg.solve(covariance, b)), len(places))
