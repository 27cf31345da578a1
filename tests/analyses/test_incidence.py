import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.errors import InvalidInputError
from analyses.survival.competing_risks.incidence import cumulative_incidence
from analyses.survival.kaplan_meier import kaplan_meier
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("incidence")
SMALL = GOLDEN["small"]
SCALES = ["log", "log-log", "plain", "logit"]


def mgus2(sex):
    data = columns("mgus2")
    rows = data["sex"] == sex
    return {"time": data["months"][rows], "cause": data["cause"][rows]}


CASES = [
    *((name, case["data"], case) for name, case in SMALL.items()),
    *((f"mgus2 {sex}", mgus2(sex), case) for sex, case in GOLDEN["mgus2"].items()),
]
each_case = pytest.mark.parametrize(
    ("data", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)


def read(curve, column, times):
    """A column of a curve at the given times, which start at its first."""
    return getattr(curve, column)[np.searchsorted(curve.time, times, side="right") - 1]


@each_case
def test_the_incidence_its_aalen_variance_and_log_log_limits_are_those_of_cuminc(data, expected):
    curves = cumulative_incidence(**data)

    for cause, values in expected["aalen"].items():
        curve = curves[int(cause)]
        for column, value in values.items():
            assert_equal(read(curve, column, expected["times"]), value)


@each_case
@pytest.mark.parametrize("interval", SCALES)
def test_the_delta_variance_and_its_limits_are_those_of_survfit(data, expected, interval):
    curves = cumulative_incidence(**data, variance="delta", interval=interval)

    for cause, values in expected["delta"].items():
        curve, times = curves[int(cause)], expected["times"]
        # Plain standard errors near 0 are square roots of rounding, here and in R.
        assert_equal(read(curve, "standard_error", times), values["standard_error"], 1e-9)
        settled = read(curve, "standard_error", times) > 1e-7
        for side, limit in values["limits"][interval].items():
            assert_equal(read(curve, side, times)[settled], np.array(limit, float)[settled])


@each_case
def test_quantiles_are_the_first_times_at_which_the_curves_of_cuminc_reach_them(data, expected):
    curves, of = cumulative_incidence(**data), expected["quantiles"]

    for cause, values in of["aalen"].items():
        assert_quantiles(curves[int(cause)], of["probs"], values)


@each_case
@pytest.mark.parametrize("interval", SCALES)
def test_quantiles_are_the_first_times_at_which_the_curves_of_survfit_reach_them(
    data, expected, interval
):
    curves = cumulative_incidence(**data, variance="delta", interval=interval)
    of = expected["quantiles"]

    for cause, values in of["delta"].items():
        assert_quantiles(curves[int(cause)], of["probs"], values[interval])


def assert_quantiles(curve, probabilities, expected):
    found = [curve.quantile(p) for p in probabilities]
    assert_equal([item.estimate for item in found], expected["quantile"])
    assert_equal([item.lower for item in found], expected["lower"])
    assert_equal([item.upper for item in found], expected["upper"])


@pytest.mark.parametrize("p", [0, -0.1, 1.5, np.nan])
def test_a_quantile_that_is_no_fraction_is_refused(p):
    with pytest.raises(InvalidInputError, match="fraction"):
        cumulative_incidence([1, 2], [1, 0])[1].quantile(p)


def test_causes_may_be_named_also_those_that_nobody_had():
    curves = cumulative_incidence([1, 2], ["b", "b"], censored="", causes=["c", "b"])

    assert list(curves) == ["c", "b"]
    assert_equal(curves["c"].incidence, [0, 0])
    assert curves["c"].median().estimate is None
    with pytest.raises(InvalidInputError, match="not among 'causes'"):
        cumulative_incidence([1, 2], ["b", "a"], censored="", causes=["b"])


def test_the_complementary_log_log_limits_are_those_of_the_event_free_share():
    data = SMALL["one_cause"]["data"]
    survival = kaplan_meier(data["time"], data["cause"], interval="log-log")
    curve = cumulative_incidence(**data, variance="delta", interval="complementary log-log")[1]

    inside = (survival.survival > 0) & (survival.survival < 1)
    assert_equal(curve.upper[inside], 1 - survival.lower[inside])
    assert_equal(curve.lower[inside], 1 - survival.upper[inside])


def test_a_curve_read_at_given_times_is_a_step_function_with_the_number_at_risk():
    curve = cumulative_incidence([2, 3, 3, 5], ["relapse", "death", "", "relapse"], censored="")
    points = curve["relapse"].at([0, 2, 4, 9])

    assert [p.estimate for p in points] == [0, 0.25, 0.25, 0.75]
    assert [p.at_risk for p in points] == [4, 4, 1, 0]
    assert points[0].lower is None
    assert 0 < points[1].lower < 0.25 < points[1].upper < 1


def test_beyond_the_last_follow_up_an_incidence_is_estimated_only_if_nobody_is_left():
    (beyond,) = cumulative_incidence([2, 3, 5], [1, 2, 0])[1].at([9])
    (settled,) = cumulative_incidence([2, 3, 5], [1, 2, 2])[1].at([9])

    assert (beyond.estimate, beyond.refused) == (None, "follow-up ends at 5")
    assert settled.estimate == pytest.approx(1 / 3)


def test_groups_are_estimated_each_on_its_own_rows():
    data = columns("mgus2")
    together = cumulative_incidence(data["months"], data["cause"], group=data["sex"])

    assert list(together) == ["F", "M"]
    alone = cumulative_incidence(**mgus2("F"))
    assert_equal(together["F"][1].incidence, alone[1].incidence, 0)


def test_a_cause_nobody_in_a_group_had_has_a_flat_curve():
    curves = cumulative_incidence([1, 2, 3], [1, 2, 1], group=["a", "b", "b"])

    assert list(curves["a"]) == [1, 2]
    assert_equal(curves["a"][2].incidence, [0])


@pytest.mark.parametrize("patients", range(2, 40))
def test_an_incidence_of_one_has_no_log_log_limits_though_its_steps_sum_to_a_little_less(patients):
    curve = cumulative_incidence(range(1, patients + 1), [1] * patients)[1]

    assert np.isnan(curve.lower[-1])
    assert np.isnan(curve.upper[-1])


def test_labels_give_the_curves_that_numbers_do():
    data = mgus2("M")
    named = np.array(["censored", "malignancy", "death"])[data["cause"]]
    by_name = cumulative_incidence(data["time"], named, censored="censored")
    by_number = cumulative_incidence(**data)

    assert_equal(by_name["malignancy"].upper, by_number[1].upper, 0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"time": [1, -2]}, "negative in 1 of 2"),
        ({"time": [1, np.nan]}, "missing"),
        ({"cause": [1, None]}, "missing"),
        ({"cause": [1]}, "shape"),
        ({"cause": [[1, 1]]}, "one column"),
        ({"group": ["a"]}, "'group'"),
        ({"variance": "greenwood"}, "'aalen' or 'delta'"),
        ({"interval": "arcsin"}, "interval"),
        ({"level": 95}, "level"),
    ],
)
def test_columns_that_cannot_be_competing_risks_are_refused(wrong, message):
    with pytest.raises(InvalidInputError, match=message):
        cumulative_incidence(**({"time": [1, 2], "cause": [1, 0]} | wrong))


