"""Concordance: how often the higher risk score has the earlier event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.cox.dominance import Comparison, compare
from analyses.survival.cox.event_times import event_times
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.risk_sums import Index, sum_by
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, observations


@dataclass(frozen=True, slots=True)
class Concordance:
    """The share of comparable pairs in which the higher score has the earlier event.

    A pair is an event and a row still at risk after it; one with tied scores counts half.
    """

    estimate: float
    standard_error: float
    concordant: float
    discordant: float
    tied: float


def concordance(model: CoxModel) -> Concordance:
    """Return the concordance of a model's linear predictor, within strata.

    Its standard error is the infinitesimal jackknife over rows, or over clusters if given.

    Raises NotEstimableError when no event has anyone at risk after it.
    Source: Therneau and Watson (2015), R ``survival::concordance``.
    """
    rows, sums = model.rows, model.rows.sums
    # Added up column by column, so that rows with equal covariates tie exactly.
    score = np.zeros(len(rows.observed))
    for coefficient, column in zip(model.coefficients, rows.likelihood.covariates, strict=True):
        score += coefficient * column
    pairs = _Pairs(sums.first, sums.last, rows.observed.event, score, rows.weight)
    return _concordance(pairs, rows.cluster)


def concordance_of_score(
    time: ArrayLike, event: ArrayLike, score: ArrayLike, *, entry: ArrayLike | None = None
) -> Concordance:
    """Return the concordance of any score, higher meaning earlier, over (entry, time] rows.

    Raises InvalidInputError for columns that cannot be such rows, NotEstimableError when no event
    has anyone at risk after it.
    """
    rows = observations(time, event, entry)
    scores = np.asarray(score, dtype=np.float64)
    if scores.shape != rows.time.shape or not np.isfinite(scores).all():
        raise InvalidInputError(f"'score' must be {len(rows)} finite numbers.")
    times = event_times(rows, np.zeros(len(rows), dtype=np.intp))
    sorted_event, sorted_score = rows.event[times.order], scores[times.order]
    pairs = _Pairs(times.first, times.last, sorted_event, sorted_score, np.ones(len(rows)))
    return _concordance(pairs, None)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Rows at risk at event times from ``first`` up to ``last``, their scores and weights."""

    first: Index | None
    last: Index
    event: BoolArray
    score: FloatArray
    weight: FloatArray

    def partners(self) -> FloatArray:
        """Return for each row the weight of its concordant, discordant and tied partners."""
        rank = np.unique(self.score, return_inverse=True)[1]
        # Those who have their event together are not compared.
        until = self.last - self.event
        died = np.flatnonzero(self.event)
        below, equal, above = self._outliving(died, until, rank)
        partners = np.zeros((3, rank.size))
        partners[:, died] = below, above, equal
        below, equal, above = self._dying_before(died, until, rank)
        partners += above, below, equal
        return partners

    def _outliving(self, died: Index, until: Index, rank: Index) -> Comparison:
        """Return for each event the weight at risk after it with lower, equal, higher score."""
        leaves, weight, ranks = until, self.weight, rank
        if self.first is not None:  # take off again those who are not at risk yet
            leaves = np.concatenate((until, self.first))
            weight, ranks = np.concatenate((weight, -weight)), np.tile(rank, 2)
        order = np.argsort(leaves, kind="stable")
        start = np.searchsorted(leaves[order], self.last[died] - 1, side="right")
        everyone = np.full(died.size, leaves.size)
        return compare(ranks[order], weight[order], start, everyone, rank[died])

    def _dying_before(self, died: Index, until: Index, rank: Index) -> Comparison:
        """Return for each row the weight of events while at risk with lower, ..., higher score."""
        died = died[np.argsort(self.last[died], kind="stable")]
        events = np.searchsorted(self.last[died] - 1, np.arange(self.last.max() + 1))
        start = events[np.zeros_like(until) if self.first is None else self.first]
        return compare(rank[died], self.weight[died], start, events[until], rank)


def _concordance(pairs: _Pairs, cluster: Index | None) -> Concordance:
    partners = pairs.partners()
    concordant, discordant, tied = (partners @ pairs.weight / 2).tolist()
    count = concordant + discordant + tied
    if count == 0:
        raise NotEstimableError("No event has anyone at risk after it, so no pair can be compared.")
    somers_d = (concordant - discordant) / count
    influence = pairs.weight * (partners[0] - partners[1] - somers_d * partners.sum(axis=0)) / count
    if cluster is not None:
        influence = sum_by(cluster, influence, int(cluster.max()) + 1)
    error = float(np.sqrt(influence @ influence) / 2)
    return Concordance((somers_d + 1) / 2, error, concordant, discordant, tied)
