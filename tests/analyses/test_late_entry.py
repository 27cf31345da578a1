"""Patients who come under observation after the origin, at risk over (entry, time]."""

import numpy as np
import pytest

from analyses.errors import InvalidInputError
from analyses.survival.competing_risks.incidence import cumulative_incidence
from analyses.survival.cox.regression import cox_regression
from analyses.survival.follow_up import potential_follow_up
from analyses.survival.kaplan_meier import kaplan_meier
from tests.analyses.golden import assert_equal, golden, numbers

CASES = golden("late_entry")
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def columns(case):
    return {name: np.array(values) for name, values in case["data"].items()}


@each_case
@pytest.mark.parametrize("interval", ["log", "log-log", "plain", "logit"])
def test_the_incidence_of_those_who_enter_late_is_that_of_survfit(case, interval):
    data, expected = columns(case), case["incidence"]
    curves = cumulative_incidence(
        data["time"], data["cause"], entry=data["entry"], variance="delta", interval=interval
    )

    for cause, values in expected["causes"].items():
        curve = curves[int(cause)]
        place = np.searchsorted(curve.time, expected["times"], side="right") - 1
        assert_equal(curve.incidence[place], values["incidence"])
        error = curve.standard_error[place]
        assert_equal(error, values["standard_error"], 1e-9)
        settled = (error > 1e-7) & (curve.incidence[place] < 1 - 1e-9)
        for side, limit in values["limits"][interval].items():
            assert_equal(getattr(curve, side)[place][settled], numbers(limit)[settled], 1e-9)
        quantiles = [curve.quantile(p).estimate for p in expected["probs"]]
        assert_equal(quantiles, values["quantile"])


@each_case
def test_survival_and_follow_up_of_those_who_enter_late_are_those_of_survfit(case):
    data, expected = columns(case), case["survival"]
    rows = data["time"], data["cause"] > 0
    curve = kaplan_meier(*rows, entry=data["entry"])
    points, median = curve.at(expected["times"]), curve.median()
    follow_up = potential_follow_up(*rows, entry=data["entry"]).median

    assert_equal([point.estimate for point in points], expected["estimate"])
    assert_equal([point.lower for point in points], expected["lower"])
    assert_equal([median.estimate, median.lower, median.upper], expected["median"])
    assert_equal([follow_up.estimate, follow_up.lower, follow_up.upper], expected["follow_up"])


@each_case
def test_the_hazard_ratio_of_those_who_enter_late_is_that_of_coxph(case):
    data, expected = columns(case), case["compared"]
    groups = {"group": data["group"]}
    model = cox_regression(data["time"], data["cause"] == 1, groups, entry=data["entry"])

    assert_equal(model.coefficients, [expected["coefficient"]], 1e-8)
    assert_equal(np.sqrt(np.diag(model.covariance)), [expected["standard_error"]], 1e-8)


def test_the_variance_of_cuminc_knows_no_late_entry_and_is_refused():
    with pytest.raises(InvalidInputError, match="choose 'delta'"):
        cumulative_incidence([2, 3], [1, 2], entry=[0, 1])


def test_entry_at_the_origin_by_all_changes_nothing():
    data = columns(CASES["small"])
    late = cumulative_incidence(
        data["time"], data["cause"], entry=np.zeros(len(data["time"])), variance="delta"
    )
    plain = cumulative_incidence(data["time"], data["cause"], variance="delta")

    for cause, curve in plain.items():
        assert_equal(late[cause].standard_error, curve.standard_error)
