"""Patients observed only from some time after the origin: every estimate counts them from then."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analyses.errors import InvalidInputError
from analyses.plan import PlanResults
from analyses.summaries.endpoint import summarise
from analyses.survival.competing_risks.incidence import cumulative_incidence
from analyses.survival.cox.regression import cox_regression
from analyses.survival.kaplan_meier import kaplan_meier
from analyses.survival.log_rank import log_rank
from projections.cohort.replay import Replay
from projections.language import (
    Case,
    Classes,
    Endpoint,
    InvalidDefinition,
    Source,
    events,
    first,
    last,
    reached,
)
from projections.study import Study
from projections.study.plan import (
    Curves,
    Exposure,
    Fixed,
    Forest,
    FromLandmark,
    Incidence,
    Regression,
)
from tests.analyses.golden import assert_equal, golden
from tests.projections.logs import laid_out
from tests.spec.tables import read_events
from timeline.log import AsOf

DATA = {name: np.array(values) for name, values in golden("late_entry")["small"]["data"].items()}
TIME, CAUSE, ENTRY, GROUP = (DATA[name] for name in ("time", "cause", "entry", "group"))
AT = (30, 60, 100, 150, 200, 300)

diagnosed, referred = first(events("diagnosis")), first(events("registered"))
relapse = Source("relapse", first(events("marrow_blasts")))
death, seen = Source("death", first(events("death"))), Source("seen", last(events()))
sampled = first(events("philadelphia_status"))
group = Classes((Case("sampled", reached(sampled)),), otherwise="not sampled")
EFS = Endpoint(diagnosed, events=(relapse, death), censors=(seen,), entry=referred)
RELAPSE = Endpoint(diagnosed, (relapse,), (seen,), competing=(death,), entry=referred)
KINDS = {0: "contact |", 1: "marrow_blasts | percent=60", 2: "death |"}


def day(number):
    return date.fromordinal(date(2020, 1, 1).toordinal() + int(number)).isoformat()


def record():
    rows = ["patient | occurred | kind | fields"]
    for i, (time, cause, entry, sample) in enumerate(zip(TIME, CAUSE, ENTRY, GROUP, strict=True)):
        rows.append(f"P{i} | {day(0)} | diagnosis | disease=leukaemia")
        if sample:
            rows.append(f"P{i} | {day(0)} | philadelphia_status | status=positive")
        rows.append(f"P{i} | {day(entry)} | registered | study=s")
        rows.append(f"P{i} | {day(time)} | {KINDS[int(cause)]}")
    return "\n".join(rows)


def study(analysis=None, **endpoints):
    named = {"EFS": EFS, "RELAPSE": RELAPSE, **endpoints}
    definitions = {**named, "group": group, "sampled": sampled, "referred": referred}
    plan = {} if analysis is None else {"asked": analysis}
    return Study("s", "s", referred, definitions, {}, ("EFS", "RELAPSE"), plan=plan, report_at=AT)


def replayed(analysis=None, **endpoints):
    log = laid_out(read_events(record()))
    return Replay(study(analysis, **endpoints), log, AsOf(date(2020, 12, 31)))


def done(analysis, **endpoints):
    return PlanResults(replayed(analysis, **endpoints)).of_name("asked").as_json()


def test_an_endpoint_is_summarised_over_the_time_at_risk():
    found = summarise(PlanResults(replayed()), "EFS")
    curve = kaplan_meier(TIME, CAUSE > 0, entry=ENTRY)

    assert (found.median, found.at) == (curve.median(), curve.at(AT))
    assert found.late == ()


def test_the_incidence_of_those_who_enter_late_has_the_variance_of_survfit():
    found = summarise(PlanResults(replayed()), "RELAPSE")
    curve = cumulative_incidence(TIME, CAUSE, entry=ENTRY, variance="delta")[1]

    assert (found.median, found.at) == (curve.median(), curve.at(AT))


def test_curves_and_their_test_count_patients_from_their_entry():
    found = done(Curves("EFS", by="group"))

    assert found["groups"]["sampled"]["at"][1]["at_risk"] == ((ENTRY < 60) & GROUP).sum() == 3
    expected = log_rank(TIME, CAUSE > 0, GROUP, entry=ENTRY).result
    assert found["test"]["statistic"] == pytest.approx(expected.statistic, abs=1e-12)


def test_a_regression_counts_patients_from_their_entry_also_before_an_exposure():
    model = done(Regression("EFS", (Fixed("sampled"),)))["model"]
    expected = cox_regression(TIME, CAUSE > 0, {"sampled": GROUP}, entry=ENTRY)
    assert model["coefficients"][0]["coefficient"] == pytest.approx(expected.coefficients[0])

    exposed = done(Regression("EFS", (Exposure("sampled"),)))["model"]
    assert_equal([exposed["coefficients"][0]["coefficient"]], expected.coefficients, 1e-8)


def test_a_forest_counts_patients_from_their_entry():
    one = Classes((Case("all", reached(diagnosed)),), otherwise="none")
    found = done(Forest("EFS", "sampled", within=("one",)), one=one)
    expected = cox_regression(TIME, CAUSE > 0, {"x": GROUP}, entry=ENTRY)

    ratio = found["within"]["one"]["groups"]["all"]["hazard_ratio"]["estimate"]
    assert ratio == pytest.approx(np.exp(expected.coefficients[0]))


def test_who_is_not_yet_observed_at_a_landmark_is_left_out_there():
    found = done(FromLandmark("EFS", "sampled", at=50))

    late = int(((ENTRY > 50) & (TIME > 50)).sum())
    assert found["excluded"]["not yet under observation at the landmark"] == late > 0


def test_where_late_entry_has_no_estimate_the_study_or_the_test_says_so():
    with pytest.raises(InvalidDefinition, match="choose variance='delta'"):
        study(Incidence("RELAPSE"))
    with pytest.raises(InvalidDefinition, match="model the hazard"):
        study(Regression("RELAPSE", (Fixed("sampled"),), of="incidence"))
    found = done(Incidence("RELAPSE", by="group", variance="delta"))
    assert "no late entry" in found["tests"]["relapse"]["refused"]


def test_an_incidence_modelled_without_a_plan_takes_no_late_entry_either():
    results = PlanResults(replayed())
    with pytest.raises(InvalidInputError, match="takes no late entry; model the hazard"):
        results.of_plan(Regression("RELAPSE", (Fixed("sampled"),), of="incidence"))


@pytest.mark.parametrize(
    "analysis",
    [
        Curves("EFS"),
        Regression("EFS", (Fixed("sampled"),)),
        FromLandmark("EFS", "sampled", at=20),
        Forest("EFS", "sampled", within=("group",)),
    ],
)
def test_late_entry_that_is_not_declared_is_warned_of(analysis):
    found = done(analysis, EFS=replace(EFS, entry=None))

    assert found["warnings"][0].startswith("5 of 8 patients entered the study after the origin")


def test_who_entered_late_is_named_where_no_entry_is_declared():
    found = summarise(PlanResults(replayed(EFS=replace(EFS, entry=None))), "EFS")

    assert found.as_json()["entered_after_origin"] == ["P1", "P3", "P4", "P5", "P6"]
