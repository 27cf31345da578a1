"""One effect within the groups of several classifications, with the test that it is the same."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.plan import plain
from analyses.plan.cautions import cautions
from analyses.plan.groups import groups
from analyses.survival.cox.immortal_time import refuse_late
from analyses.survival.cox.subgroups import SubgroupEffect, subgroup_effects
from projections.cohort.covariates import column
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Forest


def forest(replay: Replay, plan: Forest) -> dict[str, Any]:
    """The hazard ratio of the effect in every group; rows without effect are left out.

    Raises InvalidInputError for an effect that is neither a number nor true or false.
    """
    table = replay.endpoint(plan.endpoint)
    _refuse_learnt_late(replay, plan.effect, table)
    effect = _as_numbers(plan.effect, column(replay, plan.effect, table.patient).values)
    complete = ~np.isnan(effect)
    within = {name: _within(replay, name, table, effect, complete) for name in plan.within}
    left_out = int((~complete).sum())
    said = cautions(replay, plan.endpoint, table)
    return {**said, "effect": plan.effect, "left_out": left_out, "within": within}


def _within(
    replay: Replay,
    name: str,
    table: EndpointTable,
    effect: NDArray[np.float64],
    complete: NDArray[np.bool_],
) -> dict[str, Any]:
    """The effect in each group of one classification; whose group is unknown are missing."""
    _refuse_learnt_late(replay, name, table)
    group = groups(replay, name, table.patient)
    places = np.where(group.known, group.codes, np.nan)[complete]
    rows = table.time[complete], table.event[complete], effect[complete], places
    entry = None if table.delay is None else table.delay[complete]
    found = subgroup_effects(*rows, entry=entry)
    tested = found.interaction
    return {
        "groups": {
            str(group.labels[int(float(str(effect.label)))]): _group(effect)
            for effect in found.effects
        },
        "interaction": {"refused": found.refusal} if tested is None else plain.test(tested),
        "missing": found.missing,
    }


def _as_numbers(name: str, values: NDArray[np.object_]) -> NDArray[np.float64]:
    if not all(value is None or isinstance(value, bool | int | float) for value in values):
        raise InvalidInputError(
            f"'{name}' is neither a number nor true or false, so its effect has no hazard ratio."
        )
    return np.array([np.nan if value is None else float(value) for value in values])


def _refuse_learnt_late(replay: Replay, name: str, table: EndpointTable) -> None:
    node = replay.study.definitions[name]
    refuse_late(name, learnt_later(replay, node, table.patient.tolist(), table.origin))


def _group(one: SubgroupEffect) -> dict[str, Any]:
    counted = {"rows": one.rows, "events": one.events}
    if one.effect is None:
        return {**counted, "refused": one.refusal}
    ratio = {"estimate": one.effect.ratio, "lower": one.effect.lower, "upper": one.effect.upper}
    return {**counted, "hazard_ratio": ratio, "p_value": one.effect.p_value}
