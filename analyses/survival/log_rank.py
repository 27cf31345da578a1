"""The log-rank family: survival of two or more groups compared."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, Observations, labels_of, observations
from analyses.survival.risk_sets import IntArray, risk_sets, time_grid


@dataclass(frozen=True, slots=True)
class LogRank:
    """Observed and expected events per group (weighted when rho is not 0) and their test.

    ``variance`` is the k x k covariance of observed minus expected under equal survival.
    """

    groups: tuple[Hashable, ...]
    subjects: IntArray
    observed: FloatArray
    expected: FloatArray
    variance: FloatArray
    result: HypothesisTest

    def trend(self, scores: Mapping[Hashable, float] | None = None) -> HypothesisTest:
        """Return the test for a trend over the groups, by default scored 1, 2, ... as sorted.

        The square of s'(O - E), divided by s'Vs, is chi-square with one degree of freedom.

        Raises InvalidInputError unless every group has a score, NotEstimableError when the
        scores do not differ.
        Source: Tarone, Biometrika 1975;62:679-682; Klein and Moeschberger (2003), section 7.4.
        """
        scored = scores or {group: i + 1 for i, group in enumerate(self.groups)}
        if set(scored) != set(self.groups):
            raise InvalidInputError("A trend needs one score for each group and no other.")
        s = np.array([scored[group] for group in self.groups], dtype=np.float64)
        variance = float(s @ self.variance @ s)
        if variance <= 0:
            raise NotEstimableError("A trend needs groups at risk whose scores differ.")
        statistic = float(s @ (self.observed - self.expected)) ** 2 / variance
        return chi_square_result(f"{self.result.test}, trend", statistic, 1)


def log_rank(
    time: ArrayLike,
    event: ArrayLike,
    group: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    rho: float = 0.0,
) -> LogRank:
    """Return the test of equal survival in k groups, with k - 1 degrees of freedom.

    Events are weighted by S(t-)^rho, S the pooled survival of the stratum: 0 is the log-rank
    test, 1 the Peto-Peto test. With strata, groups are compared within each and summed.

    Raises InvalidInputError for rows that ``kaplan_meier`` refuses or fewer than two groups,
    NotEstimableError when a group was never at risk with another at an event.
    Source: Harrington and Fleming, Biometrika 1982;69:553-566; R ``survival::survdiff``, and for
    late entry the score test of ``coxph(ties="exact")``.
    """
    rows = observations(time, event, entry)
    groups, codes = labels_of("group", group, len(rows))
    if not 0 <= rho < np.inf:
        raise InvalidInputError(f"rho must be 0 or more, not {rho}.")
    if len(groups) < 2:
        raise InvalidInputError("There is only one group; a comparison needs two or more.")
    layers = np.zeros(len(rows)) if strata is None else labels_of("strata", strata, len(rows))[1]
    within = [layers == layer for layer in np.unique(layers)]
    parts = [_stratum(rows.where(w), codes[w], len(groups), rho) for w in within]
    observed, expected, variance = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
    return LogRank(
        groups=tuple(groups),
        subjects=np.bincount(codes),
        observed=observed,
        expected=expected,
        variance=variance,
        result=_result(_name(rho, len(within)), observed - expected, variance, expected > 0),
    )


def _stratum(
    rows: Observations, codes: IntArray, groups: int, rho: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return weighted observed and expected events per group, and their covariance."""
    grid = time_grid(rows)
    sets = [risk_sets(rows.where(codes == group), grid) for group in range(groups)]
    events = np.array([part.events for part in sets])
    happened = events.any(axis=0)
    events, at_risk = events[:, happened], np.array([part.at_risk[happened] for part in sets])
    n, d = at_risk.sum(axis=0), events.sum(axis=0)
    weight = np.concatenate(([1.0], np.cumprod(1 - d / n)))[:-1] ** rho
    share = at_risk / n
    spread = weight**2 * d * (n - d) / np.maximum(n - 1, 1)
    variance = np.diag(share @ spread) - (share * spread) @ share.T
    return events @ weight, share @ (weight * d), variance


def _result(
    test: str, difference: FloatArray, variance: FloatArray, at_risk: BoolArray
) -> HypothesisTest:
    # One group is redundant, and one never at risk at an event says nothing.
    free = np.flatnonzero(at_risk)[1:]
    block = variance[np.ix_(free, free)]
    if free.size == 0 or np.linalg.matrix_rank(block) < free.size:
        raise NotEstimableError(
            "The groups cannot be compared: at no event were all of them at risk with another."
        )
    statistic = difference[free] @ np.linalg.solve(block, difference[free])
    return chi_square_result(test, float(statistic), free.size)


def _name(rho: float, strata: int) -> str:
    name = "log-rank" if rho == 0 else f"Fleming-Harrington (rho = {rho:g})"
    return name if strata == 1 else f"{name}, stratified"
