"""What the public door estimates is what the planned analyses print, and what lifelines holds."""

import numpy as np
import pytest

import patient_timeline as pt
from analyses.plan import PlanResults
from projections.study.plan import Curves, Regression


def test_follow_up_has_dates_and_the_reason_for_its_end(at):
    rows = at.endpoint("OS").to_pandas()
    assert (rows["end"] - rows["origin"]).dt.days.tolist() == rows["days"].tolist()
    assert set(rows.loc[rows["event"], "reason"]) == {"death"}
    assert len(at.endpoint("OS", among="progressed").to_pandas()) == 38


def test_a_curve_is_that_of_the_planned_analysis(at):
    planned = PlanResults(at.replay).of_plan(Curves("OS", by="bridging_class")).as_json()
    curves = at.kaplan_meier("OS", by="bridging_class")
    for label, curve in planned["groups"].items():
        assert curves.median[label] == pytest.approx(curve["median"]["estimate"], nan_ok=True)
    assert curves.test.p_value == planned["test"]["p_value"]


def test_groups_that_look_ahead_are_said_to(at):
    assert "immortal-time" in " ".join(at.kaplan_meier("OS", by="response_to_infusion").warnings)


def test_the_curve_read_at_a_time_beyond_follow_up_is_unknown(at):
    found = at.kaplan_meier("OS").at(12, 500)
    assert 0 < found.loc[("all", 12), "estimate"] < 1
    assert np.isnan(found.loc[("all", 500), "estimate"])


def test_lifelines_is_given_the_same_curve(at):
    km = at.kaplan_meier("OS")
    (fitter,) = km.to_lifelines().values()
    (curve,) = km.curves.values()
    assert fitter.median_survival_time_ == pytest.approx(curve.median().estimate)


def test_an_incidence_is_that_of_the_endpoint(at):
    found = at.cumulative_incidence("time_to_progression")
    whole = PlanResults(at.replay).endpoint_curve("time_to_progression")
    np.testing.assert_array_equal(found.curves["all"]["progression"].incidence, whole.incidence)
    assert set(found.to_pandas()["cause"]) == {"progression", "death"}


def test_curves_are_drawn_on_axes_of_the_caller(at):
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert at.kaplan_meier("OS").plot(axes) is axes
    assert axes.get_xlabel() == "Time (months)"
    assert at.cumulative_incidence("time_to_progression").plot().get_legend() is not None


COVARIATES = ("age_stated", "bridging_class")


def test_a_cox_model_is_that_of_the_planned_analysis_and_of_lifelines(at):
    plan = Regression(
        "OS_after_progression", tuple(pt.Fixed(covariate) for covariate in COVARIATES)
    )
    planned = PlanResults(at.replay).of_plan(plan).as_json()["model"]["coefficients"]
    found = at.cox("OS_after_progression", COVARIATES)
    frame = found.to_pandas().loc["model"]
    assert frame["coefficient"].tolist() == [item["coefficient"] for item in planned]
    fitter = found.to_lifelines()
    np.testing.assert_allclose(fitter.params_.to_numpy(), frame["coefficient"], atol=1e-3)


def test_an_exposure_makes_rows_of_start_and_stop_for_lifelines_too(at):
    found = at.cox("OS_after_progression", [pt.Exposure("first_line")])
    fitter = found.to_lifelines()
    expected = found.to_pandas()["coefficient"].to_numpy()
    np.testing.assert_allclose(fitter.params_.to_numpy(), expected, atol=1e-3)


def test_covariates_alone_have_a_model_each_or_a_refusal(at):
    found = at.cox("OS", [*COVARIATES, "mixed_phenotype"], alone=True)
    assert {*found.models, *found.refused} == {*COVARIATES, "mixed_phenotype"}
    assert "proportional hazards" in " ".join(found.tests().index.get_level_values("test"))
