"""A study module needs nothing but what `patient_timeline` exports."""

import ast
import json
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType

import pytest

import patient_timeline as pt
import projections.language
import projections.study.plan
import projections.study.report
from console.cli.main import main
from patient_timeline import definitions

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs/examples").glob("*.py"))
PAGES = sorted((ROOT / "docs").glob("*.md"))
INTERNAL = ("analyses", "console", "projections", "timeline")


def imported(source: str) -> list[str]:
    """The first part of every module that a source imports."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found.append((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Import):
            found += [name.name.partition(".")[0] for name in node.names]
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_imports_from_the_public_interface_alone(path: Path) -> None:
    assert "patient_timeline" in imported(path.read_text()) or "STUDY" not in path.read_text()
    assert not set(imported(path.read_text())) & set(INTERNAL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_imports_from_the_public_interface_alone(page: Path) -> None:
    lines = page.read_text().splitlines()
    shown = [line for line in lines if line.startswith(("from ", "import ", ">>> from "))]
    inside = [line for line in shown if line.removeprefix(">>> ").split()[1].startswith(INTERNAL)]
    assert inside == []


def declared(module: ModuleType) -> set[str]:
    """The dataclasses that a module defines for others."""
    return {
        name
        for name, value in vars(module).items()
        if is_dataclass(value) and value.__module__ == module.__name__ and name[0] != "_"
    }


def test_all_that_definitions_plans_and_reports_are_made_of_is_exported() -> None:
    exported = set(definitions.__all__)
    assert set(projections.language.__all__) <= exported
    assert declared(projections.study.plan) | declared(projections.study.report) <= exported
    assert len(declared(projections.study.plan)) > 5


OWN = '''
from typing import Literal

from patient_timeline.definitions import (
    DayOrder,
    Endpoint,
    Event,
    Curves,
    Source,
    Study,
    definitions_of,
    events,
    first,
    last,
    reached,
)


class Visit(Event):
    """A visit to the outpatient clinic."""

    kind: Literal["visit"] = "visit"
    day_order = DayOrder.ASSESSMENT


enrolment = first(events("registered", study="clinic"))
seen = first(events("visit"), on_or_after=enrolment)
death = first(events("death"))
OS = Endpoint(
    origin=enrolment,
    events=(Source("death", death),),
    censors=(Source("last seen", last(events())),),
)
STUDY = Study(
    name="clinic",
    title="A clinic",
    enrolment=enrolment,
    definitions=definitions_of(globals()),
    populations={"seen": reached(seen)},
    endpoints=("OS",),
    kinds=(Visit,),
    plan={"survival": Curves("OS")},
    report_at=(30,),
)
'''
EVENTS = """\
kind,patient,occurred,recorded,recorder,source_system,source_record,study,cause
registered,A,2020-01-01,2020-01-02T00:00Z,dm,edc,A:1,clinic,
visit,A,2020-01-05,2020-01-06T00:00Z,dm,edc,A:2,,
death,A,2020-02-01,2020-02-02T00:00Z,dm,edc,A:3,,unknown
registered,B,2020-01-01,2020-01-02T00:00Z,dm,edc,B:1,clinic,
"""


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a study module of a user and a store of its events."""
    monkeypatch.chdir(tmp_path)
    Path("clinic.py").write_text(OWN)
    Path("events.csv").write_text(EVENTS)
    with pytest.raises(SystemExit) as left:
        main(["import", "events.csv", "--study", "clinic.py"])
    assert not left.value.code
    return tmp_path


@pytest.mark.usefixtures("clinic")
def test_a_study_that_imports_from_the_public_interface_alone_loads_and_replays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["replay", "--study", "clinic.py", "--cutoff", "2020-12-31", "--json"])
    replayed = json.loads(capsys.readouterr().out)

    at = pt.open("timeline.db", study="clinic.py").as_of("2020-12-31")

    assert replayed["populations"] == {"seen": 1} == {"seen": at.population("seen").size}
    assert replayed["endpoints"]["OS"]["events"] == 1
    assert at.endpoint("OS").to_pandas()["event"].tolist() == [True, False]