def test_a_curve_is_not_read_at_a_missing_time():
    curve = cumulative_incidence([1, 2], [1, 0])[1]

    with pytest.raises(InvalidInputError, match="0 or later"):
        curve.at([np.nan])


subjects = st.lists(
    st.tuples(st.integers(1, 8), st.integers(0, 2)), min_size=1, max_size=25
).map(lambda rows: tuple(np.array(rows).T))  # fmt: skip


def naive(time, cause, weight, of):
    """The textbook estimate, one time at a time, for any (even complex) weights."""
    event_free, incidence, path = 1.0, 0.0, {}
    for t in sorted(set(time.tolist())):
        here, at_risk = time == t, weight[time >= t].sum()
        incidence = incidence + event_free * weight[here & (cause == of)].sum() / at_risk
        event_free = event_free * (1 - weight[here & (cause > 0)].sum() / at_risk)
        path[t] = incidence
    return np.array(list(path.values()))


@given(subjects)
def test_the_incidence_is_that_of_the_textbook(rows):
    time, cause = rows
    curves = cumulative_incidence(time, cause)

    for label, curve in curves.items():
        assert_equal(curve.incidence, naive(time, cause, np.ones(time.size), label))


@given(subjects)
def test_the_delta_variance_sums_the_squared_influence_of_each_subject(rows):
    time, cause = rows
    step = 1e-20j  # the derivative of an analytic function is the imaginary part of one step

    for label, curve in cumulative_incidence(time, cause, variance="delta").items():
        influence = [
            naive(time, cause, 1 + step * np.eye(time.size)[i], label).imag / 1e-20
            for i in range(time.size)
        ]
        assert_equal(curve.standard_error**2, np.square(influence).sum(axis=0), 1e-10)


@given(subjects)
def test_the_causes_and_the_event_free_share_sum_to_one(rows):
    time, cause = rows
    total = sum(curve.incidence for curve in cumulative_incidence(time, cause).values())

    assert_equal(total + kaplan_meier(time, cause > 0).survival, np.ones(np.unique(time).size))


@given(subjects)
def test_with_one_cause_the_incidence_is_one_minus_kaplan_meier_and_so_is_its_error(rows):
    time, cause = rows[0], (rows[1] > 0).astype(int)
    survival = kaplan_meier(time, cause, interval="plain")

    for curve in cumulative_incidence(time, cause, variance="delta").values():
        alive = survival.survival > 0
        assert_equal(curve.incidence, 1 - survival.survival)
        assert_equal(curve.standard_error[alive] ** 2, survival.standard_error[alive] ** 2)


@given(subjects, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_unit_of_time_changes_a_curve(rows, random):
    time, cause = rows
    order = random.sample(range(time.size), time.size)
    plain = cumulative_incidence(time, cause)
    other = cumulative_incidence(time[order] * 0.25, cause[order])

    for label, curve in plain.items():
        assert_equal(other[label].time, curve.time * 0.25)
        assert_equal(other[label].standard_error, curve.standard_error)
        assert_equal(other[label].upper, curve.upper)
