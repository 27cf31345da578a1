import numpy as np
import pytest

from analyses.errors import InvalidInputError
from analyses.survival.cox.inference import likelihood_ratio_test
from analyses.survival.cox.regression import cox_regression
from analyses.survival.cox.selection import univariate_then_multivariable
from analyses.survival.regression.hazard_ratios import wald_test
from tests.analyses.cox_cases import lung
from tests.analyses.data_sets import columns

DATA = columns("lung")
NAMES = ("age", "sex", "ph.ecog", "ph.karno", "wt.loss")


def fit(chosen):
    return cox_regression(DATA["time"], DATA["death"], chosen)


def select(**options):
    return univariate_then_multivariable(fit, {name: DATA[name] for name in NAMES}, **options)


def test_covariates_with_a_small_p_value_alone_enter_one_model():
    selection = select(threshold=0.05)

    assert selection.entered == ("age", "sex", "ph.ecog", "ph.karno")
    assert selection.multivariable.columns == selection.entered
    assert selection.univariate["sex"].test.p_value == likelihood_ratio_test(lung("sex")).p_value
    assert selection.univariate["wt.loss"].test.p_value > 0.05


def test_each_model_counts_the_rows_it_left_out():
    selection = select(threshold=0.05)

    assert selection.univariate["wt.loss"].model.dropped == 14
    assert selection.univariate["ph.ecog"].model.missing == {"ph.ecog": 1}
    assert selection.multivariable.dropped == 2


def test_the_p_value_is_not_rounded_before_it_is_compared():
    p_value = select(threshold=0.05).univariate["age"].test.p_value

    assert "age" in select(threshold=p_value).entered
    assert "age" not in select(threshold=np.nextafter(p_value, 0)).entered


def test_which_p_value_decides_is_named():
    by_wald = select(threshold=0.05, test="Wald")

    assert by_wald.test == "Wald"
    assert by_wald.univariate["age"].test == wald_test(lung("age"))


def test_a_covariate_that_cannot_be_estimated_does_not_enter_and_says_why():
    covariates = {"age": DATA["age"], "site": np.ones(228), "lost": np.full(228, np.nan)}
    selection = univariate_then_multivariable(fit, covariates, threshold=1)

    assert selection.entered == ("age",)
    assert "one value" in selection.univariate["site"].refusal
    assert "missing in every row" in selection.univariate["lost"].refusal


def test_when_none_enters_there_is_no_multivariable_model():
    assert select(threshold=1e-9).multivariable is None


@pytest.mark.parametrize(
    ("wrong", "message"), [({"test": "log-rank"}, "'Wald'"), ({"threshold": 5}, "threshold")]
)
def test_an_unknown_test_and_an_impossible_threshold_are_refused(wrong, message):
    with pytest.raises(InvalidInputError, match=message):
        select(**({"threshold": 0.05} | wrong))
