import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyses.errors import AnalysisError, InvalidInputError, NotEstimableError
from analyses.survival.competing_risks.gray import gray_test
from analyses.survival.regression.model_errors import NoEventsError
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("gray")


def mgus2():
    data = columns("mgus2")
    data["age_group"] = np.digitize(data["age"], [60, 70, 80], right=True)
    return data


@pytest.mark.parametrize(
    ("case", "group", "options"),
    [
        ("mgus2_by_sex", "sex", {}),
        ("mgus2_by_age", "age_group", {}),
        ("mgus2_by_sex_weighted", "sex", {"rho": 1}),
        ("mgus2_by_sex_within_age", "sex", {"strata": "age_group"}),
        ("mgus2_by_age_within_sex", "age_group", {"strata": "sex", "rho": 0.5}),
    ],
)
def test_the_test_of_each_cause_is_that_of_cuminc(case, group, options):
    data = mgus2()
    if "strata" in options:
        options = options | {"strata": data[options["strata"]]}
    tests = gray_test(data["months"], data["cause"], data[group], **options)

    for cause, expected in GOLDEN[case].items():
        found = tests[int(cause)]
        assert_equal(found.statistic, expected["statistic"])
        assert_equal(found.p_value, expected["p_value"])
        assert found.degrees_of_freedom == expected["degrees_of_freedom"]


def test_ties_between_causes_and_a_group_that_leaves_early_are_those_of_cuminc():
    expected = GOLDEN["small"]
    data = expected["data"]

    for cause, found in gray_test(data["time"], data["cause"], data["group"]).items():
        assert_equal(found.statistic, expected[str(cause)]["statistic"])


def test_the_name_of_the_test_says_when_it_is_stratified():
    data = GOLDEN["small"]["data"]
    plain = gray_test(data["time"], data["cause"], data["group"])
    within = gray_test(data["time"], data["cause"], data["group"], strata=data["stratum"])

    assert (plain[1].test, within[1].test) == ("Gray", "Gray, stratified")


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"group": ["a"] * 4}, InvalidInputError, "only one group"),
        ({"cause": [0] * 4}, NoEventsError, "censored"),
        ({"rho": -1}, InvalidInputError, "rho"),
        ({"time": [1, 2, 3, -4]}, InvalidInputError, "negative"),
        ({"group": ["a", "b"]}, InvalidInputError, "'group'"),
        ({"strata": ["a", "b", "a", "b"]}, NotEstimableError, "at risk together"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused(wrong, error, message):
    data = {"time": [1, 2, 3, 4], "cause": [1, 2, 1, 0], "group": ["a", "b", "a", "b"]}

    with pytest.raises(error, match=message):
        gray_test(**(data | wrong))


rows = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 2), st.integers(0, 2)), min_size=4, max_size=40
).map(lambda drawn: np.array(drawn).T)  # fmt: skip


def statistics(time, cause, group):
    try:
        tests = gray_test(time, cause, group)
    except AnalysisError:
        assume(False)
    return [tests[label].statistic for label in sorted(tests)]


@given(rows, st.permutations([0, 1, 2]), st.randoms(use_true_random=False))
def test_the_order_of_rows_the_labels_of_groups_and_the_unit_of_time_do_not_matter(
    drawn, labels, random
):
    time, cause, group = drawn
    order = random.sample(range(time.size), time.size)
    plain = statistics(time, cause, group)
    other = statistics(time[order] * 0.25, cause[order], np.array(labels)[group[order]])

    assert_equal(other, plain, 1e-6)


@given(rows)
def test_a_group_compared_with_its_own_copy_shows_no_difference(drawn):
    time, cause, _ = drawn
    twice = statistics(np.tile(time, 2), np.tile(cause, 2), np.repeat([0, 1], time.size))

    assert_equal(twice, np.zeros(len(twice)), 1e-9)
