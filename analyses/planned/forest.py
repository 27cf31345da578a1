"""One effect within the groups of several classifications, with the test that it is the same."""

from typing import Any

import numpy as np

from analyses.cox.exposure import refuse_immortal_time
from analyses.cox.subgroups import SubgroupEffect, subgroup_effects
from analyses.planned import plain
from projections.covariates import Column, column
from projections.plan import Forest
from projections.replay import EndpointTable, Replay


def forest(replay: Replay, plan: Forest) -> dict[str, Any]:
    """The hazard ratio of the effect in every group; rows without effect are left out."""
    table = replay.endpoint(plan.endpoint)
    effect = _known_at_origin(replay, plan.effect, table)
    numbers = np.array([np.nan if v is None else float(str(v)) for v in effect.values])
    complete = ~np.isnan(numbers)
    by = {}
    for name in plan.within:
        labels = _known_at_origin(replay, name, table).values[complete]
        rows = table.time[complete], table.event[complete], numbers[complete], labels
        found = subgroup_effects(*rows)
        tested = found.interaction
        by[name] = {
            "groups": {str(one.label): _group(one) for one in found.effects},
            "interaction": {"refused": found.refusal} if tested is None else plain.test(tested),
            "missing": found.missing,
        }
    return {"effect": plan.effect, "left_out": int((~complete).sum()), "within": by}


def _known_at_origin(replay: Replay, name: str, table: EndpointTable) -> Column:
    found = column(replay, name, table.patient)
    refuse_immortal_time(name, table.patient, table.origin, found.known_on)
    return found


def _group(one: SubgroupEffect) -> dict[str, Any]:
    counted = {"rows": one.rows, "events": one.events}
    if one.effect is None:
        return {**counted, "refused": one.refusal}
    ratio = {"estimate": one.effect.ratio, "lower": one.effect.lower, "upper": one.effect.upper}
    return {**counted, "hazard_ratio": ratio, "p_value": one.effect.p_value}
