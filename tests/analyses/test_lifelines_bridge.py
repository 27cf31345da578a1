import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.interchange.lifelines_fitters import from_lifelines, to_lifelines
from analyses.survival.kaplan_meier import kaplan_meier
from tests.analyses.golden import assert_equal, golden

CASES = golden("kaplan_meier")
LUNG = {name: np.array(CASES["lung_by_sex"]["data"][name]) for name in ("time", "event")}
HEART = {name: np.array(x) for name, x in CASES["heart_by_transplant"]["data"].items()}
del HEART["group"]


def assert_same(found, expected):
    for column in ("time", "at_risk", "events", "censored", "survival", "lower", "upper"):
        assert_equal(getattr(found, column), getattr(expected, column))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=30))
def test_lifelines_estimates_the_same_curve(rows):
    time, event = map(np.array, zip(*rows, strict=True))
    curve = kaplan_meier(time, event, interval="log-log")
    theirs = KaplanMeierFitter().fit(time, event)

    at = theirs.survival_function_["KM_estimate"].loc[curve.time]
    assert_equal(curve.survival, at)
    known = ~np.isnan(curve.lower)
    limits = theirs.confidence_interval_.loc[curve.time].to_numpy()[known]
    assert_equal(np.column_stack((curve.lower, curve.upper))[known], limits, tolerance=1e-10)


@pytest.mark.parametrize("interval", ["log", "log-log", "plain", "logit"])
def test_a_fitter_carries_the_limits_of_the_curve(interval):
    curve = kaplan_meier(**LUNG, interval=interval, level=0.9)
    fitter = to_lifelines(curve, label="lung")

    limits = fitter.confidence_interval_.loc[curve.time]
    assert list(limits.columns) == ["lung_lower_0.9", "lung_upper_0.9"]
    assert_equal(limits["lung_lower_0.9"], curve.lower)
    assert_equal(limits["lung_upper_0.9"], curve.upper)
    mirrored = fitter.confidence_interval_cumulative_density_.loc[curve.time]
    assert_equal(mirrored.to_numpy(), 1 - np.column_stack((curve.upper, curve.lower)))


def test_a_fitter_made_of_a_curve_is_the_one_lifelines_fits_to_the_rows():
    ours, theirs = to_lifelines(kaplan_meier(**LUNG)), KaplanMeierFitter().fit(*LUNG.values())

    assert ours.median_survival_time_ == theirs.median_survival_time_ == 310
    assert (ours.event_table == theirs.event_table).all(axis=None)
    assert_equal(ours.survival_function_.to_numpy(), theirs.survival_function_.to_numpy())


@pytest.mark.parametrize("data", [LUNG, HEART], ids=["lung", "heart, late entry"])
def test_there_and_back_again_is_the_same_curve(data):
    curve = kaplan_meier(**data, interval="logit", level=0.8)

    assert_same(from_lifelines(to_lifelines(curve), interval="logit", level=0.8), curve)


def test_the_curve_of_a_fitter_is_that_of_its_rows():
    fitter = KaplanMeierFitter().fit(*LUNG.values())

    assert_same(from_lifelines(fitter), kaplan_meier(**LUNG, interval="log-log"))


def test_counted_rows_convert_as_if_written_out():
    fitter = KaplanMeierFitter().fit([1, 2, 3], [1, 0, 1], weights=[2, 1, 3])

    assert_same(
        from_lifelines(fitter, interval="log"), kaplan_meier([1, 1, 2, 3, 3, 3], [1, 1, 0, 1, 1, 1])
    )


def test_a_fitter_without_right_censored_rows_is_refused():
    left_censored = KaplanMeierFitter().fit_left_censoring([1, 2, 3], [1, 0, 1])

    for fitter in (KaplanMeierFitter(), left_censored):
        with pytest.raises(InvalidInputError, match=r"call its fit\(\)"):
            from_lifelines(fitter)


@pytest.mark.filterwarnings("ignore:It looks like your weights are not integers")
def test_fractional_weights_are_refused():
    fitter = KaplanMeierFitter().fit([1, 2], [1, 0], weights=[0.5, 1])

    with pytest.raises(InvalidInputError, match="fractional weights"):
        from_lifelines(fitter)


def test_a_curve_that_lifelines_cannot_hold_is_refused():
    curve = kaplan_meier([2, 6, 7, 8], [1, 1, 1, 0], entry=[0, 4, 4, 4])

    with pytest.raises(NotEstimableError, match="nobody is left at risk"):
        to_lifelines(curve)
