import pytest

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.spread import spread
from analyses.survival.follow_up import potential_follow_up, survivors_follow_up
from tests.analyses.golden import assert_equal, golden

CASES = golden("survival_summaries")["follow_up"]


@pytest.mark.parametrize("name", CASES)
def test_potential_follow_up_is_the_reverse_kaplan_meier_of_r(name):
    found = potential_follow_up(**CASES[name]["data"])

    median = found.median
    assert_equal([median.estimate, median.lower, median.upper], CASES[name]["reverse"])
    assert found.method == "reverse Kaplan-Meier"


@pytest.mark.parametrize("name", CASES)
def test_follow_up_of_survivors_is_the_quantiles_of_their_times(name):
    time = survivors_follow_up(**CASES[name]["data"]).time

    found = [time.count, time.median, time.first_quartile, time.third_quartile]
    assert_equal([*found, time.minimum, time.maximum], CASES[name]["survivors"])


def test_follow_up_of_survivors_needs_a_survivor():
    with pytest.raises(NotEstimableError, match="reverse Kaplan-Meier"):
        survivors_follow_up([1, 2], [1, 1])


def test_a_spread_counts_the_values_it_leaves_out():
    found = spread([3, float("nan"), 1, 2])

    assert (found.count, found.missing, found.median) == (3, 1, 2)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ([], NotEstimableError),
        ([float("nan")], NotEstimableError),
        (["tall"], InvalidInputError),
        ([[1, 2]], InvalidInputError),
    ],
)
def test_a_spread_of_nothing_or_of_no_numbers_is_refused(values, error):
    with pytest.raises(error):
        spread(values)
