"""Residuals of a Cox model, and the robust covariance made of them."""

import numpy as np

from analyses.survival.cox.model import CoxModel
from analyses.survival.intervals import FloatArray
from analyses.survival.regression.partial_likelihood import score_residuals


def martingale_residuals(model: CoxModel) -> FloatArray:
    """Return for each row its events minus those expected of it; NaN where a covariate is missing.

    Source: Therneau and Grambsch (2000), section 4.2; R ``residuals(type = "martingale")``.
    """
    rows = model.rows
    at = rows.likelihood.fitted(model.coefficients)
    return rows.as_given(rows.observed.event - at.risk / rows.weight * at.exposure)


def dfbeta(model: CoxModel) -> FloatArray:
    """Return, columns by rows, how much each coefficient owes to each row (weighted).

    NaN where a covariate is missing. Source: R ``residuals(type = "dfbeta")``.
    """
    return model.rows.as_given(_dfbeta(model))


def schoenfeld_residuals(model: CoxModel) -> tuple[FloatArray, FloatArray]:
    """Return the times of the events and, columns by events, covariate minus its expectation.

    Events are in order of stratum and time. Source: Schoenfeld (1982); R
    ``residuals(type = "schoenfeld")``.
    """
    sums, likelihood = model.rows.sums, model.rows.likelihood
    mean = likelihood.fitted(model.coefficients).mean
    expected = np.array([sums.at_own_event(column) for column in mean])
    residuals = (likelihood.covariates - expected)[:, sums.died]
    return model.rows.times.time[sums.died_at], residuals


def robust_covariance(model: CoxModel) -> FloatArray:
    """Return the sandwich covariance over the clusters of the model.

    Source: Lin and Wei (1989); Therneau and Grambsch (2000), section 8.2; R ``coxph(cluster =)``.
    """
    influence, cluster = _dfbeta(model), model.rows.cluster
    if cluster is not None:
        influence = np.array([np.bincount(cluster, row) for row in influence])
    return influence @ influence.T


def _dfbeta(model: CoxModel) -> FloatArray:
    residuals = score_residuals(model.rows.likelihood, model.coefficients)
    return np.asarray(model.covariance @ (residuals * model.rows.weight))
