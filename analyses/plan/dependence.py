"""How the rows of a regression depend on each other: its strata, case weights and clusters."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.plan.curve_options import USUAL_LEVEL
from analyses.plan.groups import Groups, groups
from analyses.survival.cox.immortal_time import refuse_late
from projections.cohort.covariates import column
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Regression

INDEPENDENT = (
    "the likelihood ratio and score tests take rows as independent; "
    "limits and Wald tests rest on robust standard errors"
)


@dataclass(frozen=True, slots=True)
class Dependence:
    """Strata, weights and clusters of the patients of a regression, None where it has none.

    Attributes
    ----------
    known
        The patients of whom all of them are known; the others are in no model.
    robust
        Whether standard errors are robust; over patients where there are no clusters.
    """

    strata: NDArray[np.intp] | None
    weights: NDArray[np.float64] | None
    clusters: NDArray[np.intp] | None
    known: NDArray[np.bool_]
    robust: bool

    def cluster_of(self, subject: NDArray[np.intp]) -> NDArray[np.intp] | None:
        """The cluster of each row, by the place of its patient; None without robust errors."""
        if not self.robust:
            return None
        return subject if self.clusters is None else self.clusters[subject]


def dependence(replay: Replay, plan: Regression, table: EndpointTable) -> Dependence:
    """What a plan names of the patients of an endpoint.

    Raises ImmortalTimeBiasError for strata or weights learnt after the origin, InvalidInputError
    for weights that are no numbers.
    """
    for name in filter(None, (plan.strata, plan.weights)):
        node = replay.study.definitions[name]
        refuse_late(name, learnt_later(replay, node, table.patient.tolist(), table.origin))
    stratum = groups(replay, plan.strata, table.patient)
    cluster = groups(replay, plan.cluster, table.patient)
    weights = _weights(replay, plan, table)
    return Dependence(
        stratum.codes if plan.strata else None,
        None if weights is None else np.where(np.isnan(weights), 1.0, weights),
        cluster.codes if plan.cluster else None,
        _known(stratum, cluster, weights),
        _robust(plan, weights) if plan.robust is None else plan.robust,
    )


def cautions_of(plan: Regression, found: Dependence) -> Iterator[str]:
    """What a reader must know: which patients are left out, and which tests are not robust."""
    unknown = int((~found.known).sum())
    if unknown:
        named = ", ".join(filter(None, (plan.strata, plan.weights, plan.cluster)))
        yield f"{named} unknown in {unknown} of {found.known.size} patients, who are left out"
    if found.robust:
        yield INDEPENDENT


def options_of(plan: Regression) -> dict[str, str | float | bool]:
    """What the plan names, by its names."""
    given: dict[str, str | float | bool] = {
        name: value
        for name, value in (
            ("strata", plan.strata),
            ("weights", plan.weights),
            ("cluster", plan.cluster),
        )
        if value
    }
    if plan.robust is not None:
        given["robust"] = plan.robust
    return given if plan.level == USUAL_LEVEL else {**given, "level": plan.level}


def _weights(replay: Replay, plan: Regression, table: EndpointTable) -> NDArray[np.float64] | None:
    if not plan.weights:
        return None
    try:
        return column(replay, plan.weights, table.patient).values.astype(np.float64)
    except ValueError:
        raise InvalidInputError(f"'{plan.weights}' is no number, so nobody weighs by it.") from None


def _robust(plan: Regression, weights: NDArray[np.float64] | None) -> bool:
    """Whether errors are robust by R's rule: over clusters, or by weights that count nobody."""
    counts = weights is None or bool((np.isnan(weights) | (weights == np.floor(weights))).all())
    return bool(plan.cluster) or not counts


def _known(
    stratum: Groups, cluster: Groups, weights: NDArray[np.float64] | None
) -> NDArray[np.bool_]:
    known = stratum.known & cluster.known
    return known if weights is None else known & ~np.isnan(weights)
