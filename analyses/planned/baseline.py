"""A table of characteristics by group, each with the test that the declared rule chooses."""

from typing import Any

import numpy as np

from analyses.errors import NotEstimableError
from analyses.group_tests import GTSUMMARY, CategoriesCompared, compare_categories, compare_numbers
from analyses.planned import plain
from analyses.planned.population import patients
from projections.covariates import column
from projections.plan import Baseline
from projections.replay import Replay


def baseline(replay: Replay, plan: Baseline) -> dict[str, Any]:
    """Counts or spreads of each row in each group; a row that cannot be compared says why."""
    who = patients(replay, plan.among)
    group = column(replay, plan.by, who).values
    rows = {name: _row(column(replay, name, who).values, group) for name in plan.rows}
    return {"choice_of_tests": str(GTSUMMARY), "rows": rows}


def _row(values: "np.ndarray[Any, Any]", group: "np.ndarray[Any, Any]") -> dict[str, Any]:
    numeric = all(value is None or type(value) in (int, float) for value in values)
    try:
        if not numeric:
            return _categories(compare_categories(values, group))
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        compared = compare_numbers(numbers, group)
    except NotEstimableError as refusal:
        return {"refused": str(refusal)}
    return {
        "groups": {
            str(label): {name: getattr(one, name) for name in one.__slots__}
            for label, one in compared.groups.items()
        },
        "test": plain.test(compared.result),
    }


def _categories(compared: CategoriesCompared) -> dict[str, Any]:
    return {
        "groups": {
            str(label): {
                "counts": dict(zip(map(str, compared.levels), counts.tolist(), strict=True)),
                "missing": int(missing),
            }
            for label, counts, missing in zip(
                compared.groups, compared.counts.T, compared.missing, strict=True
            )
        },
        "test": plain.test(compared.result),
    }
