import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analyses.errors import AnalysisError, InvalidInputError
from analyses.survival.cox.inference import likelihood_ratio_test, score_test
from analyses.survival.cox.regression import cox_regression
from analyses.survival.log_rank import log_rank
from analyses.survival.regression.hazard_ratios import hazard_ratios, wald_test
from analyses.survival.regression.model_errors import (
    CollinearCovariatesError,
    ConstantCovariateError,
    MissingCovariateError,
    MonotoneLikelihoodError,
    NoEventsError,
)
from tests.analyses.cox_cases import FITS, expected, heart, lung, mgus2, simulated
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal

each_fit = pytest.mark.parametrize("name", FITS)


@each_fit
def test_a_model_is_that_of_coxph(name):
    model, r = FITS[name](), expected(name)

    assert_equal(model.coefficients, r["coefficients"], 1e-9)
    assert_equal(model.covariance, r["covariance"], 1e-9)
    assert_equal(model.inference_covariance, r["robust"], 1e-9)
    assert_equal(model.log_likelihood, r["log_likelihood"])
    assert_equal(model.null_log_likelihood, r["null_log_likelihood"])
    assert (model.rows_used, model.events) == (r["rows_used"], r["events"])
    assert model.iterations == r["iterations"]


@each_fit
def test_its_tests_and_limits_are_those_of_coxph(name):
    model, r = FITS[name](), expected(name)
    ratios = hazard_ratios(model)

    assert_equal(wald_test(model).statistic, r["wald"], 1e-9)
    assert_equal(score_test(model).statistic, r["score"], 1e-9)
    twice = 2 * (r["log_likelihood"] - r["null_log_likelihood"])
    assert_equal(likelihood_ratio_test(model).statistic, twice)
    assert_equal([ratio.lower for ratio in ratios], r["lower"], 1e-9)
    assert_equal([ratio.upper for ratio in ratios], r["upper"], 1e-9)


def test_the_stanford_heart_transplant_has_its_published_coefficients():
    model = heart()

    assert model.columns == ("transplant", "age", "surgery")
    assert [round(b, 5) for b in model.coefficients] == [0.01610, 0.03054, -0.77333]


def test_rows_that_miss_a_covariate_are_left_out_and_counted():
    model = lung("age", "ph.karno", "wt.loss")

    assert (model.rows_used, model.dropped) == (214, 14)
    assert model.missing == {"ph.karno": 1, "wt.loss": 14}


def test_labels_are_compared_with_the_first_or_the_one_that_is_named():
    data = columns("veteran")
    covariates = {"cell": data["celltype"]}
    by_default = cox_regression(data["time"], data["status"], covariates)
    by_name = cox_regression(
        data["time"], data["status"], covariates, references={"cell": "squamous"}
    )

    assert by_default.columns == ("cell: large", "cell: smallcell", "cell: squamous")
    assert by_name.columns == ("cell: adeno", "cell: large", "cell: smallcell")
    assert by_name.coefficients[0] == pytest.approx(-by_default.coefficients[2])
    assert wald_test(by_name, "cell").statistic == pytest.approx(wald_test(by_default).statistic)


def test_a_data_frame_serves_as_covariates():
    data = columns("lung")
    frame = pd.DataFrame({name: data[name] for name in ("age", "sex")})
    frame["ecog"] = pd.Series(data["ph.ecog"]).astype("Int64")
    frame["sex"] = frame["sex"].map({1: "male", 2: "female"}).astype("string")
    frame.loc[5, "sex"] = pd.NA
    model = cox_regression(data["time"], data["death"], frame)

    assert model.columns == ("age", "sex: male", "ecog")
    assert model.missing == {"sex": 1, "ecog": 1}


def test_the_likelihood_ratio_of_nested_models_tests_what_was_added():
    larger, smaller = mgus2(2, "age", "sex", "hgb"), mgus2(2, "age", "hgb")
    test = likelihood_ratio_test(larger, smaller)

    assert test.degrees_of_freedom == 1
    assert test.statistic == pytest.approx(wald_test(larger, "sex").statistic, rel=0.05)


def test_models_on_different_rows_are_not_compared():
    with pytest.raises(InvalidInputError, match="different rows"):
        likelihood_ratio_test(lung("age", "wt.loss"), lung("age"))
    with pytest.raises(InvalidInputError, match="not all"):
        likelihood_ratio_test(lung("age"), lung("sex"))


def test_a_test_of_a_covariate_that_is_not_there_is_refused():
    with pytest.raises(InvalidInputError, match="no covariate 'height'"):
        wald_test(heart(), "height")


