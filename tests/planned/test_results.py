"""The results of a plan: frozen values that hold what was fitted, once for all readers."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta

import numpy as np
import pytest

from analyses.claims import Cohort
from analyses.errors import AnalysisError
from analyses.plan import PlannedCurves, PlannedRegression, PlanResults, Refused
from analyses.summaries.cutoff import summarise_cutoff
from analyses.summaries.endpoint import summarise
from projections.cohort.replay import Replay
from projections.studies.mgus2 import STUDY as MGUS2
from projections.study.plan import Curves, Fixed, Forest, FromLandmark, Incidence, Regression
from tests.measures.cohort import STUDY, replay
from tests.projections.logs import laid_out
from tests.spec.tables import read_events
from timeline.log import AsOf

PLAN = {
    **STUDY.plan,
    "survival again": Curves("OS"),
    "survival by sex": Curves("OS", by="sex"),
    "incidence by sex": Incidence("time_to_relapse", by="sex"),
    "from a landmark": FromLandmark("OS", "transplant", at=2),
    "effect within sexes": Forest("OS", "age", within=("sex",)),
    "each alone": Regression("OS", (Fixed("age"), Fixed("sex")), alone=True),
}


@pytest.fixture
def results():
    return PlanResults(replay(study=replace(STUDY, plan=PLAN)))


def test_an_analysis_is_carried_out_once_for_every_reader(results):
    survival = results.of_name("survival")

    assert results.of_name("survival again") is survival
    assert results.of_plan(Curves("OS")) is survival
    assert Cohort(results).analysis("survival") is survival
    assert summarise(results, "OS").curve is survival.groups["all"]
    incidence = results.of_name("incidence")
    assert results.endpoint_curve("time_to_relapse") is incidence.groups["all"]["relapse"]


@pytest.mark.parametrize("name", PLAN)
def test_every_result_is_frozen_and_has_plain_values(results, name):
    result = results.attempted(name)

    with pytest.raises(FrozenInstanceError):
        result.warnings = ("changed",)
    assert json.loads(json.dumps(result.as_json(), allow_nan=False))


def test_a_refusal_is_a_value_or_an_error_with_the_same_reason():
    results = PlanResults(replay(cutoff=date(2019, 12, 31)))
    refused = results.attempted("survival of the relapsed")

    assert refused == Refused("There are no rows to analyse.")
    assert refused.as_json() == {"refused": refused.reason}
    for _ in range(2):
        with pytest.raises(AnalysisError, match=refused.reason):
            results.of_name("survival of the relapsed")
    assert summarise_cutoff(results.replay).incidences["incidence"] == refused


def test_a_test_without_groups_to_compare_is_refused_and_its_curves_are_not(results):
    only_women = replay(TOLD_OF_WOMEN, study=replace(STUDY, plan=PLAN))
    found = PlanResults(only_women).of_name("survival by sex")

    assert isinstance(found, PlannedCurves)
    assert isinstance(found.test, Refused)
    assert list(found.groups) == ["female"]
    assert results.of_name("survival").test is None


TOLD_OF_WOMEN = """
    patient | occurred   | kind         | fields
    A       | 2020-01-01 | registered   | study='made up'
    A       | 2020-01-01 | demographics | sex=female age_years=30
    A       | 2020-02-10 | death        |
    B       | 2020-01-01 | registered   | study='made up'
    B       | 2020-01-01 | demographics | sex=female age_years=40
    B       | 2020-03-10 | death        |
"""


def test_curves_as_a_frame_have_every_step_of_every_group(results):
    found = results.of_name("survival by sex")
    frame = found.to_pandas()

    for label, curve in found.groups.items():
        steps = frame[frame["group"] == label]
        np.testing.assert_array_equal(steps["survival"], curve.survival)
        np.testing.assert_array_equal(steps["time"], curve.time)
    assert set(results.of_name("incidence by sex").to_pandas()["cause"]) == {"relapse", "death"}
    assert set(results.of_name("from a landmark").to_pandas()["group"]) == {
        "reached",
        "not reached",
    }


def test_models_as_a_frame_are_named_and_have_the_numbers_of_the_plain_values(results):
    found = results.of_name("each alone")
    frame = found.to_pandas()

    assert isinstance(found, PlannedRegression)
    alone = found.as_json()["univariate"]
    refused = {name for name, item in found.alone.items() if isinstance(item, Refused)}
    assert set(frame.index.get_level_values("model")) == alone.keys() - refused == {"age"}
    for name in alone.keys() - refused:
        (coefficient,) = alone[name]["coefficients"]
        row = frame.loc[(name, coefficient["column"])]
        assert row["hazard_ratio"] == coefficient["hazard_ratio"]["estimate"]
        assert row["events"] == alone[name]["events"]


def test_a_baseline_table_as_a_frame_has_one_number_a_row(results):
    frame = results.of_name("characteristics").to_pandas()
    ages = frame[(frame["characteristic"] == "age") & (frame["group"] == "female")]

    assert ages.set_index("statistic")["value"].to_dict() == {
        "count": 2,
        "missing": 0,
        "median": 50,
        "first_quartile": 40,
        "third_quartile": 60,
        "minimum": 30,
        "maximum": 70,
    }


def test_pairs_as_a_frame_leave_out_those_that_are_not_complete(results):
    found = results.of_name("peaks")
    frame = found.to_pandas()

    assert frame["change"].to_dict() == {"A": 50, "B": 800, "C": -100}
    assert (found.pairs, found.higher, found.lower) == (3, 2, 1)


def test_a_forest_as_a_frame_has_no_ratio_where_a_group_has_none(results):
    found = results.of_name("effect within sexes")
    frame = found.to_pandas()

    for label, effect in found.within["sex"].groups.items():
        row = frame.loc[("sex", label)]
        assert row["events"] == effect.events
        assert np.isnan(row["hazard_ratio"]) == (effect.effect is None)
    assert frame["hazard_ratio"].isna().any()


def test_state_occupancy_as_a_frame_adds_to_one_at_every_time():
    days = {"A": (300, 900), "B": (0, 1200), "C": (600, 0), "D": (0, 450)}
    rows = ["patient | occurred | kind | fields"]
    for patient, (malignant, dead) in days.items():
        rows.append(f"{patient} | {day(0)} | registered | study=mgus2")
        if malignant:
            disease = "disease='plasma cell malignancy'"
            rows.append(f"{patient} | {day(malignant)} | diagnosis | {disease}")
        rows.append(f"{patient} | {day(dead or 1500)} | {'death' if dead else 'contact'} |")
    log = laid_out(read_events("\n".join(rows)))
    found = PlanResults(Replay(MGUS2, log, AsOf(date(2020, 1, 1), None))).of_name("states")
    frame = found.to_pandas()

    np.testing.assert_allclose(frame.groupby("time")["probability"].sum(), 1)
    last = frame[frame["state"] == "dead"].iloc[-1]
    assert last["probability"] == pytest.approx(0.75)
    points = found.as_json()["states"]["dead"]["at"]
    assert [point["estimate"] for point in points] == [None, None, None]


def day(number):
    return (date(2000, 1, 1) + timedelta(days=number)).isoformat()
