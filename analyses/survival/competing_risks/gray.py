"""Gray's test: the cumulative incidence of two or more groups compared, cause by cause."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.survival.competing_risks.first_event import CompetingRisks, competing_risks
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import Observations, labels_of
from analyses.survival.regression.model_errors import NoEventsError
from analyses.survival.risk_sets import IntArray, TimeGrid, risk_sets, time_grid


def gray_test(
    time: ArrayLike,
    cause: ArrayLike,
    group: ArrayLike,
    *,
    censored: Hashable = 0,
    strata: ArrayLike | None = None,
    rho: float = 0.0,
) -> dict[Hashable, HypothesisTest]:
    """Return for each cause the test of equal incidence in k groups, on k - 1 degrees of freedom.

    Rows are those of ``cumulative_incidence``. Events weigh (1 - F(t-))^rho, F the pooled
    incidence of the stratum. With strata, groups are compared within each and summed.

    Raises InvalidInputError for columns that cannot be such rows or fewer than two groups,
    NoEventsError when all are censored, NotEstimableError when two groups are never at risk
    together at an event.
    Source: Gray, Annals of Statistics 1988;16:1141-1154; R ``cmprsk::cuminc``.
    """
    rows = competing_risks(time, cause, censored=censored)
    groups, codes = labels_of("group", group, len(rows))
    if not 0 <= rho < np.inf:
        raise InvalidInputError(f"rho must be 0 or more, not {rho}.")
    if len(groups) < 2:
        raise InvalidInputError("There is only one group; a comparison needs two or more.")
    if not rows.causes:
        raise NoEventsError("Every row is censored; without events there is nothing to compare.")
    layers = np.zeros(len(rows)) if strata is None else labels_of("strata", strata, len(rows))[1]
    within = [layers == layer for layer in np.unique(layers)]
    test = "Gray" if len(within) == 1 else "Gray, stratified"
    results: dict[Hashable, HypothesisTest] = {}
    for cause, name in enumerate(rows.causes):
        counted = (_groups(rows.where(w), codes[w], len(groups), cause) for w in within)
        parts = [_score_and_variance(stratum, rho) for stratum in counted]
        score, variance = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
        results[name] = _result(test, score, variance)
    return results


@dataclass(frozen=True, slots=True)
class _Groups:
    """Counts of one stratum, groups by times: at risk, events of the cause and of others.

    Only times with an event of any cause are kept. ``free`` is the event-free share from the
    time on, ``free_before`` just before it.
    """

    at_risk: IntArray
    own: IntArray
    other: IntArray
    free_before: FloatArray
    free: FloatArray

    def incidence_before(self) -> FloatArray:
        """Return each group's cumulative incidence just before each time."""
        jumps = self.free_before * self.own / np.maximum(self.at_risk, 1)
        return np.asarray(np.cumsum(jumps, axis=1) - jumps)


def _groups(rows: CompetingRisks, codes: NDArray[np.intp], groups: int, cause: int) -> _Groups:
    grid = time_grid(Observations(rows.time, rows.code >= 0))
    parts = [_counts(rows.where(codes == group), grid, cause) for group in range(groups)]
    n, own, other = (np.array(part) for part in zip(*parts, strict=True))
    happened = (own + other).any(axis=0)
    n, own, other = n[:, happened], own[:, happened], other[:, happened]
    free = np.cumprod(1 - (own + other) / np.maximum(n, 1), axis=1)
    return _Groups(n, own, other, np.insert(free, 0, 1.0, axis=1)[:, :-1], free)


def _counts(
    rows: CompetingRisks, grid: TimeGrid, cause: int
) -> tuple[IntArray, IntArray, IntArray]:
    sets = risk_sets(Observations(rows.time, rows.code >= 0), grid)
    own = grid.count(rows.time[rows.code == cause])
    return sets.at_risk, own, sets.events - own


def _score_and_variance(groups: _Groups, rho: float) -> tuple[FloatArray, FloatArray]:
    """Return the scores of all groups but the last, which is redundant, and their covariance.

    With h a group's number at risk over its event-free share, a fraction 1 / sum(h) of an event
    is what the incidence common to all groups, if they are equal, rises by (Gray 1988, eq. 3.4).
    """
    present = groups.at_risk > 0
    h = np.divide(groups.at_risk, groups.free_before, out=np.zeros(present.shape), where=present)
    events, total = groups.own.sum(axis=0), h.sum(axis=0)
    rise = events / total
    common = np.cumsum(rise)
    weight = (1 - (common - rise)) ** rho
    not_yet = h * (1 - groups.incidence_before())
    score = (groups.own - not_yet * (events / not_yet.sum(axis=0)))[:-1] @ weight
    return score, _variance(groups, h / total, weight * total, common, rise)


def _variance(
    groups: _Groups, share: FloatArray, scale: FloatArray, common: FloatArray, rise: FloatArray
) -> FloatArray:
    """Return the covariance: per group, what its events pull on the scores now and later.

    Source: Gray (1988), section 3; R ``cmprsk``, whose names are a and c.
    """
    tested = share[:-1]
    total = np.zeros((len(tested), len(tested)))
    left = 1 - (common - rise)
    # NaN, which is refused in the end, where the common incidence was 1 before this event.
    rate = np.divide(rise, left, out=np.full(left.size, np.nan), where=left != 0)
    own_weight, other_weight = _own_weight(groups, share, rise), _other_weight(groups)
    for k, of_k in enumerate(share):
        pulled = scale * of_k
        a = -pulled * tested
        if k < len(tested):
            a[k] += pulled
        c = np.cumsum(np.where(a == 0, 0, a * rate), axis=1)
        later = c[:, -1:] - c
        free = groups.free[k]
        lost = later * np.divide(1 - common, free, out=np.zeros(free.size), where=free > 0)
        pull = a + later - lost
        total += (pull * own_weight[k]) @ pull.T + (lost * other_weight[k]) @ lost.T
    return total


def _own_weight(groups: _Groups, share: FloatArray, rise: FloatArray) -> FloatArray:
    """Return the variance of the common rise seen from each group, shrunk where events tie."""
    seen = groups.at_risk > 0
    per_event = np.divide(groups.free_before, groups.at_risk, out=np.zeros(share.shape), where=seen)
    weight: FloatArray = per_event * rise
    d = groups.own.sum(axis=0)
    tied = np.flatnonzero(d > 1)
    seen, shape = seen[:, tied], (len(share), tied.size)
    at_risk = np.divide(groups.at_risk[:, tied], share[:, tied], out=np.ones(shape), where=seen)
    weight[:, tied] *= 1 - np.divide(d[tied] - 1, at_risk - 1, out=np.zeros(shape), where=seen)
    return weight


def _other_weight(groups: _Groups) -> FloatArray:
    n, d = groups.at_risk, groups.other
    shrunk = 1 - np.divide(d - 1, n - 1, out=np.zeros(n.shape), where=d > 1)
    return np.asarray(shrunk * (groups.free_before / np.maximum(n, 1)) ** 2 * d)


def _result(test: str, score: FloatArray, variance: FloatArray) -> HypothesisTest:
    if not np.isfinite(variance).all() or np.linalg.matrix_rank(variance) < score.size:
        raise NotEstimableError(
            "The groups cannot be compared: some are never at risk together at an event, or too "
            "few are left at risk for the common incidence."
        )
    statistic = score @ np.linalg.solve(variance, score)
    return chi_square_result(test, float(statistic), score.size)
