"""One effect within the groups of several classifications, with the test that it is the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.hypothesis_test import HypothesisTest
from analyses.plan import cautions
from analyses.plan.groups import groups
from analyses.refused import Refused
from analyses.survival.cox.immortal_time import refuse_late
from analyses.survival.cox.subgroups import SubgroupEffect, subgroup_effects
from projections.cohort.covariates import column
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Forest

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class EffectWithin:
    """The effect in each group of one classification.

    ``interaction`` tests that it is the same in all of them; ``missing`` patients have no group.
    """

    groups: Mapping[str, SubgroupEffect]
    interaction: HypothesisTest | Refused
    missing: int

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "groups": {label: effect.as_json() for label, effect in self.groups.items()},
            "interaction": self.interaction.as_json(),
            "missing": self.missing,
        }


@dataclass(frozen=True, slots=True)
class PlannedForest:
    """The hazard ratio of one effect within the groups of several classifications.

    Attributes
    ----------
    effect
        The definition whose effect it is.
    left_out
        Patients of whom it is unknown.
    within
        By classification.
    """

    effect: str
    left_out: int
    within: Mapping[str, EffectWithin]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **cautions.as_json(self.warnings),
            "effect": self.effect,
            "left_out": self.left_out,
            "within": {name: effects.as_json() for name, effects in self.within.items()},
        }

    def to_pandas(self) -> "pd.DataFrame":
        """One row a group, indexed by classification and group.

        Columns ``rows``, ``events``, ``hazard_ratio``, ``lower``, ``upper``, ``p_value`` (Wald);
        NaN where a group has no estimate.
        """
        import pandas as pd

        found = {
            (name, label): _row(effect)
            for name, effects in self.within.items()
            for label, effect in effects.groups.items()
        }
        index = pd.MultiIndex.from_tuples(found, names=["within", "group"])
        return pd.DataFrame(list(found.values()), index=index)


def _row(effect: SubgroupEffect) -> dict[str, float]:
    found = effect.effect
    ratio = (
        dict.fromkeys(("hazard_ratio", "lower", "upper", "p_value"), np.nan)
        if found is None
        else {
            "hazard_ratio": found.ratio,
            "lower": found.lower,
            "upper": found.upper,
            "p_value": found.p_value,
        }
    )
    return {"rows": effect.rows, "events": effect.events, **ratio}


def forest(replay: Replay, plan: Forest) -> PlannedForest:
    """The hazard ratio of the effect in every group; rows without effect are left out.

    Raises InvalidInputError for an effect that is neither a number nor true or false.
    """
    table = replay.endpoint(plan.endpoint)
    _refuse_learnt_late(replay, plan.effect, table)
    effect = _as_numbers(plan.effect, column(replay, plan.effect, table.patient).values)
    return PlannedForest(
        plan.effect,
        int(np.isnan(effect).sum()),
        {name: _within(replay, name, table, effect) for name in plan.within},
        cautions.warnings_of(replay, plan.endpoint, table),
    )


def _within(
    replay: Replay, name: str, table: EndpointTable, effect: NDArray[np.float64]
) -> EffectWithin:
    """The effect in each group of one classification; patients of unknown group are missing."""
    _refuse_learnt_late(replay, name, table)
    group, complete = groups(replay, name, table.patient), ~np.isnan(effect)
    places = np.where(group.known, group.codes, np.nan)[complete]
    rows = table.time[complete], table.event[complete], effect[complete], places
    entry = None if table.delay is None else table.delay[complete]
    found = subgroup_effects(*rows, entry=entry)
    labelled = {
        str(group.labels[int(float(str(effect.label)))]): effect for effect in found.effects
    }
    tested = Refused(found.refusal or "") if found.interaction is None else found.interaction
    return EffectWithin(labelled, tested, found.missing)


def _as_numbers(name: str, values: NDArray[np.object_]) -> NDArray[np.float64]:
    if not all(value is None or isinstance(value, bool | int | float) for value in values):
        raise InvalidInputError(
            f"'{name}' is neither a number nor true or false, so its effect has no hazard ratio."
        )
    return np.array([np.nan if value is None else float(value) for value in values])


def _refuse_learnt_late(replay: Replay, name: str, table: EndpointTable) -> None:
    node = replay.study.definitions[name]
    refuse_late(name, learnt_later(replay, node, table.patient.tolist(), table.origin))
