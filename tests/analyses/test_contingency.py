from fractions import Fraction
from itertools import product
from math import factorial, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.descriptive.contingency import chi_square_test, expected_counts
from analyses.descriptive.fisher_exact import fisher_exact_test
from analyses.errors import InvalidInputError, NotEstimableError
from tests.analyses.golden import assert_equal, golden

CASES = golden("group_tests")["counts"]


@pytest.mark.parametrize("name", CASES)
def test_chi_square_without_correction_is_that_of_r(name):
    found = chi_square_test(CASES[name]["table"])

    assert_equal(
        [found.statistic, found.degrees_of_freedom, found.p_value], CASES[name]["chi_square"]
    )
    assert_equal(expected_counts(CASES[name]["table"]), CASES[name]["expected"])


@pytest.mark.parametrize("name", CASES)
def test_fishers_exact_test_is_that_of_r(name):
    found = fisher_exact_test(CASES[name]["table"])

    assert found.p_value == pytest.approx(CASES[name]["fisher"], rel=1e-9)


def tables_with_the_margins_of(table):
    """Every table of the same margins, one cell after the other."""
    rows, columns = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    inner = [range(min(r, c) + 1) for r in rows[:-1] for c in columns[:-1]]
    for cells in product(*inner):
        width = len(columns) - 1
        filled = [list(cells[i * width : (i + 1) * width]) for i in range(len(rows) - 1)]
        filled = [[*row, r - sum(row)] for row, r in zip(filled, rows, strict=False)]
        filled.append(
            [c - sum(column) for c, column in zip(columns, zip(*filled, strict=True), strict=True)]
        )
        if min(map(min, filled)) >= 0:
            yield filled


def by_enumeration(table):
    """Fisher's P in exact fractions."""
    weights = [
        Fraction(1, prod(factorial(x) for row in filled for x in row))
        for filled in tables_with_the_margins_of(table)
    ]
    observed = Fraction(1, prod(factorial(x) for row in table for x in row))
    return float(sum(w for w in weights if w <= observed) / sum(weights))


def tables(rows, columns, most):
    row = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    filled = st.lists(row, min_size=rows, max_size=rows)
    return filled.filter(lambda t: np.any(t, axis=0).sum() > 1 and np.any(t, axis=1).sum() > 1)


@given(tables(2, 2, 9) | tables(3, 2, 4) | tables(2, 4, 3) | tables(3, 3, 2))
def test_fishers_exact_test_is_the_sum_over_all_tables(table):
    assert_equal(fisher_exact_test(table).p_value, by_enumeration(table))


@given(tables(3, 4, 4), st.permutations(range(3)), st.permutations(range(4)))
def test_the_order_of_levels_and_groups_does_not_matter(table, rows, columns):
    counts = np.array(table)
    turned = counts[rows][:, columns].T

    assert_equal(fisher_exact_test(turned).p_value, fisher_exact_test(counts).p_value)
    assert_equal(chi_square_test(turned).p_value, chi_square_test(counts).p_value)


def test_empty_levels_are_left_out():
    found = chi_square_test([[3, 0, 1], [0, 0, 0], [2, 0, 7]])

    assert found == chi_square_test([[3, 1], [2, 7]])
    assert found.degrees_of_freedom == 1


@pytest.mark.parametrize("test", [chi_square_test, fisher_exact_test])
@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        ([1, 2], InvalidInputError, "two-way"),
        ([[1, -2], [3, 4]], InvalidInputError, "two-way table of counts"),
        ([["a", "b"], ["c", "d"]], InvalidInputError, "two-way table of counts"),
        ([[1, 2.5], [3, 4]], InvalidInputError, "whole numbers"),
        ([[1, np.inf], [3, 4]], InvalidInputError, "whole numbers"),
        ([[1, 2]], NotEstimableError, "two rows and two columns"),
        ([[1, 0], [3, 0]], NotEstimableError, "two rows and two columns"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(test, table, error, message):
    with pytest.raises(error, match=message):
        test(table)


@pytest.mark.parametrize(
    "table",
    [np.full((3, 5), 200), np.full((3, 3), 10_000), np.full((12, 12), 50)],
    ids=["too many fillings", "too many fillings of a column", "too many row sums"],
)
def test_a_table_out_of_reach_of_fishers_test_is_refused_with_a_remedy(table):
    with pytest.raises(NotEstimableError, match="merge its sparse levels"):
        fisher_exact_test(table)
