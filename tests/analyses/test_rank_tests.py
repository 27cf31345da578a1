from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from analyses.descriptive.rank_tests import kruskal_wallis_test, rank_sum_test, signed_rank_test
from analyses.errors import InvalidInputError, NotEstimableError
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("group_tests")
SUM, SIGNED, SEVERAL = (GOLDEN[name] for name in ("rank_sum", "signed_rank", "kruskal_wallis"))


@pytest.mark.parametrize("name", SUM)
def test_the_rank_sum_test_is_that_of_r(name):
    case = SUM[name]
    found = rank_sum_test(case["first"], case["second"])

    assert_equal([found.statistic, found.p_value], case["result"])
    assert ("exact" in found.test) == ("exact" in case["method"])
    assert ("continuity" in found.test) == ("continuity" in case["method"])


@pytest.mark.parametrize("name", SIGNED)
def test_the_signed_rank_test_is_that_of_r(name):
    case = SIGNED[name]
    found = signed_rank_test(case["first"], case["second"])

    assert_equal([found.statistic, found.p_value], case["result"])
    assert ("exact" in found.test) == ("exact" in case["method"])
    assert ("continuity" in found.test) == ("continuity" in case["method"])


@pytest.mark.parametrize("name", SEVERAL)
def test_the_kruskal_wallis_test_is_that_of_r(name):
    found = kruskal_wallis_test(SEVERAL[name]["samples"])

    assert_equal(
        [found.statistic, found.degrees_of_freedom, found.p_value], SEVERAL[name]["result"]
    )


def two_sided(values, observed):
    """Twice the smaller tail of equally likely values."""
    values = np.array(values)
    return min(1, 2 * min((values <= observed).mean(), (values >= observed).mean()))


@given(st.permutations(range(7)), st.integers(1, 6))
def test_the_exact_rank_sum_p_counts_all_ways_to_draw_the_sample(order, size):
    found = rank_sum_test(order[:size], order[size:])
    smallest = size * (size - 1) / 2

    every = [sum(chosen) - smallest for chosen in combinations(range(7), size)]
    assert_equal(found.p_value, two_sided(every, found.statistic))


@given(st.permutations(range(1, 7)), st.lists(st.sampled_from([-1, 1]), min_size=6, max_size=6))
def test_the_exact_signed_rank_p_counts_all_signs(ranks, signs):
    found = signed_rank_test(np.array(ranks) * signs, np.zeros(6))

    every = [np.dot(counted, range(1, 7)) for counted in product((0, 1), repeat=6)]
    assert_equal(found.p_value, two_sided(every, found.statistic))


samples = st.lists(st.integers(0, 9), min_size=1, max_size=60)


@given(samples, samples)
def test_exchanging_the_samples_changes_only_the_side(first, second):
    assume(len(set(first + second)) > 1)
    found, exchanged = rank_sum_test(first, second), rank_sum_test(second, first)

    assert_equal(exchanged.p_value, found.p_value)
    assert_equal(exchanged.statistic, len(first) * len(second) - found.statistic)


@given(samples, samples)
def test_scipy_agrees_on_samples_with_ties(first, second):
    assume(len(set(first + second)) > 1)
    ours, theirs = (
        rank_sum_test(first, second),
        stats.mannwhitneyu(first, second, method="asymptotic"),
    )
    if "normal" in ours.test:
        assert_equal([ours.statistic, ours.p_value], [theirs.statistic, theirs.pvalue])
    several, expected = kruskal_wallis_test([first, second]), stats.kruskal(first, second)
    assert_equal([several.statistic, several.p_value], [expected.statistic, expected.pvalue], 1e-9)


def test_missing_values_are_left_out_and_incomplete_pairs_as_well():
    nan = np.nan

    assert rank_sum_test([1, nan, 4], [2, 3, 9]) == rank_sum_test([1, 4], [2, 3, 9])
    assert kruskal_wallis_test([[1, nan], [2, 3]]) == kruskal_wallis_test([[1], [2, 3]])
    assert signed_rank_test([1, nan, 4], [3, 3, nan]) == signed_rank_test([1], [3])


@pytest.mark.parametrize(
    ("test", "error", "message"),
    [
        (lambda: rank_sum_test([], [1]), NotEstimableError, "known value"),
        (lambda: rank_sum_test([np.nan], [1]), NotEstimableError, "known value"),
        (lambda: rank_sum_test([1, 1], [1]), NotEstimableError, "All values are equal"),
        (lambda: rank_sum_test(["a"], [1]), InvalidInputError, "Only numbers"),
        (lambda: rank_sum_test([[1]], [1]), InvalidInputError, "one column"),
        (lambda: kruskal_wallis_test([[1, 2]]), InvalidInputError, "only one sample"),
        (lambda: kruskal_wallis_test([[1], [1]]), NotEstimableError, "All values are equal"),
        (lambda: signed_rank_test([1], [1, 2]), InvalidInputError, "equally long"),
        (lambda: signed_rank_test([1, 2], [1, 2]), NotEstimableError, "nothing to rank"),
    ],
)
def test_what_cannot_be_ranked_is_refused(test, error, message):
    with pytest.raises(error, match=message):
        test()
