"""``timeline correct`` and ``timeline retract``: amendments without JSON in the shell."""

import csv
import json
from pathlib import Path

import pytest

from tests.console.conftest import Timeline
from tests.console.test_import_and_record import EVENT, lines

BLASTS = {**EVENT, "kind": "marrow_blasts", "source_record": "B-1", "percent": 17}
BY = ("--recorder", "dm1", "--reason", "typing error")


@pytest.fixture
def recorded(timeline: Timeline) -> Timeline:
    assert timeline("import", lines(EVENT, BLASTS)).code == 0
    return timeline


def percent_at(timeline: Timeline, *as_of: str) -> list[object]:
    said = timeline("patient", "P1", "--study", "stanford", "--json", "--cutoff", *as_of)
    events = json.loads(said.out)["events"]
    return [
        (event["day"], event["percent"]) for event in events if event["kind"] == "marrow_blasts"
    ]


def test_a_correction_changes_the_fields_that_it_names_and_no_other(recorded: Timeline) -> None:
    assert recorded("correct", "P1", "B-1", "percent=23", *BY).code == 0
    assert recorded("correct", "P1", "B-1", "occurred=2019-04-30", *BY).code == 0
    assert percent_at(recorded, "2019-12-31") == [("2019-04-30", 23)]


def test_an_earlier_state_of_knowledge_still_shows_what_was_recorded(recorded: Timeline) -> None:
    corrected = recorded(
        "correct", "P1", "B-1", "percent=23", *BY, "--recorded", "2020-01-01T00:00Z"
    )
    assert corrected.code == 0
    assert percent_at(recorded, "2019-12-31", "--known-by", "2019-12-31T00:00Z") == [
        ("2019-05-01", 17)
    ]


def test_a_retraction_withdraws_the_record_with_all_its_corrections(recorded: Timeline) -> None:
    recorded("correct", "P1", "B-1", "percent=23", *BY)
    assert recorded("retract", "P1", "B-1", *BY).code == 0
    assert percent_at(recorded, "2019-12-31") == []
    again = recorded("retract", "P1", "B-1", *BY)
    assert again.code == 3
    assert "record 'B-1' no longer holds: it was retracted" in again.err


