import numpy as np
import pytest

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.rates import person_time_rate, rate, rate_ratio
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("survival_summaries")


def test_a_rate_has_the_exact_limits_of_r():
    for events, person_time, level, *expected in GOLDEN["rates"]:
        found = rate(events, person_time, level=level)
        assert_equal([found.estimate, found.lower, found.upper], expected)


def test_a_rate_ratio_has_the_exact_limits_and_p_of_r():
    for first, second, first_time, second_time, *expected in GOLDEN["ratios"]:
        found = rate_ratio(rate(first, first_time), rate(second, second_time))
        expected = [np.inf if x == "Inf" else x for x in expected]
        assert_equal([found.estimate, found.lower, found.upper, found.p_value], expected)


def test_a_rate_is_told_per_any_number_of_units():
    once, thousandfold = rate(3, 500), rate(3, 500, per=1000)

    assert thousandfold.estimate == 6
    assert_equal([thousandfold.lower, thousandfold.upper], [once.lower * 1000, once.upper * 1000])


def test_person_time_runs_from_entry_to_exit():
    found = person_time_rate([5, 9], [1, 0], entry=[2, 4])

    assert (found.events, found.person_time) == (1, 8)


def test_a_rate_without_time_is_refused():
    with pytest.raises(NotEstimableError, match="time under observation"):
        person_time_rate([0, 0], [1, 0])


@pytest.mark.parametrize("events", [-1, 0.5])
def test_a_number_of_events_is_a_count(events):
    with pytest.raises(InvalidInputError, match="number of events"):
        rate(events, 10)


def test_a_ratio_without_any_event_is_refused():
    with pytest.raises(NotEstimableError, match="no ratio"):
        rate_ratio(rate(0, 1), rate(0, 2))
