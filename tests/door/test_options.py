"""Options of the estimators, from Python and from a plan, against R on the mgus2 patients."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

import patient_timeline as pt
from analyses.errors import InvalidInputError
from analyses.plan import carry_out
from analyses.survival.regression.model_errors import ImmortalTimeBiasError
from console.export.definitions import Explained
from console.export.regressions import regressions
from console.text.analyses import described
from console.text.output import json_text
from patient_timeline.as_of import CohortAsOf
from projections.cohort.replay import Replay
from projections.language import Case, Classes, at_least, events, field_of, first, reached
from projections.studies.mgus2 import STUDY as MGUS2
from projections.study.plan import Curves, Fixed, Incidence, Occupancy, Rates, Regression
from tests.analyses.golden import flat, from_r, golden
from tests.projections.logs import shipped
from timeline.log import AsOf

R = golden("options")
COVARIATES = ("sex", "m_protein")
OPTIONS = {
    "strata": {"strata": "age_group"},
    "weights": {"weights": "age", "robust": False},
    "whole_weights": {"weights": "age"},
    "fractional_weights": {"weights": "measured_haemoglobin"},
    "cluster": {"cluster": "age"},
    "robust": {"robust": True},
    "all": {"strata": "age_group", "weights": "age", "cluster": "age"},
}


def older_than(years):
    return reached(first(events("demographics", age_years=at_least(years))))


THIRDS = Classes(
    (Case("75 or older", older_than(75)), Case("65 to 74", older_than(65))), otherwise="under 65"
)
HAEMOGLOBIN = field_of(first(events("laboratory", analyte="haemoglobin")), "value")
MORE = {"third": THIRDS, "measured_haemoglobin": HAEMOGLOBIN}
STUDY = replace(MGUS2, definitions={**MGUS2.definitions, **MORE})


@pytest.fixture(scope="module")
def replay():
    log = shipped("mgus2/events.csv", STUDY.vocabulary)
    return Replay(STUDY, log, AsOf(date(2020, 1, 1)))


@pytest.fixture(scope="module")
def at(replay, tmp_path_factory):
    return CohortAsOf(replay, tmp_path_factory.mktemp("none") / "none.db", STUDY.vocabulary)


def close(found, expected, tolerance=1e-8):
    np.testing.assert_allclose(
        np.asarray(found, dtype=float), expected, rtol=tolerance, atol=tolerance
    )


def limits(frame):
    return frame[["lower", "upper"]].to_numpy(float)


@pytest.mark.parametrize("group", ["female", "male"])
def test_quantiles_and_limits_of_any_level_and_scale_are_those_of_survfit(at, group):
    km = at.kaplan_meier("OS", by="sex", level=0.9, interval="log-log")
    expected = R["curves"][group]
    for place, p in enumerate(R["probabilities"]):
        wanted = [expected[name][place] for name in ("quantile", "lower", "upper")]
        close(km.quantile(p).loc[group], wanted)
    read = km.at(60, 120, 240).loc[group]
    close(read["estimate"], expected["estimate"])
    close(limits(read), np.column_stack((expected["at_lower"], expected["at_upper"])), 1e-6)


@pytest.mark.parametrize("group", ["female", "male"])
def test_a_restricted_mean_is_that_of_survfit(at, group):
    km, expected = at.kaplan_meier("OS", by="sex"), R["curves"][group]
    for place, until in enumerate(R["until"]):
        found = km.restricted_mean(until).loc[group]
        close(found["estimate"], expected["mean"][place])
        close(found["standard_error"], expected["standard_error"][place])


def test_a_restricted_mean_is_not_known_beyond_follow_up(at):
    found = at.kaplan_meier("OS", by="sex").restricted_mean(10_000).isna().all(axis=1)
    assert found.to_dict() == {"female": True, "male": False}
    with pytest.raises(InvalidInputError, match="positive time"):
        at.kaplan_meier("OS").restricted_mean(0)


def test_the_stratified_test_the_weighted_one_and_the_trend_are_those_of_survdiff(at):
    stratified = at.kaplan_meier("OS", by="sex", strata="age_group").test
    peto = at.kaplan_meier("OS", by="sex", rho=1).test
    trend = at.kaplan_meier("OS", by="third", trend=True).trend
    close([stratified.statistic, stratified.p_value], R["stratified"])
    close([peto.statistic, peto.p_value], R["peto"])
    close(trend.statistic, R["trend"])


def test_rates_and_their_ratio_are_those_of_the_exact_poisson_test(at):
    found = at.rates("OS", by="sex", per=1200, level=0.9).to_pandas()
    for group, expected in R["rates"].items():
        close(found.loc[group, ["events", "person_time", "rate"]], expected[:3])
        close(limits(found.loc[[group]])[0], expected[3:], 1e-6)
    ratio = found.loc["male", ["ratio", "ratio_lower", "ratio_upper", "p_value"]]
    close(ratio, R["ratio"], 1e-6)
    turned = at.rates("OS", by="sex", reference="male").to_pandas()
    close(turned.loc["female", "ratio"], 1 / R["ratio"][0])


@pytest.mark.parametrize("name", OPTIONS)
def test_strata_weights_clusters_and_robust_errors_are_those_of_coxph(at, name):
    model, expected = at.cox("OS", COVARIATES, level=0.9, **OPTIONS[name]), R["cox"][name]
    found = model.to_pandas()
    close(
        found[["coefficient", "standard_error"]].T,
        [expected["coefficient"], expected["standard_error"]],
    )
    close(limits(found), np.column_stack((expected["lower"], expected["upper"])), 1e-6)
    assert found["rows"].tolist() == [expected["rows"]] * 2
    assert found["events"].tolist() == [expected["events"]] * 2
    close(model.tests().loc[("model", "Wald"), "statistic"], expected["wald"])
    tested = model.proportional_hazards().loc["model"]
    assert tested.index.tolist() == [*COVARIATES, "all"]
    assert tested["degrees_of_freedom"].tolist() == expected["proportional"]["df"]
    close(tested["statistic"], expected["proportional"]["statistic"], 1e-7)
    close(tested["p_value"], expected["proportional"]["p"], 1e-7)
    rank = model.concordance().loc["model"]
    close(rank, [expected["concordance"], expected["concordance_error"]])


def test_the_hazard_of_each_stratum_is_that_of_survfit_on_the_model(at):
    model = at.cox("OS", COVARIATES, strata="age_group")
    hazard = model.baseline_hazard({"sex: male": 1, "m_protein": 1.5})
    for stratum, expected in R["hazard"].items():
        own = hazard[hazard["stratum"] == stratum].set_index("time")["cumulative_hazard"]
        close([own[own.index <= months * 30].iloc[-1] for months in (24, 120)], expected)


def test_the_concordance_of_a_score_is_that_of_r(at):
    found = at.concordance("OS", "m_protein").loc["m_protein"]
    close(found[["estimate", "standard_error"]], R["concordance"])
    assert found["missing"] == 11


def test_the_occupancy_of_states_has_the_limits_of_survfit(at):
    found, expected = at.state_occupancy(level=0.9), R["occupancy"]
    read = found.at(60, 120)
    for place, state in enumerate(("gammopathy", "malignancy", "dead")):
        close(read.loc[state, "estimate"], expected["estimate"][place])
        pairs = np.column_stack((expected["lower"][place], expected["upper"][place]))
        close(limits(read.loc[state]), pairs, 1e-6)
        close(found.mean_times(120).loc[state, "estimate"], expected["table"][place][2])


def test_an_incidence_has_the_limits_of_survfit_at_any_level(at):
    options = {"level": 0.9, "variance": "delta", "interval": "log"}
    read = at.cumulative_incidence("progression", **options).at(60, 120).loc["all"]
    for place, cause in enumerate(("malignancy", "death"), start=1):
        close(read.loc[cause, "estimate"], R["incidence"]["estimate"][place])
        sides = [R["incidence"][side][place] for side in ("lower", "upper")]
        close(limits(read.loc[cause]), np.transpose(sides), 1e-6)


def planned(replay, plan):
    """A result of a plan as the command prints it: as JSON, and as text."""
    found = carry_out(replay, plan)
    console = Console(width=100, file=StringIO(), highlight=False)
    for part in described(found, "months"):
        console.print(part)
    return json.loads(json_text(found.as_json())), console.file.getvalue()


def test_a_plan_of_curves_reports_what_it_asks_for_and_nothing_else(replay):
    asked = Curves(
        "OS",
        by="sex",
        strata="age_group",
        trend=True,
        level=0.9,
        interval="log-log",
        quantiles=(0.25, 0.75),
        restricted_mean_at=(60, 10_000),
    )
    found, text = planned(replay, asked)
    usual, plain = planned(replay, Curves("OS", by="sex"))
    female, expected = found["groups"]["female"], R["curves"]["female"]
    for item, place in zip(female["quantiles"], (0, 2), strict=True):
        wanted = [expected[name][place] for name in ("quantile", "lower", "upper")]
        assert [item[name] for name in ("estimate", "lower", "upper")] == wanted
    mean, beyond = female["restricted_means"]
    close(
        [mean["estimate"], mean["standard_error"]],
        [expected["mean"][0], expected["standard_error"][0]],
    )
    assert "restrict the mean to an earlier time" in beyond["refused"]
    assert (found["level"], found["interval"]) == (0.9, "log-log")
    close(found["test"]["statistic"], R["stratified"][0])
    assert {*found} - {*usual} == {"level", "interval", "trend"}
    assert {*female} - {*usual["groups"]["female"]} == {"quantiles", "restricted_means"}
    for line in (
        "(90% CI)",
        "quantile 0.25: 48 (42-56)",
        "mean to 60: 49.77",
        "log-rank, stratified, trend",
    ):
        assert line in text
        assert line not in plain
    assert "(95% CI)" in plain


def test_a_plan_of_an_incidence_reports_its_quantiles_and_level(replay):
    found, text = planned(replay, Incidence("progression", level=0.9, quantiles=(0.25,)))
    death = found["groups"]["all"]["death"]
    (quarter,) = death["quantiles"]
    assert (quarter["quantile"], found["level"]) == (0.25, 0.9)
    assert quarter["estimate"] < death["median"]["estimate"]
    assert "quantile 0.25: " in text
    assert "incidence (90% CI), months" in text


def test_gray_s_test_within_strata_is_named_so(replay):
    found, _ = planned(replay, Incidence("progression", by="sex", strata="age_group"))
    assert {item["test"] for item in found["tests"].values()} == {"Gray, stratified"}


@pytest.mark.parametrize("name", OPTIONS)
def test_a_plan_of_a_regression_names_its_options(replay, name):
    covariates = tuple(Fixed(covariate) for covariate in COVARIATES)
    found, text = planned(replay, Regression("OS", covariates, level=0.9, **OPTIONS[name]))
    expected = R["cox"][name]
    for place, item in enumerate(found["model"]["coefficients"]):
        close(item["coefficient"], expected["coefficient"][place])
        close(item["standard_error"], expected["standard_error"][place])
        sides = [item["hazard_ratio"][side] for side in ("lower", "upper")]
        close(sides, [expected["lower"][place], expected["upper"][place]], 1e-6)
    assert {key: found[key] for key in OPTIONS[name]} == OPTIONS[name]
    assert "hazard ratio (90% CI)" in text
    assert ("take rows as independent" in text) == (
        name not in ("strata", "weights", "whole_weights")
    )


def test_a_plan_of_rates_reports_each_group_and_its_ratio(replay):
    found, text = planned(replay, Rates("OS", by="sex", per=1200, level=0.9, reference="female"))
    for group, expected in R["rates"].items():
        rate = found["rates"][group]
        close([rate["events"], rate["person_time"], rate["estimate"]], expected[:3])
        close([rate["lower"], rate["upper"]], expected[3:], 1e-6)
    ratio = found["ratios"]["male"]
    close([ratio[name] for name in ("estimate", "lower", "upper", "p_value")], R["ratio"], 1e-6)
    assert "per 1200 months (90% CI)" in text
    assert "compared with female" in text


def test_a_plan_of_occupancy_has_the_level_it_asks_for(replay):
    found, text = planned(replay, Occupancy(120, level=0.9))
    first = found["states"]["dead"]["at"][0]
    sides = [R["occupancy"][side][2][0] for side in ("lower", "upper")]
    close([first["lower"], first["upper"]], sides, 1e-6)
    assert found["level"] == 0.9
    assert "probability (90% CI)" in text


def test_strata_or_weights_learnt_after_the_origin_are_refused(at):
    with pytest.raises(ImmortalTimeBiasError, match="malignancy"):
        at.cox("OS", COVARIATES, strata="malignancy")


def test_patients_without_a_stratum_or_a_weight_are_left_out_and_counted(at):
    model = at.cox("OS", ["sex"], cluster="m_protein")
    assert any("m_protein unknown in 11 of 1384" in warning for warning in model.warnings)
    assert model.models["model"].model.dropped == 11


def test_the_exported_rows_of_a_regression_hold_its_strata_weights_and_clusters(replay):
    plan = Regression("OS", (Fixed("sex"),), **OPTIONS["all"])
    study = replace(STUDY, plan={"all": plan})
    ((table,), refusals) = regressions(Replay(study, replay.log, replay.as_of), Explained(study))
    columns = {column.name: column.values for column in table.columns}
    assert refusals == {}
    assert columns["patient"] == replay.endpoint("OS").patient.tolist()
    assert set(columns["stratum"]) == {"70 or older", "under 70"}
    assert columns["weight"] == columns["cluster"]


@pytest.mark.live_r
def test_the_golden_values_of_the_options_are_what_r_gives_now(tmp_path):
    expected, now = flat(R), flat(from_r("options", tmp_path))
    assert now.keys() == expected.keys()
    for path, value in expected.items():
        number = isinstance(value, int | float)
        assert now[path] == (pytest.approx(value, rel=1e-7, abs=1e-9) if number else value), path


def test_a_weight_that_is_not_positive_is_refused(at):
    with pytest.raises(InvalidInputError, match="positive numbers"):
        at.cox("OS", ["sex"], weights="m_protein")


LIFELINES = ("strata", "whole_weights", "cluster")


@pytest.mark.parametrize("name", LIFELINES)
def test_lifelines_is_given_strata_weights_and_clusters(at, name):
    model = at.cox("OS", COVARIATES, **OPTIONS[name])
    fitter = model.to_lifelines()
    close(fitter.params_, R["cox"][name]["coefficient"], 2e-3)
    close(fitter.standard_errors_, R["cox"][name]["standard_error"], 2e-3)


def test_lifelines_is_not_given_ties_that_it_does_not_know(at):
    with pytest.raises(ValueError, match="Efron"):
        at.cox("OS", COVARIATES, ties="breslow").to_lifelines()


def test_residuals_stand_under_their_patients_or_the_times_of_events(at):
    model = at.cox("OS", COVARIATES)
    martingale, influence = model.residuals(), model.residuals("dfbeta")
    assert martingale.index.tolist() == at.endpoint("OS").to_pandas().index.tolist()
    unknown = at.values("m_protein")["m_protein"].isna()
    assert martingale["martingale"].isna().tolist() == unknown.tolist()
    close(martingale["martingale"].sum(), 0)
    robust = at.cox("OS", COVARIATES, robust=True).to_pandas()["standard_error"]
    close(np.sqrt((influence[["sex: male", "m_protein"]] ** 2).sum()), robust)
    events = model.residuals("schoenfeld")
    assert len(events) == R["cox"]["robust"]["events"] == len(model.residuals("scaled schoenfeld"))
    close(events.sum(), 0, 1e-6)
    with pytest.raises(ValueError, match="no residuals are called 'deviance'"):
        model.residuals("deviance")


def test_the_rows_of_an_exposure_have_residuals_under_their_patient(at):
    model = at.cox("OS", [pt.Exposure("malignancy"), "sex"], cluster="age")
    residuals = model.residuals()
    split = residuals.index.value_counts()
    assert (split == 2).sum() > 0
    assert model.to_pandas()["rows"].tolist() == [len(residuals)] * 2
    close(residuals["martingale"].sum(), 0)


def test_fine_and_gray_s_model_predicts_an_incidence(at):
    model = at.fine_gray("progression", ["age", "sex"], level=0.9)
    wide = at.fine_gray("progression", ["age", "sex"]).to_pandas()
    narrow = model.to_pandas()
    assert (narrow["lower"] > wide["lower"]).all()
    assert (narrow["upper"] < wide["upper"]).all()
    old, young = (model.incidence({"age": age}) for age in (80, 50))
    assert old.is_monotonic_increasing
    ratio = narrow.loc[("model", "age"), "hazard_ratio"]
    close(np.log1p(-old) / np.log1p(-young), ratio**30, 1e-6)
