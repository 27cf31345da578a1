"""Which convention a printed interval follows: the others cannot print it."""

import numpy as np
import pytest

from analyses.survival.competing_risks.incidence import cumulative_incidence
from analyses.survival.intervals import probability_limits
from analyses.survival.kaplan_meier import kaplan_meier
from tests.analyses.golden import assert_equal
from tests.printed.printed import GOLDEN, printed_as, within

TRANSFORMS = ("plain", "log", "log-log", "logit")
PRINTED = {
    "event-free survival at 36 months": ("16.1", "8.8", "29"),
    "survival at 36 months": ("26.6", "17", "42"),
    "survival 12 months after progression": ("35", "23", "56"),
}
INCIDENCE = ("67.9", "53.6", "78.6")


def estimates_printed(estimate, lower, upper, transform):
    """Estimates, in percent, that print these three with some standard error."""
    p, error = np.meshgrid(within(estimate, 201) / 100, np.linspace(0.005, 0.25, 4001))
    low, high = probability_limits(p, error, interval=transform)
    fits = printed_as(100 * low, lower) & printed_as(100 * high, upper)
    return 100 * p[fits]


def limits(point):
    return [point.estimate, point.lower, point.upper]


@pytest.mark.parametrize("what", PRINTED)
def test_a_printed_survival_probability_has_limits_on_the_log_scale_and_no_other(what):
    fitting = [name for name in TRANSFORMS if estimates_printed(*PRINTED[what], name).size]

    assert fitting == ["log"]


def test_the_limits_of_survival_after_progression_tell_its_estimate_more_closely():
    found = estimates_printed(*PRINTED["survival 12 months after progression"], "log")

    assert 35.2 < found.min() < found.max() <= 35.5


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_nine_of_fifty_six_without_censoring_have_the_limits_that_r_gives(transform):
    event = np.repeat((True, False), (47, 9))
    (point,) = kaplan_meier(np.arange(1, 57), event, interval=transform).at([47])

    assert_equal(limits(point), GOLDEN["event_free"][transform])


def test_nine_of_fifty_six_without_censoring_print_event_free_survival_on_the_log_scale_alone():
    estimate, lower, upper = PRINTED["event-free survival at 36 months"]
    fitting = [
        transform
        for transform, (p, low, high) in GOLDEN["event_free"].items()
        if printed_as(100 * p, estimate) and printed_as([100 * low], lower) and
        printed_as([100 * high], upper)
    ]  # fmt: skip

    assert fitting == ["log"]


def plateau(case, variance, interval):
    """The last estimate of the incidence of progression."""
    curve = cumulative_incidence(
        case["time"], case["cause"], censored=0, variance=variance, interval=interval
    )[1]
    return limits(curve.at([56])[0])


def prints(found):
    return all(printed_as(100 * one, text) for one, text in zip(found, INCIDENCE, strict=True))


@pytest.mark.parametrize("deaths", GOLDEN["incidence"])
def test_thirty_eight_of_fifty_six_print_the_incidence_on_the_log_log_scale_with_grays_variance(
    deaths,
):
    case = GOLDEN["incidence"][deaths]
    found = plateau(case, "aalen", "log-log")

    assert_equal(found, case["aalen"])
    assert prints(found)


@pytest.mark.parametrize("interval", ["plain", "log", "complementary log-log"])
@pytest.mark.parametrize("deaths", GOLDEN["incidence"])
def test_no_interval_of_a_multi_state_survfit_prints_the_incidence(deaths, interval):
    case = GOLDEN["incidence"][deaths]

    assert not prints(plateau(case, "delta", interval))


@pytest.mark.parametrize("interval", ["plain", "log", "logit", "complementary log-log"])
@pytest.mark.parametrize("deaths", GOLDEN["incidence"])
def test_no_other_scale_prints_the_incidence_with_grays_variance(deaths, interval):
    assert not prints(plateau(GOLDEN["incidence"][deaths], "aalen", interval))
