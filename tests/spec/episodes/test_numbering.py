"""Episodes are numbered stretches of a history: each lasts until the next begins."""

from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Episodes,
    count,
    events,
    first,
    in_episode,
)
from tests.spec.tables import table, told

progression = first(events("marrow_blasts"))
therapy = events("therapy_started")
lines = Episodes((therapy, events("cell_infusion")), after=progression)

RECORD = """
    record | occurred   | kind            | fields
    1      | 2020-01-01 | therapy_started | drugs=a setting=prior
    2      | 2020-02-01 | marrow_blasts   | percent=60
    3      | 2020-03-01 | therapy_started | drugs=b setting=salvage
    4      | 2020-03-06 | therapy_started | drugs=c setting=salvage
    5      | 2020-04-01 | cell_infusion   | product=x infusion=1
"""


def begins(number, episodes=lines):
    return told(in_episode(number, episodes, EPISODE_START), RECORD)[0]["decided by"]


def test_each_event_that_begins_an_episode_ends_the_one_before():
    assert [begins(number) for number in (1, 2, 3, 4)] == ["3", "4", "5", ""]
    assert told(in_episode(1, lines, EPISODE_END), RECORD)[0]["date"] == "2020-03-06"
    assert told(in_episode(3, lines, EPISODE_END), RECORD)[0]["value"] == "not reached"
    assert told(count(lines), RECORD)[0]["value"] == "3"


def test_what_begins_within_some_days_belongs_to_the_same_episode():
    joined = Episodes((therapy, events("cell_infusion")), after=progression, joined_within=5)

    assert [begins(number, joined) for number in (1, 2, 3)] == ["3", "5", ""]


def test_days_are_counted_from_the_beginning_of_the_episode_not_from_what_joined_it():
    chained = Episodes((therapy,), after=progression, joined_within=14)
    record = """
        record | occurred   | kind            | fields
        1      | 2020-02-01 | marrow_blasts   | percent=60
        2      | 2020-03-01 | therapy_started | drugs=a setting=salvage
        3      | 2020-03-11 | therapy_started | drugs=b setting=salvage
        4      | 2020-03-21 | therapy_started | drugs=c setting=salvage
    """

    second = told(in_episode(2, chained, EPISODE_START), record)
    assert second == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-03-21 | 4
    """)


def test_an_episode_may_begin_with_the_event_that_the_window_starts_from():
    after = Episodes((therapy,), after=first(therapy))
    from_it = Episodes((therapy,), on_or_after=first(therapy))

    assert (begins(1, after), begins(1, from_it)) == ("3", "1")
