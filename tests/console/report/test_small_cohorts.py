"""Reports of few patients, of whom little is known yet: results or reasons, no failures."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from analyses.hypothesis_test import HypothesisTest
from console.report.formats import outcome_of
from tests.console.report.conftest import run

STUDY = """
from projections.language import (
    Case, Classes, Endpoint, Source, events, first, last, reached, signal,
)
from projections.study.plan import Baseline, Curves, Incidence, Regression, Exposure, Fixed
from projections.study.report import (
    Attrition, Characteristics, CurvesFigure, Description, Durations, Endpoints, FollowUp,
    HazardRatios, IncidenceFigure, Listing, Report, Section, SharesFigure,
)
from projections.study import Study, definitions_of

infusion = first(events("cell_infusion"))
death = first(events("death"))
remission = first(signal("marrow_blasts", "percent") < 5, after=infusion)
survival = Endpoint(infusion, (Source("death", death),), (Source("seen", last(events())),))
response = Endpoint(
    infusion, (Source("remission", remission),), (Source("seen", last(events())),),
    competing=(Source("death", death),),
)
dead = reached(death)
clear = signal("marrow_blasts", "percent") < 5
sex = Classes((
    Case("female", reached(first(events("demographics", sex="female")))),
    Case("male", reached(first(events("demographics", sex="male")))),
))
course = Classes(
    (Case("dead", reached(death)), Case("in remission", reached(remission))), otherwise="neither"
)
STUDY = Study(
    name="small", title="Small", enrolment=infusion, definitions=definitions_of(globals()),
    populations={"infused": reached(infusion)}, endpoints=("survival", "response"),
    report_at=(50,),
    plan={
        "curves": Curves("survival", by="sex"), "responses": Incidence("response", by="sex"),
        "all": Curves("survival"), "table": Baseline("sex", ("dead", "clear")),
        "model": Regression("survival", (Fixed("sex"), Exposure("remission"))),
    },
    report=Report((Section("All", (
        Attrition("Table 1", ""), Endpoints("Table 2", "", ("survival", "response")),
        Characteristics("Table 3", "", "table"), Description("Table 4", "", "death", ("clear",)),
        Listing("Table 5", "", "infused", ("dead", "clear")),
        CurvesFigure("Figure 1", "", "curves"), IncidenceFigure("Figure 2", "", "responses"),
        HazardRatios("Table 6", "", "model"), FollowUp("Table 7", "", ("survival",)),
        Durations("Table 8", "", ("all",)),
        Listing("Table 9", "", "infused", ("dead", "clear"), {"clear": "death"}),
        Description("Table 10", "", "infused", ("clear",), ("clear",)),
        SharesFigure("Figure 3", "", "course", "sex", "infused"),
    )),)),
)
"""
EVENTS = """patient,occurred,kind,product,infusion,sex,percent
A,2020-01-01,cell_infusion,x,1,,
A,2020-01-01,demographics,,,male,
B,2020-01-01,cell_infusion,x,1,,
B,2020-01-01,demographics,,,female,
B,2020-03-01,marrow_blasts,,,,2
B,2020-06-01,death,,,,
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    (folder / "small.py").write_text(STUDY)
    header, *lines = EVENTS.splitlines()
    rows = [f"{header},recorded,recorder,source_system,source_record"]
    rows += [f"{line},2020-06-02T09:00:00Z,dm,edc,{n}" for n, line in enumerate(lines)]
    (folder / "events.csv").write_text("\n".join(rows))
    assert run("import", folder / "events.csv", "--store", folder / "t.db") == 0
    return folder / "t.db"


def report(store: Path, cutoff: str) -> Path:
    out = store.parent / cutoff
    asked = ("--study", store.parent / "small.py", "--cutoff", cutoff, "--store", store)
    assert run("report", *asked, "--out", out) == 0
    return out


def rows(file: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(file.read_text("utf-8"))))


@pytest.mark.parametrize("cutoff", ["2019-12-31", "2020-01-01", "2020-01-02", "0001-01-01"])
def test_a_cohort_infused_today_or_not_yet_has_a_report(store: Path, cutoff: str) -> None:
    assert (report(store, cutoff) / "report.html").exists()


def test_a_report_may_name_conditions(store: Path) -> None:
    _, *listed = rows(report(store, "2020-12-31") / "tables/table-5.csv")

    assert listed == [["A", "no", "–"], ["B", "yes", "yes"]]


def test_a_column_has_a_dash_for_whoever_did_not_reach_what_it_is_about(store: Path) -> None:
    day = report(store, "2020-05-01") / "tables"
    assert rows(day / "table-5.csv")[1:] == [["A", "no", "–"], ["B", "no", "yes"]]
    assert rows(day / "table-9.csv")[1:] == [["A", "no", "–"], ["B", "no", "–"]]

    assert rows(report(store, "2020-08-01") / "tables/table-9.csv")[2] == ["B", "yes", "yes"]


def test_the_measures_of_follow_up_stand_side_by_side_and_differ(store: Path) -> None:
    """A is seen alive on the day of infusion only, B dies after 152 days."""
    folder = report(store, "2020-09-01") / "tables"
    (row,) = rows(folder / "table-7.csv")[1:]

    assert row == ["From infusion: Survival", "2", "1", "0 (0–0)", "0–0", "76 (0–NR)"]


def test_a_duration_is_told_of_those_with_the_event_and_of_all(store: Path) -> None:
    (row,) = rows(report(store, "2020-10-01") / "tables/table-8.csv")[1:]
    assert row == ["Survival", "2", "1", "152 (152–152)", "152 (NR–NR)"]

    (row,) = rows(report(store, "2020-02-02") / "tables/table-8.csv")[1:]
    assert row[2:] == ["0", "–", "NR (NR–NR)"]


def test_bars_count_every_patient_once_in_the_order_of_the_definition(store: Path) -> None:
    _, *bars = rows(report(store, "2020-11-01") / "figures/figure-3.csv")

    assert bars == [
        ["female", "dead", "1"],
        ["female", "neither", "0"],
        ["male", "dead", "0"],
        ["male", "neither", "1"],
    ]


def test_an_incidence_by_group_is_drawn_with_each_group_and_cause(store: Path) -> None:
    header, *drawn = rows(report(store, "2020-07-01") / "figures/figure-2.csv")

    assert header[:2] == ["group", "cause"]
    assert {tuple(row[:2]) for row in drawn} == {
        (group, cause) for group in ("female", "male") for cause in ("remission", "death")
    }


@pytest.mark.parametrize(
    "known_by", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00Z"]
)
def test_knowledge_at_the_edges_of_the_calendar_is_a_result_or_a_wrong_option(
    store: Path, known_by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--study", store.parent / "small.py", "--cutoff", "2020-12-31", "--store", store)
    code = run("replay", *asked, "--known-by", known_by)

    assert code == (0 if known_by.endswith("Z") else 2)
    assert code == 0 or "outside the years 1 to 9999 of UTC" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("p_value", "said"),
    [(0.0004, "Gray P < 0.001"), (0.004, "Gray P = 0.004"), (0.2, "Gray P = 0.20")],
)
def test_a_small_p_value_is_less_than_a_number_and_equals_none(p_value: float, said: str) -> None:
    assert outcome_of(HypothesisTest("Gray", p_value)) == said
