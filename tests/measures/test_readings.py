"""Measures that read the plan of a study: each value is the one in the analysis itself."""

from datetime import date

import pytest

from analyses.errors import AnalysisError, NotEstimableError
from analyses.plan import PlanResults
from projections.study.measures import Comparison, Curve, Median, Ratio, Significance
from tests.measures.cohort import replay, values


def test_a_median_is_read_with_its_limits():
    assert values(Median("survival")) == {"median": 5.5, "ci_lo": 3.0, "ci_hi": None}
    assert values(Median("survival of the relapsed"))["ci_lo"] == 4


def test_a_curve_is_read_in_percent_at_a_time_of_the_study():
    found = values(Curve("survival", at=5))

    assert found["est"] == 50
    assert found["ci_lo"] < 50 < found["ci_hi"]
    assert values(Curve("incidence", at=5, cause="relapse"))["est"] == 50


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        (Curve("survival", at=7), "does not report at 7"),
        (Curve("survival", at=5, group="men"), "no group 'men'"),
        (Curve("incidence", at=5, cause="flood"), "no cause 'flood'"),
        (Ratio("factors", "height"), "no factor 'height'"),
        (Comparison("characteristics", "weight"), "no row 'weight'"),
    ],
)
def test_what_the_analysis_does_not_give_is_refused(measure, message):
    with pytest.raises(NotEstimableError, match=message):
        values(measure)


def test_a_ratio_alone_has_the_p_value_of_the_plan_and_together_that_of_wald():
    result = PlanResults(replay()).of_name("factors").as_json()
    alone = values(Ratio("factors", "age"))
    (column,) = result["univariate"]["age"]["coefficients"]

    assert alone["hr"] == column["hazard_ratio"]["estimate"]
    assert alone["p"] == result["univariate"]["age"]["test"]["p_value"]
    assert alone["p"] != column["p_value"]
    together = values(Ratio("factors", "age", together=True))
    assert together["p"] == result["model"]["coefficients"][0]["p_value"]


def test_a_test_is_significant_below_the_level_of_the_study_and_names_the_higher_group():
    found = values(Comparison("characteristics", "age"))

    assert found["significant"] is (found["p"] < 0.05)
    assert "higher" not in found, "both medians are 50"
    assert values(Comparison("peaks"))["p"] == 0.75


def test_significance_is_asked_of_some_factors_or_of_all_others():
    one = values(Significance("factors", ("age",)))

    assert one["significant"] is False
    assert one["p_ge"] == 0.05
    assert one["direction"] == (
        "above 1" if values(Ratio("factors", "age"))["hr"] > 1 else "below 1"
    )
    others = values(Significance("factors", ("transplant",), others=True))
    assert others["significant"] is one["significant"]
    with pytest.raises(NotEstimableError, match="grows without limit"):
        values(Significance("factors", ("transplant",)))


def test_an_analysis_that_this_cutoff_cannot_give_says_why():
    with pytest.raises(AnalysisError, match="no rows to analyse"):
        values(Median("survival of the relapsed"), cutoff=date(2019, 12, 31))
