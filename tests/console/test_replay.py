import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import FIXTURES, Timeline

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/stanford.json").read_text())


def replayed(timeline: Timeline, *arguments: str) -> dict[str, Any]:
    outcome = timeline("replay", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


@pytest.mark.parametrize(
    "golden",
    GOLDEN["replays"],
    ids=lambda one: f"{one['cutoff']}-{one['censoring']}-{one['known_by'] or 'all'}",
)
def test_the_stanford_programme_at_any_cutoff_equals_r(
    stanford: Timeline, golden: dict[str, Any]
) -> None:
    lock = ("--known-by", golden["known_by"]) if golden["known_by"] else ()
    asked = ("--cutoff", golden["cutoff"], "--censoring", golden["censoring"], *lock)
    result = replayed(stanford, *asked)
    survival, limits = result["endpoints"]["OS"], golden["limits"]["log"]
    assert (survival["n"], survival["events"]) == (golden["n"], golden["events"])
    assert result["populations"]["transplanted"] == golden["transplanted"]
    assert survival["median"] == pytest.approx(limits["median"], abs=1e-8)
    for point, expected in zip(survival["at"], limits["at"], strict=True):
        assert {name: point[name] for name in expected} == pytest.approx(expected, abs=1e-8)
        assert ("refused" in point) == (expected["estimate"] is None)


def test_the_closing_date_gives_the_published_numbers(stanford: Timeline) -> None:
    survival = replayed(stanford, "--cutoff", "1974-04-01")["endpoints"]["OS"]
    year = next(point for point in survival["at"] if point["time"] == 365)
    assert (survival["n"], survival["events"]) == (103, 75)
    assert survival["median"] == {"estimate": 99, "lower": 71, "upper": 262}
    assert [round(year[name], 3) for name in ("estimate", "lower", "upper")] == [
        0.321,
        0.240,
        0.430,
    ]


def test_the_result_names_its_as_of_and_what_it_rests_on(stanford: Timeline) -> None:
    result = replayed(stanford, "--cutoff", "1970-01-01", "--known-by", "1970-01-02T01:00:00+01:00")
    assert result["as_of"] == {"cutoff": "1970-01-01", "known_by": "1970-01-02T00:00:00Z"}
    assert result["stamp"]["study"] == "stanford"
    assert result["stamp"]["store_position"] == 394
    assert result["stamp"]["software"].keys() >= {"patient-timeline", "eventsourcing", "numpy"}


def test_two_replays_of_one_as_of_print_the_same_bytes(stanford: Timeline) -> None:
    first, second = (stanford("replay", "--json", "--cutoff", "1972-06-30") for _ in range(2))
    assert first == second


def test_a_median_that_is_not_reached_is_null(published: Timeline) -> None:
    survival = replayed(published, "--cutoff", "2012-01-01")["endpoints"]["OS"]
    assert survival["n"] > survival["events"]
    assert survival["median"]["upper"] is None


def test_before_the_first_patient_there_is_nobody_and_no_error(stanford: Timeline) -> None:
    result = replayed(stanford, "--cutoff", "1960-01-01")
    assert result["populations"] == {"accepted": 0, "transplanted": 0}
    assert result["endpoints"]["OS"]["n"] == 0
    assert result["endpoints"]["OS"]["median"]["estimate"] is None


def test_beyond_the_last_follow_up_a_replay_gives_a_reason_in_place_of_an_estimate(
    stanford: Timeline,
) -> None:
    asked = ("--cutoff", "1969-04-01")
    beyond = replayed(stanford, *asked)["endpoints"]["OS"]["at"][1]
    printed = stanford("replay", *asked).out

    assert beyond["estimate"] is beyond["lower"] is beyond["upper"] is None
    assert beyond["refused"] == "follow-up ends at 263"
    assert "at 365: -                    follow-up ends at 263" in printed


def test_a_lock_hides_what_was_recorded_later(stanford: Timeline) -> None:
    everything = replayed(stanford, "--cutoff", "1974-04-01")
    locked = replayed(stanford, "--cutoff", "1974-04-01", "--known-by", "1970-06-30T00:00:00Z")
    assert locked["populations"]["accepted"] < everything["populations"]["accepted"]


def test_a_store_with_two_studies_asks_which(stanford: Timeline) -> None:
    stanford("import", FIXTURES / "wudhikarn2021/cohort.jsonl")
    outcome = stanford("replay", "--cutoff", "1974-04-01")
    assert outcome.code == 3
    assert "--study: stanford, wudhikarn2021" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--cutoff", "1.4.1974"], 2, "write YYYY-MM-DD"),
        (["--cutoff", "1974-02-30"], 2, "write YYYY-MM-DD"),
        ([], 2, "--cutoff"),
        (["--cutoff", "1974-04-01", "--known-by", "1974-04-01T00:00:00"], 2, "no time zone"),
        (["--cutoff", "1974-04-01", "--study", "stanfrod"], 3, "did you mean 'stanford'?"),
        (["--cutoff", "1974-04-01", "--study", "x"], 3, "there are: mgus2, stanford"),
        (["--cutoff", "1974-04-01", "--store", "missing.db"], 3, "'timeline import' creates"),
        (["--cutoff", "1974-04-01", "--censoring", "loose"], 2, "administrative"),
    ],
)
def test_what_cannot_be_replayed_is_said_with_its_remedy(
    stanford: Timeline, arguments: list[str], code: int, message: str
) -> None:
    outcome = stanford("replay", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err


def test_a_file_that_is_no_store_is_left_alone(timeline: Timeline) -> None:
    Path("notes.db").write_text("not a store, but somebody's notes, longer than a header " * 40)
    before = Path("notes.db").read_bytes()
    outcome = timeline("replay", "--cutoff", "1974-04-01", "--store", "notes.db")
    assert (outcome.code, outcome.err) == (1, "timeline: notes.db is not a readable store\n")
    assert Path("notes.db").read_bytes() == before


def test_nothing_separates_a_stamp_from_conventions_that_a_study_has_not(
    timeline: Timeline,
) -> None:
    Path("study.py").write_text(SEEN)
    event = ("contact", "P1", "2020-01-01", "--recorder", "dm1", "--record", "c1")
    timeline("record", *event, "--recorded", "2020-02-01T12:00:00Z", "--new-patient")
    said = timeline("replay", "--study", "study.py", "--cutoff", "2020-12-31").out

    assert said.splitlines()[-1].endswith("store position 1")


SEEN = """
from projections.language import events, first
from projections.study import Study

seen = first(events("contact"))
STUDY = Study("seen", "Patients who were seen", seen, {"seen": seen}, {}, ())
"""
