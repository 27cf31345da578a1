import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analyses.errors import AnalysisError, InvalidInputError
from analyses.survival.cox.regression import cox_regression
from analyses.survival.regression.fine_gray import fine_gray_regression
from analyses.survival.regression.hazard_ratios import hazard_ratios, wald_test
from analyses.survival.regression.model_errors import (
    CollinearCovariatesError,
    ConstantCovariateError,
    MonotoneLikelihoodError,
    NoEventsError,
)
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("fine_gray")
SMALL = GOLDEN["small"]["data"]


def mgus2(of):
    data = columns("mgus2")
    covariates = {name: data[name] for name in ("age", "sex", "hgb", "mspike")}
    return fine_gray_regression(data["months"], data["cause"], covariates, of_interest=of)


def small(of):
    covariates = {"x": SMALL["x"], "z": SMALL["z"]}
    return fine_gray_regression(SMALL["time"], SMALL["cause"], covariates, of_interest=of)


MODELS = {
    "malignancy": (lambda: mgus2(1), {"age": 70, "sex: M": 1, "hgb": 13, "mspike": 1}),
    "death": (lambda: mgus2(2), {"age": 70, "sex: M": 1, "hgb": 13, "mspike": 1}),
    "small": (lambda: small(1), {"x": 1, "z": 1}),
    "small_other": (lambda: small(2), {"x": 1, "z": 1}),
}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_and_its_robust_covariance_are_those_of_crr(name):
    (fit, at), r = MODELS[name], GOLDEN[name]
    model = fit()

    assert_equal(model.coefficients, r["coefficients"], 1e-9)
    assert_equal(model.covariance, r["covariance"], 1e-9)
    assert_equal(model.log_likelihood, r["log_likelihood"], 1e-11)
    assert_equal(model.null_log_likelihood, r["null_log_likelihood"])
    assert (model.rows_used, model.dropped) == (r["rows_used"], r["dropped"])
    assert_equal(model.time[r["some"]], r["time"], 0)
    assert_equal(model.incidence(at)[r["some"]], r["incidence"], 1e-9)


def test_its_hazard_ratios_rest_on_the_robust_covariance():
    model = mgus2(1)
    mspike = hazard_ratios(model)[3]

    assert mspike.column == "mspike"
    assert mspike.standard_error == pytest.approx(np.sqrt(model.covariance[3, 3]))
    assert wald_test(model, "mspike").p_value == pytest.approx(mspike.p_value)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"of_interest": 3}, NoEventsError, "causes seen are 1, 2"),
        ({"cause": [0] * 6}, NoEventsError, "none"),
        ({"covariates": {"x": [None, 1, None, 1, None, 2]}}, NoEventsError, "complete row"),
        ({"covariates": {"x": [1] * 6}}, ConstantCovariateError, "'x' has one value"),
        ({"covariates": {"x": [1, 0, 1, 1, 0, 0], "y": [0, 1, 0, 0, 1, 1]}},
         CollinearCovariatesError, "'x', 'y'"),
        ({"covariates": {"x": [1, 0, 1, 0, 1, 0]}}, MonotoneLikelihoodError, "'x' grows"),
        ({"time": [1, 2, 3, 4, 5, -6]}, InvalidInputError, "negative"),
    ],
)  # fmt: skip
def test_what_determines_no_model_is_refused_by_name(wrong, error, message):
    fine = {
        "time": [1, 2, 3, 4, 5, 6],
        "cause": [1, 2, 1, 2, 1, 0],
        "covariates": {"x": [1, 0, 2, 1, 0, 1]},
        "of_interest": 1,
    }
    with pytest.raises(error, match=message):
        fine_gray_regression(**(fine | wrong))


def test_a_prediction_at_an_unknown_column_is_refused():
    with pytest.raises(InvalidInputError, match="no column 'sex'"):
        mgus2(1).incidence({"sex": 1})


def simulated(seed, rows=60):
    random = np.random.default_rng(seed)
    x = random.normal(size=rows)
    time = np.ceil(random.exponential(8 * np.exp(-0.4 * x)))
    return time, random.integers(0, 3, rows), x


def expanded(time, cause, x):
    """Give those with another event a row per later event time, weighted by G(t-) / G(T-)."""
    events = np.unique(time[cause == 1])

    def uncensored(t):
        return np.prod(
            [1 - (cause[time == u] == 0).sum() / (time >= u).sum() for u in set(time[time < t])]
        )

    rows = [(0, t, c == 1, v, 1.0) for t, c, v in zip(time, cause, x, strict=True)]
    for own, v in zip(time[cause == 2], x[cause == 2], strict=True):
        for start, stop in zip([own, *events[events > own]], events[events > own], strict=False):
            weight = uncensored(stop) / uncensored(own)
            if weight > 0:
                rows.append((start, stop, False, v, weight))
    return [np.array(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("seed", range(5))
def test_it_is_a_cox_model_of_rows_that_stay_at_risk_with_falling_weight(seed):
    time, cause, x = simulated(seed)
    start, stop, event, value, weight = expanded(time, cause, x)
    by_rows = cox_regression(stop, event, {"x": value}, entry=start, weights=weight, ties="breslow")
    model = fine_gray_regression(time, cause, {"x": x}, of_interest=1)

    assert_equal(model.coefficients, by_rows.coefficients, 1e-9)
    assert_equal(model.log_likelihood, by_rows.log_likelihood, 1e-10)


def test_without_other_causes_it_is_the_cox_model_with_breslow_ties():
    time, cause, x = simulated(1)
    event = cause == 1
    cox = cox_regression(time, event, {"x": x}, ties="breslow", cluster=np.arange(x.size))
    model = fine_gray_regression(time, event.astype(int), {"x": x}, of_interest=1)

    assert_equal(model.coefficients, cox.coefficients)
    assert_equal(model.covariance, cox.robust_covariance, 1e-10)


def test_without_censoring_those_with_another_event_just_stay_to_the_end():
    time, cause, x = simulated(2)
    cause = np.where(cause == 0, 1, cause)
    stayed = np.where(cause == 1, time, time.max() + 1)
    cox = cox_regression(stayed, cause == 1, {"x": x}, ties="breslow", cluster=np.arange(x.size))
    model = fine_gray_regression(time, cause, {"x": x}, of_interest=1)

    assert_equal(model.coefficients, cox.coefficients)
    assert_equal(model.covariance, cox.robust_covariance, 1e-10)


@given(st.integers(0, 1000))
@settings(max_examples=20)
def test_neither_the_order_of_rows_nor_the_unit_of_time_changes_a_model(seed):
    time, cause, x = simulated(seed, rows=25)
    order = np.random.default_rng(seed).permutation(x.size)
    try:
        plain = fine_gray_regression(time, cause, {"x": x}, of_interest=1)
    except AnalysisError:
        assume(False)
    other = fine_gray_regression(time[order] * 0.25, cause[order], {"x": x[order]}, of_interest=1)

    assert_equal(other.coefficients, plain.coefficients, 1e-9)
    assert_equal(other.covariance, plain.covariance, 1e-9)
