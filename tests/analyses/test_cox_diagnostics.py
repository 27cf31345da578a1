import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.cox.baseline import baseline_hazard
from analyses.survival.cox.concordance import concordance, concordance_of_score
from analyses.survival.cox.proportional_hazards import proportional_hazards_test
from analyses.survival.cox.regression import cox_regression
from analyses.survival.cox.residuals import (
    dfbeta,
    martingale_residuals,
    robust_covariance,
    schoenfeld_residuals,
)
from tests.analyses.cox_cases import FITS, expected, heart, lung, simulated, tied, veteran
from tests.analyses.golden import assert_equal

each_fit = pytest.mark.parametrize("name", FITS)
with_residuals = pytest.mark.parametrize(
    "name", ["heart", "heart_breslow", "tied/efron", "tied/breslow"]
)


@each_fit
@pytest.mark.parametrize("transform", ["km", "identity", "rank", "log"])
def test_the_tests_of_proportional_hazards_are_those_of_cox_zph(name, transform):
    found, r = proportional_hazards_test(FITS[name](), transform), expected(name)
    found = found.terms | {"GLOBAL": found.overall}

    assert list(found) == list(r["proportional"][transform])
    for term, test in r["proportional"][transform].items():
        assert_equal(found[term].statistic, test["statistic"], 1e-8)
        assert found[term].degrees_of_freedom == test["degrees_of_freedom"]


@each_fit
def test_the_concordance_and_its_error_are_those_of_survival(name):
    found, r = concordance(FITS[name]()), expected(name)["concordance"]

    assert_equal(found.estimate, r["estimate"])
    assert_equal(found.standard_error, r["standard_error"])


@with_residuals
def test_the_baseline_hazard_is_that_of_basehaz(name):
    hazard, r = baseline_hazard(FITS[name]())[None], expected(name)

    assert_equal(hazard.time, r["hazard_time"])
    assert_equal(hazard.cumulative_hazard, r["hazard"], 1e-9)
    assert_equal(hazard.survival, np.exp(-np.array(r["hazard"])), 1e-9)


@with_residuals
def test_residuals_are_those_of_residuals_coxph(name):
    model, r = FITS[name](), expected(name)
    time, schoenfeld = schoenfeld_residuals(model)

    assert_equal(martingale_residuals(model), r["martingale"], 1e-9)
    assert_equal(dfbeta(model), r["dfbeta"], 1e-9)
    assert_equal(schoenfeld, r["schoenfeld"], 1e-9)
    proportional = proportional_hazards_test(model, "identity")
    assert_equal(proportional.scaled_residuals, r["scaled"], 1e-8)
    assert_equal(proportional.transformed, time, 0)


def test_residuals_stand_in_the_order_of_the_rows_with_nan_where_a_covariate_is_missing():
    model = lung("age", "ph.karno")

    absent = np.flatnonzero(~model.rows.complete)
    assert absent.size == model.dropped == 1
    assert np.isnan(martingale_residuals(model)[absent]).all()
    assert np.isnan(dfbeta(model)[:, absent]).all()
    assert np.nansum(martingale_residuals(model)) == pytest.approx(0, abs=1e-9)


def test_each_stratum_has_a_baseline_hazard_and_covariates_move_it():
    hazards = baseline_hazard(lung("age", strata="sex"))
    assert list(hazards) == [1, 2]

    model = heart()
    old, young = (baseline_hazard(model, {"age": age})[None] for age in (10, 0))
    ratio = old.cumulative_hazard / young.cumulative_hazard
    assert_equal(ratio, np.full(ratio.size, np.exp(10 * model.coefficients[1])))
    with pytest.raises(InvalidInputError, match="no column 'height'"):
        baseline_hazard(model, {"height": 1})


def test_a_covariate_of_several_columns_has_one_test_of_proportional_hazards():
    proportional = proportional_hazards_test(veteran())

    assert proportional.terms["celltype"].degrees_of_freedom == 3
    assert proportional.scaled_residuals.shape == (6, 128)


