"""Decisions are known from when they were recorded, and are corrected like any event."""

from datetime import date

import pytest

from projections.cohort.replay import Replay
from projections.cohort.sweep import replays
from tests.spec.adjudications.asked import APPLIED, replayed, value
from tests.spec.tables import table
from timeline.log import AsOf

HISTORY = """
    record | occurred   | kind        | recorded   | fields
    a      | 2020-06-01 | adjudicated | 2021-01-10 | definition=relapse decision=reached
    b      | 2020-04-01 | adjudicated | 2021-02-10 | definition=relapse decision="not reached"
    c      | 2020-04-01 | retracted   | 2021-03-10 | target=b
"""


@pytest.mark.parametrize(
    "row",
    table("""
        known by   | relapse     | because
        2021-01-09 | 2020-04-01  | nobody had decided yet
        2021-01-11 | 2020-06-01  | the first decision
        2021-02-11 | not reached | the latest recorded counts
        2021-03-11 | 2020-06-01  | it was retracted
    """),
    ids=lambda row: row["because"],
)
def test_a_decision_counts_from_when_it_was_recorded(row):
    assert value(replayed(HISTORY, known_by=row["known by"]), "relapse") == row["relapse"]


def test_a_milestone_decided_to_be_later_is_not_reached_before():
    """As with a corrected date: what the rules said in its place is no longer there."""
    moved = HISTORY.split("    b ")[0]

    assert value(replayed(moved, cutoff="2020-05-31"), "relapse") == "not reached"
    assert value(replayed(moved, cutoff="2020-06-01"), "relapse") == "2020-06-01"


def test_a_class_is_decided_from_the_day_of_the_decision_on():
    decided = """
        record | occurred   | kind        | fields
        a      | 2020-03-01 | adjudicated | definition=response decision=none
    """

    assert value(replayed(decided, cutoff="2020-02-28"), "response") == "remission"
    assert value(replayed(decided, cutoff="2020-03-01"), "response") == "none"


def test_a_sweep_obeys_decisions_as_the_single_replays_do():
    last = replayed(HISTORY)
    as_ofs = [
        AsOf(date(2020, month, 15), known)
        for month in range(2, 9)
        for known in (None, replayed(HISTORY, known_by="2021-02-11").as_of.known_by)
    ]

    swept = [value(replay, "relapse") for replay in replays(APPLIED, last.log, as_ofs)]

    assert swept == [value(Replay(APPLIED, last.log, item), "relapse") for item in as_ofs]
    assert len(set(swept)) > 1
