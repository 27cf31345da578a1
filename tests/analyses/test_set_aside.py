import numpy as np
import pytest

from analyses.survival.cox.regression import cox_regression
from analyses.survival.cox.selection import univariate_then_multivariable
from analyses.survival.regression.fine_gray import fine_gray_regression
from analyses.survival.regression.model_errors import ConstantCovariateError, MissingCovariateError
from analyses.survival.regression.set_aside import fitted_without_constant
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal

DATA = columns("lung")
ROWS = len(DATA["time"])
KNOWN = {"age": DATA["age"], "sex": DATA["sex"]}
NOTHING = {
    "same": np.ones(ROWS),
    "word": np.full(ROWS, "a", dtype=object),
    "never known": np.full(ROWS, np.nan),
}


def cox(chosen):
    return cox_regression(DATA["time"], DATA["death"], chosen)


def fine_gray(chosen):
    return fine_gray_regression(DATA["time"], DATA["death"], chosen, of_interest=1)


@pytest.mark.parametrize("fit", [cox, fine_gray])
def test_covariates_that_compare_nothing_leave_the_model_by_name_and_the_rest_is_fitted(fit):
    found, alone = fitted_without_constant(fit, {**NOTHING, **KNOWN}), fit(KNOWN)

    assert found.columns == ("age", "sex")
    assert_equal(found.coefficients, alone.coefficients, 0)
    assert found.rows_used == alone.rows_used
    assert set(found.set_aside) == set(NOTHING)
    assert "missing in every row" in found.set_aside["never known"]
    assert "'same', 'word' has one value" in found.set_aside["same"]


def test_a_constant_covariate_that_is_missing_of_a_group_does_not_take_the_group_with_it():
    partly = np.where(DATA["sex"] == 1, 1.0, np.nan)
    found = fitted_without_constant(cox, {**KNOWN, "partly": partly})

    assert list(found.set_aside) == ["partly"]
    assert found.rows_used == ROWS


def test_a_covariate_that_is_constant_only_among_the_complete_rows_leaves_too():
    of_one_sex = np.where(DATA["sex"] == 1, DATA["age"], np.nan)
    found = fitted_without_constant(cox, {"sex": DATA["sex"], "age of one sex": of_one_sex})

    assert list(found.set_aside) == ["sex"]
    assert "one value in all complete rows" in found.set_aside["sex"]


def test_a_model_of_nothing_to_compare_is_refused():
    with pytest.raises(ConstantCovariateError):
        fitted_without_constant(cox, {"same": NOTHING["same"]})
    with pytest.raises(MissingCovariateError):
        fitted_without_constant(cox, {"never known": NOTHING["never known"]})


def test_covariates_that_enter_but_make_no_model_together_keep_their_models_alone():
    twice = {"age": DATA["age"], "age in months": 12 * DATA["age"]}
    found = univariate_then_multivariable(cox, twice, threshold=0.5)

    assert found.entered == ("age", "age in months")
    assert found.multivariable is None
    assert "determine each other" in found.refusal
