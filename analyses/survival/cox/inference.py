"""The likelihood-ratio and score tests of a Cox model."""

import numpy as np

from analyses.errors import InvalidInputError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.survival.cox.model import CoxModel


def likelihood_ratio_test(model: CoxModel, smaller: CoxModel | None = None) -> HypothesisTest:
    """Return the likelihood-ratio test against a nested model, or the model without covariates.

    It takes rows as independent, clusters or not.

    Raises InvalidInputError when the smaller model rests on other rows or on no fewer columns.
    """
    base, columns = model.null_log_likelihood, 0
    if smaller is not None:
        _refuse_not_nested(model, smaller)
        base, columns = smaller.log_likelihood, len(smaller.columns)
    statistic = 2 * (model.log_likelihood - base)
    return chi_square_result("likelihood ratio", statistic, len(model.columns) - columns)


def score_test(model: CoxModel) -> HypothesisTest:
    """Return the score test that all coefficients are 0.

    For one group indicator and no tied events it is the log-rank test. It takes rows as
    independent, clusters or not.
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