FINE = {
    "time": [1, 2, 3, 4, 5, 6],
    "event": [1, 1, 0, 1, 1, 0],
    "covariates": {"x": [1, 0, 1, 1, 0, 0]},
}


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"event": [0] * 6}, NoEventsError, "no hazard to model"),
        ({"covariates": {}}, InvalidInputError, "at least one covariate"),
        ({"covariates": {"x": [1] * 6}}, ConstantCovariateError, "'x' has one value"),
        ({"covariates": {"x": ["a"] * 6}}, ConstantCovariateError, "'x' has one value"),
        ({"covariates": {"x": [0, 0, 0, 0, 0, 1]}, "strata": [0, 0, 0, 0, 0, 1]},
         ConstantCovariateError, "does not differ among those at risk together"),
        ({"covariates": {"x": [None] * 6}}, MissingCovariateError, "'x' is missing in every row"),
        ({"covariates": {"x": [1, 2, 3, None, None, None], "y": [None, None, None, 1, 2, 3]}},
         MissingCovariateError, "Every row misses"),
        ({"covariates": {"x": [1, 2, 3, 4, 5, np.inf]}}, InvalidInputError, "infinite"),
        ({"covariates": {"x": [1, 2]}}, InvalidInputError, "'x' has shape"),
        ({"covariates": {"x": np.array([1, "a", 2, 3, 4, 5], dtype=object)}},
         InvalidInputError, "sorted together"),
        ({"covariates": {"x": ["a", "b"] * 3}, "references": {"x": "c"}},
         InvalidInputError, "reference of 'x'"),
        ({"covariates": {"x": [1, 0, 1, 1, 0, 0], "y": [0, 1, 0, 0, 1, 1]}},
         CollinearCovariatesError, "'x', 'y' determine each other"),
        ({"covariates": {"x": [6, 5, 4, 3, 2, 1]}}, MonotoneLikelihoodError, "'x' grows"),
        ({"event": [0, 1, 0, 0, 1, 0]}, MonotoneLikelihoodError, "group without events"),
        ({"entry": [0, 1, 3, 0, 0, 0]}, InvalidInputError, "no time at risk"),
        ({"time": [1, 2, 3, 4, 5, -6]}, InvalidInputError, "negative"),
        ({"ties": "exact"}, InvalidInputError, "'efron' or 'breslow'"),
        ({"weights": [1, 1, 1, 1, 1, 0]}, InvalidInputError, "positive"),
        ({"strata": [1, 2]}, InvalidInputError, "'strata'"),
        ({"cluster": [1, 1, 2, 2, 3, None]}, InvalidInputError, "'cluster'"),
    ],
)  # fmt: skip
def test_what_determines_no_model_is_refused_by_name(wrong, error, message):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(error, match=message):
            cox_regression(**(FINE | wrong))


def test_separation_beside_a_harmless_covariate_is_found_and_named():
    random = np.random.default_rng(3)
    time, event = random.exponential(size=200), random.random(200) < 0.6
    group = np.where(event, 0, random.integers(0, 2, 200))  # nobody in group 1 has the event

    with pytest.raises(MonotoneLikelihoodError, match="'group'") as refusal:
        cox_regression(time, event, {"age": random.normal(size=200), "group": group})
    assert "age" not in str(refusal.value)


def test_three_collinear_covariates_among_four_are_named():
    data = simulated()
    x, z = data["covariates"]["x"], data["covariates"]["z"]
    data["covariates"] = {"x": x, "z": z, "sum": x + z, "noise": np.sin(np.arange(x.size))}

    with pytest.raises(CollinearCovariatesError, match="'x', 'z', 'sum' determine"):
        cox_regression(**data)


def test_the_score_test_of_one_group_without_ties_is_the_log_rank_test():
    random = np.random.default_rng(5)
    time, event, group = random.exponential(size=80), random.random(80) < 0.7, np.arange(80) % 2
    model = cox_regression(time, event, {"group": group})

    assert score_test(model).statistic == pytest.approx(
        log_rank(time, event, group).result.statistic, rel=1e-9
    )


