"""A cutoff that the state of knowledge does not reach is said, on every command."""

import json

import pytest

from tests.console.conftest import Timeline

BEYOND = ("--cutoff", "1970-11-18", "--known-by", "1970-10-31T23:59:59Z")
SAID = (
    "timeline: warning: the data cutoff 1970-11-18 lies beyond the state of knowledge "
    "1970-10-31T23:59:59Z; nothing is known of the days between"
)


@pytest.mark.parametrize(
    "command",
    [
        ("replay",),
        ("states",),
        ("analyse",),
        ("graph",),
        ("patient", "STAN-010"),
        ("audit", "STAN-010", "OS"),
    ],
    ids=lambda one: one[0],
)
def test_a_cutoff_beyond_the_state_of_knowledge_is_said(
    stanford: Timeline, command: tuple[str, ...]
) -> None:
    assert SAID in stanford(*command, *BEYOND).err.splitlines()


def test_a_program_is_told_in_the_stamp(stanford: Timeline) -> None:
    outcome = stanford("replay", "--json", *BEYOND)

    assert json.loads(outcome.out)["stamp"]["warnings"] == [SAID.partition("warning: ")[2]]


@pytest.mark.parametrize("known_by", ["1970-11-17T10:00:00Z", "1970-11-18T00:00:00Z"])
def test_a_cutoff_on_a_day_that_had_begun_anywhere_is_not(
    stanford: Timeline, known_by: str
) -> None:
    """It was 18 November in Kiribati when it was ten on the 17th at Greenwich."""
    outcome = stanford("replay", "--json", "--cutoff", "1970-11-18", "--known-by", known_by)

    assert "warning" not in outcome.err
    assert "warnings" not in json.loads(outcome.out)["stamp"]


def test_a_state_of_knowledge_in_the_future_is_said(stanford: Timeline) -> None:
    asked = ("--cutoff", "1974-04-01", "--known-by", "9999-01-01T00:00:00Z")

    assert "lies in the future" in stanford("replay", *asked).err


def test_a_sweep_says_it_of_each_cutoff(stanford: Timeline) -> None:
    asked = ("--from", "1970-01-01", "--to", "1972-01-01", "--every", "1y")
    outcome = stanford("sweep", "--json", *asked, "--known-by", "1970-10-31T23:59:59Z")

    assert [load.split()[3] for load in json.loads(outcome.out)["warnings"]] == [
        "1971-01-01",
        "1972-01-01",
    ]
    assert outcome.err.count("beyond the state of knowledge") == 2
