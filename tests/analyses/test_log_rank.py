import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyses.errors import AnalysisError, InvalidInputError, NotEstimableError
from analyses.survival.log_rank import log_rank
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("log_rank")
CASES = GOLDEN["tests"]
SMALL = {"time": [1, 2, 3, 4], "event": [1, 1, 1, 0], "group": ["a", "b", "a", "b"]}


@pytest.mark.parametrize("name", CASES)
def test_a_log_rank_test_is_that_of_r(name):
    case = CASES[name]
    found = log_rank(**case["data"], rho=case["rho"])

    for column in ("subjects", "observed", "expected", "variance"):
        assert_equal(getattr(found, column), case[column])
    assert_equal(found.result.statistic, case["statistic"])
    assert_equal(found.result.p_value, case["p_value"])


@pytest.mark.parametrize("name", CASES)
def test_a_trend_is_the_named_formula_of_the_parts_of_r(name):
    case = CASES[name]
    found = log_rank(**case["data"], rho=case["rho"])
    trend = found.trend(dict(zip(found.groups, case["scores"], strict=True)))

    assert_equal([trend.statistic, trend.p_value], case["trend"])
    assert trend.degrees_of_freedom == 1


@pytest.mark.parametrize("name", GOLDEN["late_entry"])
def test_with_late_entry_it_is_the_score_test_of_the_exact_cox_model_of_r(name):
    case = GOLDEN["late_entry"][name]

    assert_equal(log_rank(**case["data"]).result.statistic, case["statistic"], tolerance=1e-10)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({}, "log-rank"),
        ({"rho": 1}, "Fleming-Harrington (rho = 1)"),
        ({"strata": [1, 1, 1, 1]}, "log-rank"),
        ({"strata": [1, 1, 2, 2]}, "log-rank, stratified"),
    ],
)
def test_a_result_names_its_test(arguments, name):
    found = log_rank(**SMALL, **arguments)

    assert found.result.test == name
    assert found.trend().test == f"{name}, trend"


def test_a_trend_by_default_scores_the_groups_in_their_order():
    found = log_rank(**CASES["lung_by_performance_status"]["data"])

    assert found.trend() == found.trend({"0": 1, "1": 2, "2": 3, "3": 4})


@pytest.mark.parametrize("scores", [{"a": 1}, {"a": 1, "b": 2, "c": 3}])
def test_a_trend_needs_a_score_for_each_group(scores):
    with pytest.raises(InvalidInputError, match="one score for each group"):
        log_rank(**SMALL).trend(scores)


def test_a_trend_over_equal_scores_is_refused():
    with pytest.raises(NotEstimableError, match="scores differ"):
        log_rank(**SMALL).trend({"a": 1, "b": 1})


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"group": ["a"] * 4}, InvalidInputError, "only one group"),
        ({"event": [0] * 4}, NotEstimableError, "cannot be compared"),
        ({"rho": -1}, InvalidInputError, "rho"),
        ({"strata": [1, 1, 2, None]}, InvalidInputError, "'strata' has labels"),
        (
            {"time": [1, 2, 5, 6], "entry": [0, 0, 4, 4], "group": ["a", "a", "b", "b"]},
            NotEstimableError,
            "at risk with another",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(changed, error, message):
    with pytest.raises(error, match=message):
        log_rank(**(SMALL | changed))


def by_the_textbook(time, event, group):
    """Observed, expected and variance of the first of two groups, one event time at a time."""
    observed = expected = variance = 0.0
    for t in np.unique(time[event]):
        n, first = (time >= t).sum(), ((time >= t) & (group == "a")).sum()
        d = (event & (time == t)).sum()
        observed += (event & (time == t) & (group == "a")).sum()
        expected += d * first / n
        variance += 0 if n == 1 else d * first * (n - first) * (n - d) / n**2 / (n - 1)
    return observed, expected, variance


rows = st.tuples(st.integers(0, 8), st.booleans(), st.sampled_from("ab"))


@given(st.lists(rows, min_size=4, max_size=30))
def test_two_groups_are_compared_as_the_textbook_does(cohort):
    time, event, group = map(np.array, zip(*cohort, strict=True))
    observed, expected, variance = by_the_textbook(time, event, group)
    assume(len(set(group)) == 2)
    assume(variance > 0)

    found = log_rank(time, event, group)
    assert_equal([found.observed[0], found.expected[0]], [observed, expected])
    assert_equal(found.variance[0, 0], variance)
    assert_equal(found.result.statistic, (observed - expected) ** 2 / variance, tolerance=1e-9)


@given(st.lists(rows, min_size=4, max_size=30), st.randoms())
def test_neither_the_order_of_rows_nor_the_names_of_groups_matter(cohort, random):
    time, event, group = map(np.array, zip(*cohort, strict=True))
    try:
        found = log_rank(time, event, group)
    except AnalysisError:
        assume(False)
    order = random.sample(range(len(cohort)), len(cohort))
    renamed = np.where(group == "a", "z", group)

    again = log_rank(time[order], event[order], renamed[order])
    assert_equal(again.observed[::-1], found.observed)
    assert_equal(again.result.statistic, found.result.statistic, tolerance=1e-9)


@given(st.lists(rows, min_size=1, max_size=30))
def test_observed_and_expected_events_sum_to_the_same(cohort):
    time, event, group = map(np.array, zip(*cohort, strict=True))
    try:
        found = log_rank(time, event, group)
    except AnalysisError:
        assume(False)

    assert_equal(found.observed.sum(), event.sum())
    assert_equal(found.expected.sum(), event.sum(), tolerance=1e-10)
