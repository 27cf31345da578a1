"""One effect within subgroups: what a forest plot shows, and whether it differs between them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.survival.cox.inference import likelihood_ratio_test
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.regression import cox_regression
from analyses.survival.cox.risk_sums import Ties
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import (
    BoolArray,
    Observations,
    is_known,
    label_column,
    labels_of,
    observations,
)
from analyses.survival.regression.hazard_ratios import HazardRatio, hazard_ratios
from analyses.survival.regression.model_errors import MissingCovariateError
from analyses.survival.risk_sets import IntArray

EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class SubgroupEffect:
    """The effect among the rows with one label; ``refusal`` says why there is none."""

    label: Hashable
    rows: int
    events: int
    effect: HazardRatio | None
    refusal: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values: the hazard ratio with its P value, or why there is none."""
        counted = {"rows": self.rows, "events": self.events}
        if self.effect is None:
            return {**counted, "refused": self.refusal}
        ratio = {"hazard_ratio": self.effect.limits.as_json(), "p_value": self.effect.p_value}
        return {**counted, **ratio}


@dataclass(frozen=True, slots=True)
class Subgroups:
    """The effect in each subgroup, the test that it is the same, and how many rows have no label.

    ``interaction`` compares the model of the effect and the labels with that of their products,
    by the likelihood ratio; None, with its ``refusal``, where the larger model has no estimate.
    """

    effects: tuple[SubgroupEffect, ...]
    interaction: HypothesisTest | None
    missing: int
    refusal: str | None = None


def subgroup_effects(
    time: ArrayLike,
    event: ArrayLike,
    effect: ArrayLike,
    subgroup: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    ties: Ties = "efron",
) -> Subgroups:
    """Return the hazard ratio of a number or indicator within each subgroup, sorted by label.

    Each subgroup has a model of its own, and so a baseline hazard of its own.

    Raises InvalidInputError for columns that cannot be such rows.
    Source: R ``coxph`` on each subset, and ``anova`` of ``effect + group`` and ``effect * group``.
    """
    given = observations(time, event, entry)
    labelled = label_column(subgroup)
    known = np.fromiter(map(is_known, labelled.tolist()), bool, labelled.size)
    labels, codes = labels_of("subgroup", labelled[known], int(known.sum()))
    whole = _Rows(given.where(known), np.asarray(effect, dtype=np.float64)[known], ties)
    effects = tuple(_within(label, whole.where(codes == i)) for i, label in enumerate(labels))
    missing = int((~known).sum())
    if len(labels) < 2:
        return Subgroups(effects, None, missing, "There is only one subgroup.")
    try:
        return Subgroups(effects, _interaction(whole, codes, len(labels)), missing)
    except (NotEstimableError, MissingCovariateError) as refusal:
        return Subgroups(effects, None, missing, str(refusal))


@dataclass(frozen=True, slots=True)
class _Rows:
    observed: Observations
    effect: FloatArray
    ties: Ties

    def where(self, chosen: BoolArray) -> "_Rows":
        return _Rows(self.observed.where(chosen), self.effect[chosen], self.ties)

    def model(self, others: Mapping[str, ArrayLike]) -> CoxModel:
        rows = self.observed
        columns = {EFFECT: self.effect, **others}
        return cox_regression(rows.time, rows.event, columns, entry=rows.entry, ties=self.ties)


def _within(label: Hashable, rows: _Rows) -> SubgroupEffect:
    counted = len(rows.observed), int(rows.observed.event.sum())
    try:
        return SubgroupEffect(label, *counted, hazard_ratios(rows.model({}))[0])
    except (NotEstimableError, MissingCovariateError) as refusal:
        return SubgroupEffect(label, *counted, None, str(refusal))


def _interaction(rows: _Rows, codes: IntArray, labels: int) -> HypothesisTest:
    groups = {f"group {code}": codes == code for code in range(1, labels)}
    products = {f"effect in {name}": rows.effect * member for name, member in groups.items()}
    return likelihood_ratio_test(rows.model({**groups, **products}), rows.model(groups))
