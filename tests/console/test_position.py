"""A question at a store position is answered as it was when that was the last position."""

import json
from pathlib import Path

import pytest

import patient_timeline as pt
from tests.console.conftest import FIXTURES, STORE, Timeline

AS_OF = ("--cutoff", "1974-04-01")


@pytest.fixture
def corrected(stanford: Timeline) -> tuple[Timeline, str, int]:
    """The programme after a death was retracted, with the replay and the position before."""
    before = stanford("replay", *AS_OF, "--json").out
    position = json.loads(before)["stamp"]["store_position"]
    retraction = ("--recorder", "dm", "--record", "Q-1", "--recorded", "1975-01-01T00:00Z")
    fields = ("target_system=jasa", "target_record=4:death", "reason=wrong patient")
    recorded = stanford("record", "retracted", "STAN-004", "1968-05-05", *fields, *retraction)
    assert recorded.code == 0, recorded.err
    return stanford, before, position


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_commands_answer_as_they_did_at_that_position(stanford: Timeline, form: list[str]) -> None:
    commands = (["replay", *AS_OF], ["patient", "STAN-004", *AS_OF], ["analyse", *AS_OF])
    before = [stanford(*command, *form).out for command in commands]
    position = json.loads(stanford("replay", *AS_OF, "--json").out)["stamp"]["store_position"]
    stanford("import", FIXTURES / "wudhikarn2021/cohort.jsonl")
    study = ["--study", "stanford", *form]

    again = [stanford(*command, *study, "--position", position).out for command in commands]
    now = [stanford(*command, *study).out for command in commands]

    assert again == before
    assert now != before


def test_what_was_retracted_later_counts_at_the_position(
    corrected: tuple[Timeline, str, int],
) -> None:
    timeline, before, position = corrected
    assert timeline("replay", *AS_OF, "--json", "--position", position).out == before
    assert timeline("replay", *AS_OF, "--json").out != before


def test_python_opens_the_store_at_the_same_position(corrected: tuple[Timeline, str, int]) -> None:
    _, before, position = corrected
    cohort = pt.open(Path(STORE))
    then, now = (
        int(at.endpoint("OS").to_pandas()["event"].sum())
        for at in (cohort.as_of("1974-04-01", position=position), cohort.as_of("1974-04-01"))
    )
    assert then == json.loads(before)["endpoints"]["OS"]["events"] == now + 1


def test_a_position_that_the_store_never_reached_is_not_found(stanford: Timeline) -> None:
    outcome = stanford("replay", *AS_OF, "--position", 10_000)
    assert outcome.code == 3
    assert "no store position 10000; the last is 394" in outcome.err


@pytest.mark.parametrize("position", ["0", "-1", "4.0", "last"])
def test_what_is_no_position_is_refused(stanford: Timeline, position: str) -> None:
    outcome = stanford("replay", *AS_OF, f"--position={position}")
    assert outcome.code == 2
    assert "not a store position" in outcome.err
