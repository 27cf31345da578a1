"""The test of proportional hazards: does a coefficient change with time?"""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.residuals import schoenfeld_residuals
from analyses.survival.cox.rows import CoxRows
from analyses.survival.intervals import FloatArray
from analyses.survival.kaplan_meier import kaplan_meier
from analyses.survival.regression.partial_likelihood import gram

Transform: TypeAlias = Literal["km", "identity", "rank", "log"]

SINGULAR = 1e-12
"""Least variance that is not rounding, as a share of the variance if all else were known."""


@dataclass(frozen=True, slots=True)
class ProportionalHazards:
    """The tests by covariate and of all together, and what to draw beside them.

    ``scaled_residuals`` (columns by events) scatter around the coefficients as they were at
    ``time``, drawn over its ``transformed`` values.
    """

    terms: dict[str, HypothesisTest]
    overall: HypothesisTest
    time: FloatArray
    transformed: FloatArray
    scaled_residuals: FloatArray

    def as_json(self) -> dict[str, Any]:
        """Plain values: the test of all together, and under ``terms`` that of each covariate."""
        terms = {name: test.as_json() for name, test in self.terms.items()}
        return {**self.overall.as_json(), "terms": terms}


def proportional_hazards_test(model: CoxModel, transform: Transform = "km") -> ProportionalHazards:
    """Return score tests that no coefficient changes with a transform g of time.

    ``km`` is 1 - S(t-) of all rows together, ``rank`` the mean rank of rows that end at t.

    Raises InvalidInputError for an unknown transform, or ``log`` with an event at time 0, and
    NotEstimableError if the events leave the score without variance.
    Source: Grambsch and Therneau (1994); R ``survival::cox.zph`` since version 3.
    """
    time, residuals = schoenfeld_residuals(model)
    transformed = _transformed(transform, model.rows, time)
    score, variance, known = _score_and_variance(model, transformed)
    _check_regular(variance, known)
    name = f"proportional hazards ({transform})"
    return ProportionalHazards(
        {term: _test(name, score, variance, list(places)) for term, places in model.terms.items()},
        _test(name, score, variance, list(range(score.size))),
        time,
        transformed,
        model.coefficients[:, None] + model.events * model.covariance @ residuals,
    )


def _transformed(transform: Transform, rows: CoxRows, time: FloatArray) -> FloatArray:
    if transform not in get_args(Transform):
        choices = ", ".join(get_args(Transform))
        raise InvalidInputError(f"Unknown transform {transform!r}; choose one of {choices}.")
    if transform == "identity":
        return time
    if transform == "log":
        if time.min() <= 0:
            raise InvalidInputError("An event at time 0 has no log; choose another transform.")
        return np.log(time)
    observed = rows.observed
    if transform == "rank":
        ordered = np.sort(observed.time)
        before, upto = (np.searchsorted(ordered, time, side=side) for side in ("left", "right"))
        return (before + upto + 1) / 2
    curve = kaplan_meier(observed.time, observed.event, entry=observed.entry)
    return 1 - np.insert(curve.survival, 0, 1.0)[np.searchsorted(curve.time, time)]


def _score_and_variance(
    model: CoxModel, transformed: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the score of coefficients of x g(t) beside those of x, and its variance given them.

    Last comes the information about each of them if those of x were known.
    """
    likelihood, sums = model.rows.likelihood, model.rows.sums
    at = likelihood.fitted(model.coefficients)
    g = transformed - transformed.mean()
    died, d = sums.died, sums.event_weight
    per_time = np.zeros(sums.times)
    per_time[sums.died_at] = g
    g_term = per_time if sums.term_at is None else per_time[sums.term_at]
    own = (likelihood.covariates[:, died] * likelihood.event_weight[died]) @ g
    score = own - at.mean @ (d * g_term)

    def information(weight: FloatArray) -> FloatArray:
        passed = at.risk * sums.over_terms(weight / at.total)
        return gram(likelihood.covariates, passed) - gram(at.mean, weight)

    with_main = information(d * g_term)
    with_time = information(d * g_term**2)
    variance = with_time - with_main @ model.covariance @ with_main
    return score, variance, np.diag(with_time)


def _check_regular(variance: FloatArray, known: FloatArray) -> None:
    """Refuse a variance that is zero but for rounding, where ``cox.zph`` stops as singular."""
    if (known > 0).all():
        scaled = variance / np.sqrt(np.outer(known, known))
        if np.linalg.eigvalsh(scaled).min() > SINGULAR:
            return
    raise NotEstimableError(
        "Too few events tell how the hazards change with time; test them on more follow-up."
    )


def _test(name: str, score: FloatArray, variance: FloatArray, places: list[int]) -> HypothesisTest:
    solved = np.linalg.solve(variance[np.ix_(places, places)], score[places])
    return chi_square_result(name, float(score[places] @ solved), len(places))
