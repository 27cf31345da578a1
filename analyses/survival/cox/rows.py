"""The complete rows of a Cox model, sorted into their risk sets."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError
from analyses.survival.cox.event_times import EventTimes, event_times
from analyses.survival.cox.risk_sums import CoxRiskSums, Index, Ties, cox_risk_sums
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, Observations, labels_of
from analyses.survival.regression.design import Design
from analyses.survival.regression.model_errors import NoEventsError
from analyses.survival.regression.partial_likelihood import PartialLikelihood


@dataclass(frozen=True, slots=True)
class CoxRows:
    """What a model is fitted to, in the order of ``times``: by stratum, then by time.

    ``complete`` marks, among the rows as given, those that miss no covariate. The covariates
    in ``likelihood`` are centred at ``centre``. ``cluster`` numbers the clusters.
    """

    complete: BoolArray
    observed: Observations
    weight: FloatArray
    stratum: Index
    strata: tuple[Hashable, ...]
    cluster: Index | None
    times: EventTimes
    centre: FloatArray
    sums: CoxRiskSums
    likelihood: PartialLikelihood

    def as_given(self, values: FloatArray) -> FloatArray:
        """Return values of the sorted rows (last axis) in the order given, incomplete rows NaN."""
        given = np.full((*values.shape[:-1], self.complete.size), np.nan)
        given[..., np.flatnonzero(self.complete)[self.times.order]] = values
        return given


def cox_rows(
    given: Observations,
    designed: Design,
    *,
    strata: ArrayLike | None,
    cluster: ArrayLike | None,
    weights: ArrayLike | None,
    ties: Ties,
) -> CoxRows:
    """Return the complete rows, sorted.

    Raises InvalidInputError for columns of another length or weights that are not positive,
    NoEventsError when no complete row has the event.
    """
    kept = designed.complete
    stratum, labels = _codes("strata", strata, kept)
    clusters = None if cluster is None else _codes("cluster", cluster, kept)[0]
    weight = _weights(weights, kept)
    observed = given.where(kept)
    if not observed.event.any():
        raise NoEventsError("No complete row has the event, so there is no hazard to model.")
    times = event_times(observed, stratum)
    order = times.order
    observed, weight = _sorted(observed, order), weight[order]
    covariates, centre = designed.centred(order)
    sums = cox_risk_sums(times.last, times.first, observed.event, weight, ties)
    return CoxRows(
        complete=kept,
        observed=observed,
        weight=weight,
        stratum=stratum[order],
        strata=labels,
        cluster=None if clusters is None else clusters[order],
        times=times,
        centre=centre,
        sums=sums,
        likelihood=PartialLikelihood(covariates, weight, weight * observed.event, sums),
    )


def _codes(
    name: str, values: ArrayLike | None, kept: BoolArray
) -> tuple[Index, tuple[Hashable, ...]]:
    """Return the label of each complete row as a number, and the labels."""
    if values is None:
        return np.zeros(int(kept.sum()), dtype=np.intp), ()
    column = np.asarray(values)
    if column.shape != kept.shape:
        raise InvalidInputError(
            f"'{name}' has shape {column.shape} where 'time' has {kept.size} rows."
        )
    labels, codes = labels_of(name, column[kept], int(kept.sum()))
    return codes, tuple(labels)


def _sorted(observed: Observations, order: Index) -> Observations:
    entry = None if observed.entry is None else observed.entry[order]
    return Observations(observed.time[order], observed.event[order], entry)


def _weights(weights: ArrayLike | None, kept: BoolArray) -> FloatArray:
    if weights is None:
        return np.ones(int(kept.sum()))
    weight = np.asarray(weights, dtype=np.float64)
    if weight.shape != kept.shape or not (np.isfinite(weight) & (weight > 0)).all():
        raise InvalidInputError(f"'weights' must be {kept.size} positive numbers.")
    return weight[kept]
