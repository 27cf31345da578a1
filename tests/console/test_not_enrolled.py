"""A patient of the store who is not in the study is counted, and found if a spelling is why."""

import json
from pathlib import Path

import pytest

from tests.console.conftest import Outcome, Timeline

CUTOFF = ("--study", "study.py", "--cutoff", "2020-12-31")
COUNT = "patients of the store not enrolled: "
STUDY = """
from projections.language import events, first, last
from projections.language.states import State, States
from projections.study import Study

enrolment = first(events("registered", study="pbc"))
STUDY = Study(
    "pbc", "pbc", enrolment, {"enrolment": enrolment}, {}, (),
    states=States(State("entered"), enrolment, (), last(events())),
)
"""


@pytest.fixture
def spelt(timeline: Timeline) -> Timeline:
    """A study of one patient, whose store holds two more: one misspelt, one of another study."""
    Path("study.py").write_text(STUDY)
    Path("events.jsonl").write_text(
        "".join(
            json.dumps(
                {
                    "kind": "registered",
                    "patient": patient,
                    "occurred": "2020-01-01",
                    "recorded": "2020-02-01T12:00:00Z",
                    "recorder": "dm1",
                    "source_system": "edc",
                    "source_record": patient,
                    "study": study,
                }
            )
            + "\n"
            for patient, study in (("A", "pbc"), ("B", "P-BC "), ("C", "other"))
        )
    )
    assert timeline("import", "events.jsonl").code == 0
    return timeline


def field(outcome: Outcome) -> int | None:
    counted: int | None = json.loads(outcome.out).get("not_enrolled")
    return counted


@pytest.mark.parametrize("command", ["replay", "states", "analyse"])
def test_a_result_says_how_many_patients_of_the_store_it_leaves_out(
    spelt: Timeline, command: str
) -> None:
    assert f"{COUNT}2\n" in spelt(command, *CUTOFF).out
    assert field(spelt(command, *CUTOFF, "--json")) == 2


def test_a_sweep_says_it_of_each_cutoff(spelt: Timeline) -> None:
    swept = ("sweep", "--study", "study.py", "--from", "2019-12-31", "--to", "2020-12-31")
    assert f"{COUNT}2, at the last cutoff\n" in spelt(*swept, "--every", "1y").out
    rows = json.loads(spelt(*swept, "--every", "1y", "--json").out)["cutoffs"]
    assert [row.get("not_enrolled") for row in rows] == [None, 2]


def test_who_is_not_yet_on_record_is_left_out_by_nobody(spelt: Timeline) -> None:
    for earlier in (("--cutoff", "2019-12-31"), ("--known-by", "2020-01-15T00:00:00Z")):
        outcome = spelt("replay", *CUTOFF, *earlier, "--json")
        assert field(outcome) is None
        assert COUNT not in spelt("replay", *CUTOFF, *earlier).out


def test_a_list_of_patients_stays_a_list_and_says_it_beside(spelt: Timeline) -> None:
    listed = spelt("patient", "--list", *CUTOFF)
    assert (listed.out, listed.err) == ("A\n", f"timeline: {COUNT}2\n")


def test_who_is_kept_out_by_a_spelling_is_a_finding_and_who_is_of_another_study_none(
    spelt: Timeline,
) -> None:
    (only,) = json.loads(spelt("quality", *CUTOFF, "--json").out)
    assert (only["patient"], only["name"]) == ("B", "not_enrolled")
    assert only["statement"] == (
        "the enrolment is not reached; registered with study P-BC; the study requires pbc"
    )
    assert len(only["events"]) == 1
    assert json.loads(spelt("quality", "A", *CUTOFF, "--json").out) == []