def test_a_correction_that_is_retracted_in_turn_is_that_of_its_own_record(
    recorded: Timeline,
) -> None:
    recorded("correct", "P1", "B-1", "percent=23", *BY)
    taken_back = recorded(
        *("record", "retracted", "P1", "2019-05-01", "target_record=B-1", "target_revision=2"),
        *("reason=right after all", "--recorder", "dm1", "--record", "R-1", "--system", "edc"),
    )
    assert taken_back.code == 0
    assert percent_at(recorded, "2019-12-31") == [("2019-05-01", 17)]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("P1", "B-2", "percent=3"), 3, "the patient has no record 'B-2'; did you mean 'B-1'?"),
        (("P9", "B-1", "percent=3"), 3, "the store holds no such patient"),
        (("P1", "B-1", "percent=17"), 1, "the record says so already; nothing is corrected"),
        (("P1", "B-1", "percent=170"), 1, "percent"),
        (("P1", "B-1", "perent=17"), 1, "perent"),
        (("P1", "B-1", "percent="), 1, "percent"),
        (("P1", "B-1", "kind=death"), 2, "a correction cannot change 'kind'"),
        (("P1", "B-1", "percent"), 2, "'percent' has no value; write FIELD=VALUE"),
        (("P1", "B-1", "percent=3", "--system", "lab"), 3, "it was retracted, or is of another"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_written(
    recorded: Timeline, arguments: tuple[str, ...], code: int, said: str
) -> None:
    outcome = recorded("correct", *arguments, *BY)
    assert outcome.code == code
    assert said in outcome.err
    assert percent_at(recorded, "2019-12-31") == [("2019-05-01", 17)]


def test_one_record_of_two_systems_is_asked_about(timeline: Timeline) -> None:
    timeline("import", lines(BLASTS, {**BLASTS, "source_system": "lab", "percent": 18}))
    asked = timeline("correct", "P1", "B-1", "percent=3", *BY)
    assert asked.code == 3
    assert "several systems have a record 'B-1'; name one by --system: edc, lab" in asked.err
    assert timeline("correct", "P1", "B-1", "percent=3", *BY, "--system", "lab").code == 0


def test_changes_list_who_changed_what_when_and_why(recorded: Timeline) -> None:
    recorded("correct", "P1", "B-1", "percent=23", *BY, "--recorded", "2020-01-01T00:00Z")
    recorded("retract", "P1", "V-1", *BY, "--recorded", "2020-02-01T00:00Z")
    told = recorded("changes")
    assert told.code == 0
    assert "percent: 17.0 -> 23.0" in told.out
    assert "B-1 (marrow blasts)" in told.out
    assert "typing error" in told.out
    assert told.err == "2 amendments\n"
    corrected, retracted = json.loads(recorded("changes", "--json").out)
    assert corrected["fields"] == {"percent": {"old": 17.0, "new": 23.0}}
    assert (retracted["change"], retracted["record"]) == ("retracted", "V-1")


def test_changes_since_an_instant_or_a_lock_or_of_a_patient_are_fewer(recorded: Timeline) -> None:
    recorded("correct", "P1", "B-1", "percent=23", *BY, "--recorded", "2020-01-01T00:00Z")
    lock = recorded("lock", "june", "--cutoff", "2019-12-31", "--study", "stanford")
    assert lock.code == 0
    recorded("correct", "P1", "B-1", "percent=24", *BY, "--recorded", "2020-02-01T00:00Z")
    for since in ("june", "2020-01-01T00:00:00Z"):
        (one,) = json.loads(recorded("changes", "--since", since, "--json").out)
        assert one["fields"]["percent"] == {"old": 23.0, "new": 24.0}
    assert recorded("import", lines({**EVENT, "patient": "P9", "source_record": "V-9"})).code == 0
    assert json.loads(recorded("changes", "--patient", "P9", "--json").out) == []


def test_changes_of_a_patient_whom_the_store_does_not_hold_are_no_empty_list(
    recorded: Timeline,
) -> None:
    for form in ((), ("--json",), ("--csv", "changes.csv")):
        missing = recorded("changes", "--patient", "P1", "--patient", "NOBODY", *form)
        assert (missing.code, missing.out) == (3, "")
        assert "the store holds no such patient" in missing.err
    assert not Path("changes.csv").exists()


def test_changes_as_csv_have_a_row_for_each_field(recorded: Timeline) -> None:
    recorded("correct", "P1", "B-1", "percent=23", "occurred=2019-04-30", *BY)
    assert recorded("changes", "--csv", "changes.csv").code == 0
    with Path("changes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["field"], row["old"], row["new"]) for row in rows] == [
        ("occurred", "2019-05-01", "2019-04-30"),
        ("percent", "17.0", "23.0"),
    ]


def test_a_retracted_correction_brings_back_the_values_from_before_it(recorded: Timeline) -> None:
    recorded("correct", "P1", "B-1", "percent=23", *BY, "--recorded", "2020-01-01T00:00Z")
    recorded(
        *("record", "retracted", "P1", "2019-05-01", "target_record=B-1", "target_revision=2"),
        *("reason=right after all", "--recorder", "dm2", "--record", "R-1", "--system", "edc"),
    )
    _, undone = json.loads(recorded("changes", "--json").out)
    assert undone["fields"] == {"percent": {"old": 23.0, "new": 17.0}}
    assert (undone["recorder"], undone["reason"]) == ("dm2", "right after all")
    text = " ".join(recorded("changes").out.split())
    assert "correction retracted; percent: 23.0" in text


def test_an_amendment_that_moves_no_value_is_listed_all_the_same(recorded: Timeline) -> None:
    assert recorded("lock", "june", "--cutoff", "2019-12-31", "--study", "stanford").code == 0
    recorded("correct", "P1", "B-1", "percent=18", *BY)
    (change,) = json.loads(recorded("changes", "--since", "june", "--json").out)
    assert change["fields"] == {"percent": {"old": 17.0, "new": 18.0}}
    moved = recorded("diff", "june", "--study", "stanford", "--json")
    assert json.loads(moved.out)["changes"] == []
