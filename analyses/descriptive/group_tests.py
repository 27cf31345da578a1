"""The tests of a baseline table, chosen by one declared rule."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from analyses.descriptive.contingency import chi_square_test, expected_counts
from analyses.descriptive.fisher_exact import fisher_exact_test
from analyses.descriptive.rank_tests import kruskal_wallis_test, rank_sum_test
from analyses.errors import InvalidInputError
from analyses.hypothesis_test import HypothesisTest
from analyses.spread import Spread, spread
from analyses.survival.observations import is_known, label_column, labels_of
from analyses.survival.risk_sets import IntArray


@dataclass(frozen=True, slots=True)
class ChoiceOfTests:
    """The rule that a study declares once; ``str`` of it is its sentence.

    Categories are compared by chi-square when every expected count reaches
    ``smallest_expected_count`` (0: always, infinity: never), otherwise by Fisher's exact test.
    """

    smallest_expected_count: float
    two_samples: Literal["rank-sum", "Kruskal-Wallis"]

    def __str__(self) -> str:
        numbers = (
            "Wilcoxon rank-sum for two groups, Kruskal-Wallis for more"
            if self.two_samples == "rank-sum"
            else "Kruskal-Wallis"
        )
        return (
            "Categories: chi-square without continuity correction if every expected count is at "
            f"least {self.smallest_expected_count:g}, otherwise Fisher's exact. Numbers: {numbers}."
        )


# The defaults of add_p() in R's gtsummary.
GTSUMMARY = ChoiceOfTests(smallest_expected_count=5, two_samples="rank-sum")


@dataclass(frozen=True, slots=True)
class CategoriesCompared:
    """``counts`` of levels (rows) by groups (columns); ``missing`` per group is not counted."""

    levels: tuple[Hashable, ...]
    groups: tuple[Hashable, ...]
    counts: IntArray
    missing: IntArray
    result: HypothesisTest


@dataclass(frozen=True, slots=True)
class NumbersCompared:
    """The spread of a number in each group."""

    groups: dict[Hashable, Spread]
    result: HypothesisTest


def compare_categories(
    values: ArrayLike, group: ArrayLike, *, choice: ChoiceOfTests = GTSUMMARY
) -> CategoriesCompared:
    """Return the counts of each level in each group and the test of their independence.

    Raises InvalidInputError for missing group labels or fewer than two groups,
    NotEstimableError when fewer than two levels occur or Fisher's test is out of reach.
    """
    column = label_column(values)
    groups, codes = _groups(group, column)
    known = np.fromiter(map(is_known, column.tolist()), bool, column.size)
    levels, level_codes = labels_of("values", column[known], int(known.sum()))
    counts = np.zeros((len(levels), len(groups)), dtype=np.int64)
    np.add.at(counts, (level_codes, codes[known]), 1)
    missing = np.bincount(codes[~known], minlength=len(groups))
    approximate = expected_counts(counts).min() >= choice.smallest_expected_count
    result = chi_square_test(counts) if approximate else fisher_exact_test(counts)
    return CategoriesCompared(tuple(levels), tuple(groups), counts, missing, result)


def compare_numbers(
    values: ArrayLike, group: ArrayLike, *, choice: ChoiceOfTests = GTSUMMARY
) -> NumbersCompared:
    """Return the spread of a number in each group and the test of equal location.

    Raises InvalidInputError for missing group labels, fewer than two groups or values that are
    no numbers, NotEstimableError when a group has no known value or all values are equal.
    """
    column = np.asarray(values)
    groups, codes = _groups(group, column)
    samples = [column[codes == i] for i in range(len(groups))]
    spreads = {label: spread(sample) for label, sample in zip(groups, samples, strict=True)}
    if len(groups) == 2 and choice.two_samples == "rank-sum":
        return NumbersCompared(spreads, rank_sum_test(*samples))
    return NumbersCompared(spreads, kruskal_wallis_test(samples))


def _groups(group: ArrayLike, column: Any) -> tuple[list[Any], IntArray]:
    labels, codes = labels_of("group", group, len(column))
    if len(labels) < 2:
        raise InvalidInputError("There is only one group; a comparison needs two or more.")
    return labels, codes
