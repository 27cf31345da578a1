"""The partial likelihood of proportional hazards over any risk sets, in two linear operators.

A risk set enters a partial likelihood only through sums over its rows, and its rows get back
only sums over the risk sets they were in. ``RiskSums`` names these two operators, adjoint to
each other; Cox's model (Efron's ties included) and Fine and Gray's differ in nothing else.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analyses.survival.intervals import FloatArray
from analyses.survival.regression.newton import Derivatives, Maximum, maximise

_BLOCK = 8192


class RiskSums(Protocol):
    """Sums between the rows of the data and the terms of a partial likelihood.

    Each term is one event's share in the likelihood, ``event_weight`` its number of events.
    """

    @property
    def event_weight(self) -> FloatArray:
        """Return the (weighted) number of events in each term."""
        ...

    def over_rows(self, values: FloatArray) -> FloatArray:
        """Return for each term the sum of ``values``, one per row, over its risk set."""
        ...

    def over_terms(self, values: FloatArray) -> FloatArray:
        """Return for each row the sum of ``values``, one per term, over the terms it is in."""
        ...

    def at_own_event(self, values: FloatArray) -> FloatArray:
        """Return for each row the mean of ``values`` over the terms of its event, 0 without."""
        ...


@dataclass(frozen=True, slots=True)
class PartialLikelihood:
    """Covariates (columns by rows), the weight of each row and of its event, and risk sets."""

    covariates: FloatArray
    row_weight: FloatArray
    event_weight: FloatArray
    sums: RiskSums

    def derivatives(self, coefficients: FloatArray) -> Derivatives:
        """Return the log-likelihood at ``coefficients`` with its derivatives.

        Source: Therneau and Grambsch (2000), section 3.1. The information of a term is the
        weighted covariance of the covariates in its risk set. Summed over terms, its first half
        is one product over rows, each weighted by the hazard that passed over it.
        """
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            at = self.fitted(coefficients)
            d = self.sums.event_weight
            passed = at.risk * at.exposure
            observed = _row_sums(self.covariates, self.event_weight)
            return Derivatives(
                float(coefficients @ observed - np.sum(d * np.log(at.total))),
                observed - _row_sums(self.covariates, passed),
                gram(self.covariates, passed) - gram(at.mean, d),
            )

    def fitted(self, coefficients: FloatArray) -> "Fitted":
        """Return what a set of coefficients makes of rows and risk sets."""
        # Not by @, whose threads wait on a busy machine longer than the product takes.
        predictor = np.einsum("c,cr->r", coefficients, self.covariates)
        risk = np.exp(predictor) * self.row_weight
        total = self.sums.over_rows(risk)
        mean = np.array([self.sums.over_rows(risk * x) for x in self.covariates]) / total
        return Fitted(risk, total, mean, self.sums.over_terms(self.sums.event_weight / total))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weighted risk scores of rows, their sum and mean covariates per term, hazard per row."""

    risk: FloatArray
    total: FloatArray
    mean: FloatArray
    exposure: FloatArray


def gram(columns: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the weighted sums of products of all pairs of columns, in blocks a cache can hold."""
    total = np.zeros((len(columns), len(columns)))
    for start in range(0, weight.size, _BLOCK):
        block = columns[:, start : start + _BLOCK]
        total += (block * weight[start : start + _BLOCK]) @ block.T
    return total


def _row_sums(columns: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the weighted sum of each column over its rows."""
    return np.asarray(np.einsum("cr,r->c", columns, weight))


def maximum_likelihood(likelihood: PartialLikelihood, columns: tuple[str, ...]) -> Maximum:
    """Return the maximum of a partial likelihood; ``columns`` name its covariates in errors.

    Raises what ``maximise`` raises.
    """
    covariates = likelihood.covariates
    return maximise(
        likelihood.derivatives, covariates.max(axis=1) - covariates.min(axis=1), columns
    )


def score_residuals(likelihood: PartialLikelihood, coefficients: FloatArray) -> FloatArray:
    """Return, columns by rows, each row's part of the score, per unit of its weight.

    Source: Therneau and Grambsch (2000), section 4.6; R ``residuals(type = "score")``.
    """
    sums, at = likelihood.sums, likelihood.fitted(coefficients)
    hazard = sums.event_weight / at.total
    event = likelihood.event_weight / likelihood.row_weight
    risk = at.risk / likelihood.row_weight
    residuals = [
        event * x
        - sums.at_own_event(mean)
        - risk * (x * at.exposure - sums.over_terms(mean * hazard))
        for x, mean in zip(likelihood.covariates, at.mean, strict=True)
    ]
    return np.array(residuals)
