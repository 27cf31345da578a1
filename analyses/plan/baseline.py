"""A table of characteristics by group, each with the test that the declared rule chooses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from analyses.descriptive.group_tests import GTSUMMARY, compare_categories, compare_numbers
from analyses.hypothesis_test import HypothesisTest
from analyses.plan import cautions
from analyses.plan.groups import UNKNOWN, Groups, groups, ordered
from analyses.plan.population import members
from analyses.refused import Refused, attempted
from analyses.spread import Spread, spread
from analyses.survival.cox.immortal_time import learnt_late
from projections.cohort.covariates import column, column_of
from projections.cohort.replay import Replay
from projections.study.plan import Baseline

if TYPE_CHECKING:
    import pandas as pd

Values = NDArray[np.object_]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class NoneKnown:
    """A group in which the number is known of no patient."""

    missing: int

    @property
    def statistics(self) -> Mapping[str, float]:
        """The numbers under their names."""
        return {"count": 0, "missing": self.missing}

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return dict(self.statistics)


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many patients of a group have each level, and of how many none is known."""

    counts: Mapping[str, int]
    missing: int

    @property
    def statistics(self) -> Mapping[str, float]:
        """The numbers under their names."""
        return {**self.counts, "missing": self.missing}

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"counts": dict(self.counts), "missing": self.missing}


Described: TypeAlias = Spread | NoneKnown | LevelCounts


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One row of the table: each group by its label, and their test or why there is none."""

    groups: Mapping[str, Described]
    test: HypothesisTest | Refused

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        described = {label: group.as_json() for label, group in self.groups.items()}
        return {"groups": described, "test": self.test.as_json()}


@dataclass(frozen=True, slots=True)
class PlannedBaseline:
    """A table of characteristics.

    Attributes
    ----------
    choice_of_tests
        The rule by which a test is chosen, in a sentence.
    rows
        The characteristics by name: counts of levels, or the spread of a number.
    """

    choice_of_tests: str
    rows: Mapping[str, Characteristic]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **cautions.as_json(self.warnings),
            "choice_of_tests": self.choice_of_tests,
            "rows": {name: row.as_json() for name, row in self.rows.items()},
        }

    def to_pandas(self) -> "pd.DataFrame":
        """One number a row: columns ``characteristic``, ``group``, ``statistic``, ``value``.

        ``statistic`` is a level, whose value is its count, ``missing``, or a part of a spread such
        as ``median``.
        """
        import pandas as pd

        rows = [
            (name, label, statistic, value)
            for name, row in self.rows.items()
            for label, group in row.groups.items()
            for statistic, value in group.statistics.items()
        ]
        return pd.DataFrame(rows, columns=["characteristic", "group", "statistic", "value"])


def baseline(replay: Replay, plan: Baseline) -> PlannedBaseline:
    """Counts or spreads of each row in each group; a row that cannot be compared says why.

    What is unknown is counted as ``missing`` and is no level of a test, unless the plan says so.
    """
    patients = members(replay, plan.among)
    group = groups(replay, plan.by, patients)
    enrolled = column_of(replay, replay.study.enrolment, patients).known_on.astype(np.int64)
    late = cautions.learnt_after(replay, patients, enrolled, plan.by, plan.among)
    return PlannedBaseline(
        str(GTSUMMARY),
        {name: _row(replay, plan, name, patients, group) for name in plan.rows},
        tuple(
            f"{learnt_late(*item, 'enrolment')}: it looks ahead (immortal time)." for item in late
        ),
    )


def _row(
    replay: Replay, plan: Baseline, name: str, patients: NDArray[np.str_], group: Groups
) -> Characteristic:
    values = column(replay, name, patients).values
    if all(value is None or type(value) in (int, float) for value in values):
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        return _numbers(numbers, group)
    if name not in plan.unknown_as_level:
        values = np.array([None, *(None if v == UNKNOWN else v for v in values)], dtype=object)[1:]
    levels = ordered(replay, name, {value for value in values if value is not None})
    return _categories(values, levels, group)


def _numbers(numbers: NDArray[np.float64], group: Groups) -> Characteristic:
    rows = group.known
    return Characteristic(
        _in_groups(group, lambda inside: _spread(numbers[inside])),
        attempted(lambda: compare_numbers(numbers[rows], group.codes[rows]).result),
    )


def _spread(numbers: NDArray[np.float64]) -> Spread | NoneKnown:
    """The spread of what is known, or how many values are missing if none is."""
    return NoneKnown(len(numbers)) if np.isnan(numbers).all() else spread(numbers)


def _categories(values: Values, levels: tuple[object, ...], group: Groups) -> Characteristic:
    rows = group.known
    return Characteristic(
        _in_groups(group, lambda inside: _counts(values[inside], levels)),
        attempted(lambda: compare_categories(values[rows], group.codes[rows]).result),
    )


def _counts(values: Values, levels: tuple[object, ...]) -> LevelCounts:
    counted = {str(level): sum(1 for value in values if value == level) for level in levels}
    return LevelCounts(counted, sum(1 for value in values if value is None))


def _in_groups(group: Groups, describe: Callable[[NDArray[np.bool_]], Found]) -> dict[str, Found]:
    return {str(label): describe(group.codes == place) for place, label in enumerate(group.labels)}