def log_likelihood(model, time, event, covariates, entry, strata, weights, ties):
    """The partial likelihood by its definition: event by event, row by row."""
    eta = sum(b * np.array(x) for b, x in zip(model.coefficients, covariates.values(), strict=True))
    total = 0.0
    for stratum in np.unique(strata):
        for t in np.unique(time[event & (strata == stratum)]):
            dying = event & (time == t) & (strata == stratum)
            at_risk = (entry < t) & (time >= t) & (strata == stratum)
            count, mean = dying.sum(), weights[dying].mean()
            total += (weights * eta)[dying].sum()
            for k in range(count):
                share = k / count if ties == "efron" else 0
                risk = weights * np.exp(eta)
                total -= mean * np.log(risk[at_risk].sum() - share * risk[dying].sum())
    return total


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_the_log_likelihood_is_its_definition(ties):
    data = simulated(120)
    weights = np.random.default_rng(2).uniform(0.5, 2, 120)
    model = cox_regression(**data, weights=weights, ties=ties)
    found = log_likelihood(model, **data, weights=weights, ties=ties)

    # Covariates are centred inside, which does not change the partial likelihood.
    assert model.log_likelihood == pytest.approx(found, rel=1e-12)


def test_a_row_that_is_at_risk_at_no_event_changes_nothing():
    data = simulated()
    plain = cox_regression(**data)
    late = data["time"].max() + 1
    longer = data | {
        "time": np.append(data["time"], late + 5),
        "event": np.append(data["event"], False),
        "covariates": {name: np.append(x, 100) for name, x in data["covariates"].items()},
        "entry": np.append(data["entry"], late),
        "strata": np.append(data["strata"], 0),
    }

    assert_equal(cox_regression(**longer).coefficients, plain.coefficients, 1e-9)


def test_a_row_cut_in_two_changes_nothing_when_clustered():
    data = simulated()
    patient = np.arange(300)
    whole = cox_regression(**data, cluster=patient)
    middle = (data["entry"] + data["time"]) / 2
    halves = {
        "time": np.append(middle, data["time"]),
        "event": np.append(np.zeros(300, bool), data["event"]),
        "covariates": {name: np.tile(x, 2) for name, x in data["covariates"].items()},
        "entry": np.append(data["entry"], middle),
        "strata": np.tile(data["strata"], 2),
    }
    cut = cox_regression(**halves, cluster=np.tile(patient, 2))

    assert_equal(cut.coefficients, whole.coefficients, 1e-10)
    assert_equal(cut.robust_covariance, whole.robust_covariance, 1e-10)


def test_a_weight_of_two_is_a_row_given_twice_with_breslow_ties():
    data = simulated()
    weights = np.random.default_rng(4).integers(1, 3, 300)
    twice = np.repeat(np.arange(300), weights)
    repeated = {
        key: {name: x[twice] for name, x in value.items()} if key == "covariates" else value[twice]
        for key, value in data.items()
    }
    weighted = cox_regression(**data, weights=weights, ties="breslow")

    assert_equal(cox_regression(**repeated, ties="breslow").coefficients, weighted.coefficients)


@pytest.mark.parametrize("unit", [1e-10, 1e-3, 1e10])
def test_the_unit_of_a_covariate_only_scales_its_coefficient(unit):
    data = simulated()
    x, z = data["covariates"]["x"], data["covariates"]["z"]
    plain = cox_regression(**data)
    scaled = cox_regression(**(data | {"covariates": {"x": (x + 1000) * unit, "z": z}}))

    assert_equal(scaled.coefficients * [unit, 1], plain.coefficients, 1e-10)


@given(st.integers(0, 1000))
@settings(max_examples=20)
def test_neither_the_order_of_rows_nor_units_nor_centres_change_a_model(seed):
    data = simulated(80, seed)
    order = np.random.default_rng(seed).permutation(80)
    moved = {
        key: {name: 3 + 0.1 * x[order] for name, x in value.items()}
        if key == "covariates"
        else value[order]
        for key, value in data.items()
    }
    moved["time"], moved["entry"] = moved["time"] * 0.25, moved["entry"] * 0.25
    try:
        plain = cox_regression(**data)
    except AnalysisError:
        assume(False)
    other = cox_regression(**moved)

    assert_equal(other.coefficients * 0.1, plain.coefficients, 1e-7)
    assert_equal(other.log_likelihood, plain.log_likelihood, 1e-10)


small = st.lists(
    st.tuples(st.integers(1, 6), st.booleans(), st.integers(-2, 2), st.integers(0, 1)),
    min_size=1,
    max_size=15,
)


@given(small)
def test_whatever_the_rows_a_model_is_finite_or_refused_by_name(rows):
    time, event, x, z = (np.array(column) for column in zip(*rows, strict=True))
    try:
        model = cox_regression(time, event, {"x": x, "z": z})
    except AnalysisError:
        return
    for ratio in hazard_ratios(model):
        assert 0 < ratio.lower <= ratio.ratio <= ratio.upper < np.inf
