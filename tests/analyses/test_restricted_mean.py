import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.kaplan_meier import kaplan_meier
from analyses.survival.restricted_mean import restricted_mean
from tests.analyses.golden import assert_equal, golden

CASES = golden("survival_summaries")["restricted_mean"]


@pytest.mark.parametrize("name", CASES)
def test_a_restricted_mean_and_its_error_are_those_of_r(name):
    case = CASES[name]
    curve = kaplan_meier(**case["data"])
    means = [restricted_mean(curve, until=t) for t in case["until"]]

    assert_equal([m.estimate for m in means], case["mean"])
    assert_equal([m.standard_error for m in means], case["standard_error"])


@given(st.lists(st.integers(1, 20), min_size=1, max_size=20), st.integers(1, 25))
def test_without_censoring_it_is_the_mean_of_the_truncated_times(times, until):
    curve = kaplan_meier(times, np.ones(len(times)))
    mean = restricted_mean(curve, until=until)

    truncated = np.minimum(times, until)
    assert_equal(mean.estimate, truncated.mean())
    assert_equal(mean.standard_error, truncated.std() / np.sqrt(len(times)), tolerance=1e-7)


def test_the_limits_follow_the_level_of_the_curve():
    mean = restricted_mean(kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1], level=0.9), until=3)

    assert_equal(mean.upper - mean.estimate, 1.6448536269514722 * mean.standard_error)
    assert_equal(mean.estimate - mean.lower, 1.6448536269514722 * mean.standard_error)


def test_a_curve_that_ends_above_zero_is_not_extended():
    with pytest.raises(NotEstimableError, match="before 11"):
        restricted_mean(kaplan_meier([5, 10], [1, 0]), until=11)


@pytest.mark.parametrize("until", [0, -1, np.inf, np.nan])
def test_a_mean_is_restricted_to_a_positive_time(until):
    with pytest.raises(InvalidInputError, match="positive time"):
        restricted_mean(kaplan_meier([5, 10], [1, 1]), until=until)