def test_an_unknown_transform_and_the_log_of_zero_are_refused():
    with pytest.raises(InvalidInputError, match="km, identity, rank, log"):
        proportional_hazards_test(heart(), "sqrt")
    model = cox_regression([0, 1, 2, 3], [1, 1, 1, 0], {"x": [1, 0, 2, 1]})
    with pytest.raises(InvalidInputError, match="time 0"):
        proportional_hazards_test(model, "log")


def test_without_clusters_each_row_is_a_cluster_of_the_robust_covariance():
    rows = tied(weights=True)
    data_rows = np.arange(14)
    influence = dfbeta(rows)

    assert_equal(robust_covariance(rows), influence @ influence.T)
    assert data_rows.size == influence.shape[1]


def pairs(time, event, score, entry):
    """Count pairs by their definition: an event, and a row at risk after it."""
    concordant = discordant = equal = 0
    for i in np.flatnonzero(event):
        later = (time > time[i]) | ((time == time[i]) & ~event)
        for j in np.flatnonzero(later & (entry < time[i])):
            concordant += score[i] > score[j]
            discordant += score[i] < score[j]
            equal += score[i] == score[j]
    return concordant, discordant, equal


rows = st.lists(
    st.tuples(
        st.integers(1, 9), st.booleans(), st.integers(0, 5), st.sampled_from([0, 0.3, 0.6, 0.9])
    ),
    min_size=2,
    max_size=30,
)


@given(rows)
def test_concordance_counts_every_comparable_pair_once(drawn):
    time, event, score, share = (np.array(column) for column in zip(*drawn, strict=True))
    entry = np.floor(time * share)
    counted = pairs(time, event, score, entry)
    if sum(counted) == 0:
        with pytest.raises(NotEstimableError, match="no pair"):
            concordance_of_score(time, event, score, entry=entry)
        return
    found = concordance_of_score(time, event, score, entry=entry)

    assert_equal((found.concordant, found.discordant, found.tied), counted)
    assert_equal(found.estimate, (counted[0] + counted[2] / 2) / sum(counted))


@given(rows)
def test_the_opposite_score_has_the_opposite_concordance(drawn):
    time, event, score, _ = (np.array(column) for column in zip(*drawn, strict=True))
    try:
        found = concordance_of_score(time, event, score)
    except NotEstimableError:
        return
    opposite = concordance_of_score(time, event, -score)

    assert_equal(opposite.estimate, 1 - found.estimate)
    assert_equal(opposite.standard_error, found.standard_error)


def test_a_score_that_is_no_number_is_refused():
    with pytest.raises(InvalidInputError, match="2 finite numbers"):
        concordance_of_score([1, 2], [1, 1], [0, np.nan])


def test_the_concordance_of_a_model_is_that_of_its_linear_predictor():
    data = simulated()
    data.pop("strata")
    model = cox_regression(**data)
    x, z = data["covariates"]["x"], data["covariates"]["z"]
    score = model.coefficients[0] * x + model.coefficients[1] * z

    assert_equal(
        concordance(model).standard_error,
        concordance_of_score(
            data["time"], data["event"], score, entry=data["entry"]
        ).standard_error,
        1e-9,
    )


@pytest.mark.parametrize("transform", ["km", "identity", "rank"])
def test_a_variance_that_is_zero_but_for_rounding_is_refused_as_cox_zph_stops(transform):
    """Of five rows and three events: R says that the system is exactly singular."""
    stop, event = [43, 80, 303, 82, 187], [True, False, True, False, True]
    model = cox_regression(stop, event, {"days": [9.0, 27.0, 5.0, 7.0, 5.0]})

    with pytest.raises(NotEstimableError, match="Too few events"):
        proportional_hazards_test(model, transform)


def test_one_event_alone_cannot_tell_whether_hazards_change_with_time():
    model = cox_regression([1, 2, 3], [True, False, False], {"dose": [0.5, 1.0, 0.0]})

    with pytest.raises(NotEstimableError, match="Too few events"):
        proportional_hazards_test(model)
