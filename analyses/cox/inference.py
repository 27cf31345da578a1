"""Hazard ratios of a Cox model, and the three tests of its coefficients."""

from dataclasses import dataclass
from math import exp

import numpy as np

from analyses.cox.model import CoxModel
from analyses.errors import InvalidInputError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.intervals import normal_quantile


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """A column of a model: its hazard ratio with limits, and the Wald test of its coefficient."""

    column: str
    coefficient: float
    standard_error: float
    ratio: float
    lower: float
    upper: float
    p_value: float


def hazard_ratios(model: CoxModel, *, level: float = 0.95) -> tuple[HazardRatio, ...]:
    """Return the hazard ratio of each column, with Wald limits and P value.

    Standard errors are robust where the model has clusters.

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


def wald_test(model: CoxModel, term: str | None = None) -> HypothesisTest:
    """Return the Wald test that all coefficients are 0, or those of one covariate.

    It uses the robust covariance where the model has clusters.

    Raises InvalidInputError for a covariate that is not in the model.
    """
    if term is not None and term not in model.terms:
        raise InvalidInputError(f"The model has no covariate '{term}'.")
    of = list(range(len(model.columns)) if term is None else model.terms[term])
    b, covariance = model.coefficients[of], model.inference_covariance[np.ix_(of, of)]
    return chi_square_result("Wald", float(b @ np.linalg.solve(covariance, b)), len(of))


def likelihood_ratio_test(model: CoxModel, smaller: CoxModel | None = None) -> HypothesisTest:
    """Return the likelihood-ratio test against a nested model, or the model without covariates.

    It ignores clusters.

    Raises InvalidInputError when the smaller model rests on other rows or on no fewer columns.
    """
    if smaller is None:
        base, columns = model.null_log_likelihood, 0
    else:
        base, columns = smaller.log_likelihood, len(smaller.columns)
        _refuse_not_nested(model, smaller)
    statistic = 2 * (model.log_likelihood - base)
    return chi_square_result("likelihood ratio", statistic, len(model.columns) - columns)


def score_test(model: CoxModel) -> HypothesisTest:
    """Return the score test that all coefficients are 0; for one group indicator, the log-rank.

    It ignores clusters. It equals the log-rank test where no events tie.
    """
    return chi_square_result("score", model.score_statistic, len(model.columns))


def _refuse_not_nested(model: CoxModel, smaller: CoxModel) -> None:
    same = (
        np.array_equal(model.rows.complete, smaller.rows.complete)
        and model.null_log_likelihood == smaller.null_log_likelihood
    )
    if not same:
        raise InvalidInputError(
            "The two models rest on different rows (missing covariates, strata or ties differ), "
            "so their likelihoods do not compare; fit both to the same complete rows."
        )
    if not set(smaller.columns) < set(model.columns):
        raise InvalidInputError("The smaller model must have some columns of the larger, not all.")
