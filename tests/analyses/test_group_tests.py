import numpy as np
import pandas as pd
import pytest

from analyses.descriptive.contingency import chi_square_test
from analyses.descriptive.fisher_exact import fisher_exact_test
from analyses.descriptive.group_tests import (
    GTSUMMARY,
    ChoiceOfTests,
    compare_categories,
    compare_numbers,
)
from analyses.descriptive.rank_tests import kruskal_wallis_test, rank_sum_test
from analyses.errors import InvalidInputError, NotEstimableError

# Expected counts of 5 and more in the first table, below in the second.
DENSE = [[10, 10], [5, 15]]
SPARSE = [[3, 1], [2, 7]]


def told(table):
    """Values and groups whose counts are the table."""
    cells = [(v, g) for v, row in enumerate(table) for g, n in enumerate(row) for _ in range(n)]
    values, groups = zip(*cells, strict=True)
    return np.array(["mild", "severe"])[list(values)], np.array(["a", "b", "c"])[list(groups)]


@pytest.mark.parametrize(
    ("table", "choice", "expected"),
    [
        (DENSE, GTSUMMARY, chi_square_test(DENSE)),
        (SPARSE, GTSUMMARY, fisher_exact_test(SPARSE)),
        (DENSE, ChoiceOfTests(np.inf, "rank-sum"), fisher_exact_test(DENSE)),
        (SPARSE, ChoiceOfTests(0, "rank-sum"), chi_square_test(SPARSE)),
    ],
)
def test_categories_are_compared_by_the_test_that_the_rule_chooses(table, choice, expected):
    assert compare_categories(*told(table), choice=choice).result == expected


def test_an_expected_count_of_exactly_five_is_enough():
    assert compare_categories(*told([[5, 5], [5, 5]])).result.test == "chi-square"
    assert compare_categories(*told([[5, 5], [5, 4]])).result.test == "Fisher's exact"


def test_numbers_in_two_groups_are_compared_by_rank_sum_and_in_more_by_kruskal_wallis():
    values, two, three = [1, 5, 2, 8, 9, 4], list("ababab"), list("abcabc")

    assert compare_numbers(values, two).result == rank_sum_test([1, 2, 9], [5, 8, 4])
    assert compare_numbers(values, three).result == kruskal_wallis_test([[1, 8], [5, 9], [2, 4]])
    always = ChoiceOfTests(5, "Kruskal-Wallis")
    assert compare_numbers(values, two, choice=always).result.test == "Kruskal-Wallis"


def test_counts_are_by_level_and_group_with_the_missing_beside_them():
    found = compare_categories(["x", np.nan, "y", "x", np.nan], ["b", "b", "a", "a", "b"])

    assert (found.levels, found.groups) == (("x", "y"), ("a", "b"))
    assert found.counts.tolist() == [[1, 1], [1, 0]]
    assert found.missing.tolist() == [0, 2]


def test_pandas_columns_with_missing_values_are_counted_alike():
    group = pd.Series(list("bbaab"))
    text = pd.Series(["x", None, "y", "x", None], dtype="string")
    categories = pd.Series(["x", None, "y", "x", np.nan], dtype="category")

    for values in (text, categories):
        found = compare_categories(values, group)
        assert (found.levels, found.missing.tolist()) == (("x", "y"), [0, 2])


def test_numbers_are_summarised_by_group_with_the_missing_counted():
    found = compare_numbers([1, 2, 30, np.nan, 5], ["a", "a", "a", "b", "b"]).groups

    assert list(found) == ["a", "b"]
    assert (found["a"].median, found["a"].minimum, found["a"].maximum) == (2, 1, 30)
    assert (found["b"].count, found["b"].missing) == (1, 1)


def test_the_rule_says_itself_in_a_sentence():
    assert str(GTSUMMARY) == (
        "Categories: chi-square without continuity correction if every expected count is at "
        "least 5, otherwise Fisher's exact. Numbers: Wilcoxon rank-sum for two groups, "
        "Kruskal-Wallis for more."
    )
    assert str(ChoiceOfTests(5, "Kruskal-Wallis")).endswith("Numbers: Kruskal-Wallis.")


@pytest.mark.parametrize(
    ("compare", "values", "group", "error", "message"),
    [
        (compare_numbers, [1, 2], ["a", "a"], InvalidInputError, "only one group"),
        (compare_numbers, [1, 2], ["a", None], InvalidInputError, "'group' has labels"),
        (compare_numbers, [1, np.nan], ["a", "b"], NotEstimableError, "no known value"),
        (compare_numbers, ["x", "y"], ["a", "b"], InvalidInputError, "Only numbers"),
        (compare_categories, ["x", "y"], ["a", "a"], InvalidInputError, "only one group"),
        (compare_categories, ["x", "x"], ["a", "b"], NotEstimableError, "two rows"),
        (compare_categories, ["x"], ["a", "b"], InvalidInputError, "'group' has shape"),
    ],
)
def test_what_cannot_be_compared_is_refused(compare, values, group, error, message):
    with pytest.raises(error, match=message):
        compare(values, group)
