"""What a printed hazard ratio and its interval say of its standard error and its P value."""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import pytest
from scipy.special import ndtr

from analyses.survival.regression.hazard_ratios import hazard_ratios
from tests.analyses.golden import assert_equal
from tests.printed.printed import GOLDEN, printed_as, table, within

RATIOS = {row["where"]: row for row in table("hazard_ratios")}
Z = 1.959963984540054
PROGRESSIONS = 38
NUMBERS = {"table2.steroid_dur", "table2.steroid_dose"}
"""Covariates of Table 2 that are numbers, not groups."""

IMPOSSIBLE = {"table2.lymphodepletion"}
NOT_WALD = {"table2.male": ".4", "table2.disease_status": ".03", "table3.uni.time_to_relapse": ""}
"""Rows whose P is not Wald's, and the P that Wald's test would print where only one is possible."""

ONE_DECIMAL = {"table3.uni.age", "table3.uni.male", "table3.uni.ph", "table3.uni.prior_hsct",
               "table3.uni.prior_io", "table3.uni.em", "table3.uni.cd19"}  # fmt: skip
"""Rows of Table 3 whose P ends in a zero that stands for no digit: .20 is .2."""


@dataclass
class One:
    """A model of one covariate."""

    coefficients: np.ndarray
    inference_covariance: np.ndarray
    columns: tuple = ("covariate",)


def possible(row):
    """Standard errors and Wald P values of ratios and errors that print the row."""
    ratio, error = np.meshgrid(within(row["ratio"], 301), np.geomspace(0.004, 1.0, 6001))
    low, high = ratio * np.exp(-Z * error), ratio * np.exp(Z * error)
    fits = printed_as(low, row["lower"]) & printed_as(high, row["upper"])
    ratio, error = ratio[fits], error[fits]
    return error, 2 * ndtr(-np.abs(np.log(ratio)) / error)


def printed_p(where):
    said = RATIOS[where]["p"]
    return said.removesuffix("0") if where in ONE_DECIMAL else said


@pytest.mark.parametrize("where", RATIOS)
def test_walds_p_value_of_a_printed_ratio_is_that_of_r(where):
    ratio, lower, upper = (float(RATIOS[where][name]) for name in ("ratio", "lower", "upper"))
    error = (log(upper) - log(lower)) / (2 * Z)
    (found,) = hazard_ratios(One(np.array([log(ratio)]), np.array([[error**2]])))

    assert_equal([found.standard_error, found.p_value], GOLDEN["hazard_ratios"][where])


@pytest.mark.parametrize("where", RATIOS)
def test_every_printed_interval_lies_around_its_ratio_on_the_log_scale(where):
    assert possible(RATIOS[where])[0].size


@pytest.mark.parametrize("where", sorted(RATIOS.keys() - NOT_WALD))
def test_a_printed_p_value_is_one_that_walds_test_can_give(where):
    p_values = possible(RATIOS[where])[1]

    assert printed_as(p_values, printed_p(where)).any()


@pytest.mark.parametrize("where", NOT_WALD)
def test_three_printed_p_values_are_not_those_of_walds_test(where):
    p_values = possible(RATIOS[where])[1]

    assert not printed_as(p_values, RATIOS[where]["p"]).any()
    assert not NOT_WALD[where] or printed_as(p_values, NOT_WALD[where]).all()


def test_the_disease_before_infusion_as_the_text_rounds_it_allows_the_printed_p_value():
    assert printed_as(possible(RATIOS["text.hr_burden"])[1], ".02").any()


@pytest.mark.parametrize(
    "where",
    [
        ratio
        for ratio in RATIOS
        if ratio.startswith("table2.") and ratio not in NUMBERS | IMPOSSIBLE
    ],
)
def test_a_group_of_table_2_can_be_one_of_patients_with_thirty_eight_events(where):
    """No two groups are compared more exactly than halves of the events: 1 / sqrt(D / 4)."""
    assert possible(RATIOS[where])[0].max() >= 2 / sqrt(PROGRESSIONS)


def test_lymphodepletion_is_compared_more_exactly_than_thirty_eight_events_allow():
    errors = possible(RATIOS["table2.lymphodepletion"])[0]

    assert errors.max() < 2 / sqrt(PROGRESSIONS)
