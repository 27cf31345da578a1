"""``timeline correct`` and ``timeline retract``: amendments without JSON in the shell."""

import json

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
    return [(one["day"], one["percent"]) for one in events if one["kind"] == "marrow_blasts"]


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
    assert "record 'B-1' holds no more: it was retracted" in again.err


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
