"""Whom a planned analysis is about, and how its covariates are coded."""

from dataclasses import replace

import numpy as np
import pytest

from analyses.errors import InvalidInputError
from analyses.plan import PlanResults
from analyses.plan.coding import coded
from analyses.survival.cox.regression import cox_regression
from projections.cohort.covariates import column
from projections.studies.wudhikarn2021 import STUDY
from projections.study.plan import (
    Baseline,
    Curves,
    Exposure,
    Fixed,
    Incidence,
    Paired,
    Regression,
)
from tests.studies.cohort import replay


def done(analysis):
    study = replace(STUDY, plan={**STUDY.plan, "asked": analysis})
    return PlanResults(replay(study)).of_name("asked").as_json()


def values(*found):
    return np.array([*found, None], dtype=object)[:-1]


@pytest.mark.parametrize(
    ("fixed", "given", "expected"),
    [
        (Fixed("x"), (30, None, "a"), [30, None, "a"]),
        (Fixed("x", minus=10, per=2), (30, None), [10.0, None]),
        (Fixed("x", above=40), (40, 41, None), [False, True, None]),
        (Fixed("x", one_of=("a", "b")), ("a", "b", "c", None), [True, True, False, None]),
        (Fixed("x", one_of=("a",), unknown=("c",)), ("a", "b", "c"), [True, False, None]),
    ],
)
def test_a_covariate_is_coded_as_the_plan_says(fixed, given, expected):
    assert coded(values(*given), fixed).tolist() == expected


def test_an_analysis_is_confined_to_a_population():
    among = len(replay().members("progressed"))

    assert done(Curves("OS"))["groups"]["all"]["n"] == 56
    assert done(Curves("OS", among="progressed"))["groups"]["all"]["n"] == among
    incidence = done(Incidence("time_to_progression", among="progressed"))
    assert incidence["groups"]["all"]["progression"]["events"] == among
    table = done(Baseline(by="sex", rows=("age_stated",), among="progressed"))
    assert sum(item["count"] for item in table["rows"]["age_stated"]["groups"].values()) == among


def test_patients_left_out_by_a_population_are_counted_under_its_name():
    table = replay().endpoint("OS").among(replay().members("progressed"), "progressed")

    assert table.outside["not progressed"] == 56 - len(table.patient)


def test_factors_alone_have_their_own_complete_rows_and_the_test_of_the_plan():
    plan = Regression(
        "OS_after_progression",
        (Fixed("age_stated", above=40), Fixed("cd19_at_progression", one_of=("positive",))),
        alone=True,
        forced=("cd19_at_progression",),
    )
    found = done(plan)["univariate"]
    known = len(replay().members("progressed, CD19 known"))

    assert (found["age_stated"]["rows"], found["cd19_at_progression"]["rows"]) == (38, known)
    assert found["age_stated"]["test"]["test"] == "likelihood ratio"
    table = replay().endpoint("OS_after_progression")
    age = column(replay(), "age_stated", table.patient).values.astype(float)
    model = cox_regression(table.time, table.event, {"age": age > 40})
    (one,) = found["age_stated"]["coefficients"]
    assert one["coefficient"] == pytest.approx(model.coefficients[0], abs=1e-12)


def test_a_factor_may_have_a_population_of_its_own():
    marrow = len(replay().members("progressed in the marrow"))
    treated = len(replay().members("given salvage"))
    plan = Regression(
        "OS_after_progression",
        (
            Fixed("blasts_at_progression", among="progressed in the marrow"),
            Exposure("antibody_salvage", among="given salvage"),
        ),
        alone=True,
        forced=("blasts_at_progression",),
    )
    found = done(plan)["univariate"]

    assert found["blasts_at_progression"]["rows"] == marrow
    assert found["antibody_salvage"]["missing"] == {"antibody_salvage": 38 - treated}


def test_what_is_forced_against_immortal_time_is_told_with_the_result():
    plan = Regression("OS", (Fixed("tocilizumab_after_infusion"),), alone=True)

    with pytest.raises(InvalidInputError, match="immortal-time bias"):
        done(plan)
    found = done(replace(plan, forced=("tocilizumab_after_infusion",)))
    (warning,) = found["warnings"]
    assert "carries immortal-time bias, and was forced" in warning


def test_rows_are_split_only_at_the_exposures_of_a_model():
    plan = Regression(
        "OS_after_progression", (Fixed("sex", one_of=("male",)), Exposure("first_line")), alone=True
    )
    found = done(plan)["univariate"]

    assert found["sex"]["rows"] == 38 < found["first_line"]["rows"]


def test_pairs_are_compared_within_patients_above_a_bound_if_one_is_named():
    peaks = ("peak_expansion_after_infusion", "peak_expansion_after_reinfusion")
    whole = done(Paired(*peaks, among="reinfused"))
    expanded = done(Paired(*peaks, above=0, among="reinfused"))

    assert (whole["pairs"], expanded["pairs"]) == (10, 8)
    assert whole["test"]["p_value"] == pytest.approx(0.3433, abs=5e-5)
    assert expanded["test"]["p_value"] == pytest.approx(0.1094, abs=5e-5)
