"""A table of characteristics by group, each with the test that the declared rule chooses."""

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.descriptive.group_tests import GTSUMMARY, compare_categories, compare_numbers
from analyses.plan import plain
from analyses.plan.cautions import learnt_after, warned
from analyses.plan.groups import UNKNOWN, Groups, groups, ordered
from analyses.plan.population import patients
from analyses.spread import spread
from analyses.survival.cox.immortal_time import learnt_late
from projections.cohort.covariates import column, values_of
from projections.cohort.replay import Replay
from projections.study.plan import Baseline

Values = NDArray[np.object_]


def baseline(replay: Replay, plan: Baseline) -> dict[str, Any]:
    """Counts or spreads of each row in each group; a row that cannot be compared says why.

    What is unknown is counted as ``missing`` and is no level of a test, unless the plan says so.
    """
    who = patients(replay, plan.among)
    group = groups(replay, plan.by, who)
    enrolled = values_of(replay, replay.study.enrolment, who).known_on.astype(np.int64)
    late = learnt_after(replay, who, enrolled, plan.by, plan.among)
    return {
        **warned(
            f"{learnt_late(*item, 'enrolment')}: it looks ahead (immortal time)." for item in late
        ),
        "choice_of_tests": str(GTSUMMARY),
        "rows": {name: _row(replay, plan, name, who, group) for name in plan.rows},
    }


def _row(
    replay: Replay, plan: Baseline, name: str, who: NDArray[np.str_], group: Groups
) -> dict[str, Any]:
    values = column(replay, name, who).values
    if all(value is None or type(value) in (int, float) for value in values):
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        return _numbers(numbers, group)
    if name not in plan.unknown_as_level:
        values = np.array([None, *(None if v == UNKNOWN else v for v in values)], dtype=object)[1:]
    levels = ordered(replay, name, {value for value in values if value is not None})
    return _categories(values, levels, group)


def _numbers(numbers: NDArray[np.float64], group: Groups) -> dict[str, Any]:
    rows, inside = group.known, _members(group)
    return {
        "groups": {label: _spread(numbers[mine]) for label, mine in inside.items()},
        "test": plain.tested(lambda: compare_numbers(numbers[rows], group.codes[rows]).result),
    }


def _spread(numbers: NDArray[np.float64]) -> dict[str, Any]:
    """The spread of what is known, or how many values are missing if none is."""
    if np.isnan(numbers).all():
        return {"count": 0, "missing": len(numbers)}
    return asdict(spread(numbers))


def _categories(values: Values, levels: tuple[Any, ...], group: Groups) -> dict[str, Any]:
    rows, inside = group.known, _members(group)
    return {
        "groups": {label: _counts(values[mine], levels) for label, mine in inside.items()},
        "test": plain.tested(lambda: compare_categories(values[rows], group.codes[rows]).result),
    }


def _counts(values: Values, levels: tuple[Any, ...]) -> dict[str, Any]:
    counted = {str(level): sum(1 for value in values if value == level) for level in levels}
    return {"counts": counted, "missing": sum(1 for value in values if value is None)}


def _members(group: Groups) -> dict[str, NDArray[np.bool_]]:
    return {str(label): group.codes == place for place, label in enumerate(group.labels)}
