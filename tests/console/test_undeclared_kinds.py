"""Events of kinds that the study at hand does not declare are counted and shown, never a crash."""

import json
from pathlib import Path

import pytest

from tests.console.conftest import Timeline

CUTOFF = ("--cutoff", "1974-04-01")
STUDY = """
from typing import ClassVar, Literal

from projections.language import events, first
from projections.study import Study
from timeline.vocabulary import DayOrder, Event


class Visit(Event):
    day_order: ClassVar[DayOrder] = DayOrder.CONTACT
    kind: Literal["visit"] = "visit"
    weight: float


entered = first(events("visit"))
STUDY = Study("visits", "visits", entered, {"entered": entered}, {}, (), kinds=(Visit,))
"""
VISIT = {
    "kind": "visit",
    "patient": "STAN-004",
    "occurred": "1968-05-01",
    "recorded": "1968-05-02T12:00:00Z",
    "recorder": "dm1",
    "source_system": "edc",
    "source_record": "visit:1",
    "weight": 70.5,
}
CORRECTED = {
    **{name: VISIT[name] for name in VISIT if name not in ("kind", "weight")},
    "kind": "corrected",
    "source_record": "visit:1:corrected",
    "target_record": "visit:1",
    "reason": "typing error",
    "replacement": {"kind": "visit", "weight": 75.5},
}


@pytest.fixture
def visited(stanford: Timeline) -> Timeline:
    """The Stanford programme, and two visits of one patient, one of them corrected."""
    other = {**VISIT, "source_record": "visit:2", "occurred": "1968-05-02"}
    lines = (json.dumps(item) for item in (VISIT, other, CORRECTED))
    Path("visits.jsonl").write_text("\n".join(lines))
    Path("visits.py").write_text(STUDY)
    assert stanford("import", "visits.jsonl", "--study", "visits.py").code == 0
    return stanford


def test_a_replay_counts_them(visited: Timeline) -> None:
    outcome = visited("replay", *CUTOFF, "--study", "stanford")
    said = "2 events of kinds that this study does not declare: visit (2)"

    assert outcome.code == 0
    assert said in outcome.out
    found = json.loads(visited("replay", *CUTOFF, "--study", "stanford", "--json").out)
    assert found["undeclared_kinds"] == {"visit": 2}


def test_a_replay_has_nothing_to_say_where_all_kinds_are_declared(stanford: Timeline) -> None:
    outcome = stanford("replay", *CUTOFF, "--json")

    assert "undeclared_kinds" not in json.loads(outcome.out)


def test_a_patient_shows_them_as_they_are_stored(visited: Timeline) -> None:
    outcome = visited("patient", "STAN-004", *CUTOFF, "--study", "stanford")

    assert outcome.code == 0
    assert "1968-05-01  visit: weight 75.5" in outcome.out
    assert "1968-05-02  visit: weight 70.5" in outcome.out


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "STAN-004", "death"),
        ("audit", "STAN-004", "death", "--why-not"),
        ("audit", "--statistic", "OS.median"),
        ("export", "--out", "exported"),
        ("states",),
        ("lock", "today"),
    ],
)
def test_no_command_is_stopped_by_them(visited: Timeline, command: tuple[str, ...]) -> None:
    outcome = visited(*command, *CUTOFF, "--study", "stanford")

    assert outcome.code in {0, 3}, outcome.err
    assert "no such kind" not in outcome.err


def test_a_difference_caused_by_one_names_it(visited: Timeline) -> None:
    outcome = visited("diff", "1968-04-30", "1968-05-02", "--study", "stanford")

    assert outcome.code == 0, outcome.err


def test_quality_says_whose_kinds_it_does_not_know(visited: Timeline) -> None:
    before = visited("quality", "STAN-004", "--study", "visits.py")
    after = visited("quality", "STAN-004", *CUTOFF, "--study", "stanford")

    assert (before.code, before.err) == (0, "0 findings\n")
    assert after.code == 0
    assert "2 events of kinds that no study here declares: visit (2); name their study" in after.err


def test_an_event_that_its_kind_no_longer_allows_is_shown_and_found(visited: Timeline) -> None:
    Path("visits.py").write_text(STUDY.replace("weight: float", "weight: Literal[75.5, 60]"))

    outcome = visited("patient", "STAN-004", *CUTOFF, "--study", "visits.py")
    assert outcome.code == 0, outcome.err
    assert "1968-05-02  visit: weight 70.5" in outcome.out
    assert "finding unreadable (error): visit of 1968-05-02 cannot be read: weight: " in outcome.out
    found = visited("quality", "STAN-004", "--study", "visits.py")
    assert found.code == 1
    assert found.out.count("unreadable") == 1
