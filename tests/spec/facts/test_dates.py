"""A date is told as far as it is known; the day it counts as is named by a rule, never guessed."""

from datetime import date

import pytest

from tests.spec.facts.tables import event, rows
from timeline.errors import InvalidEvent


def days_that_count(table):
    return [{**row, "counts as": str(event("contact", **_without(row)).day)} for row in rows(table)]


def _without(row):
    return {name: cell for name, cell in row.items() if name != "counts as"}


def test_a_date_known_to_the_day_is_that_day_under_every_rule():
    table = """
        occurred   | imputation | counts as
        2019-03-07 | earliest   | 2019-03-07
        2019-03-07 | midpoint   | 2019-03-07
        2019-03-07 | latest     | 2019-03-07
    """
    assert days_that_count(table) == rows(table)


def test_a_date_known_to_the_month_counts_as_its_first_day_its_15th_or_its_last():
    table = """
        occurred | imputation | counts as
        2019-04  | earliest   | 2019-04-01
        2019-04  | midpoint   | 2019-04-15
        2019-04  | latest     | 2019-04-30
    """
    assert days_that_count(table) == rows(table)


def test_a_date_known_to_the_year_counts_as_new_year_1_july_or_new_years_eve():
    table = """
        occurred | imputation | counts as
        2019     | earliest   | 2019-01-01
        2019     | midpoint   | 2019-07-01
        2019     | latest     | 2019-12-31
    """
    assert days_that_count(table) == rows(table)


def test_february_ends_on_the_29th_in_a_leap_year():
    table = """
        occurred | imputation | counts as
        2019-02  | latest     | 2019-02-28
        2020-02  | latest     | 2020-02-29
        1900-02  | latest     | 1900-02-28
        2000-02  | latest     | 2000-02-29
    """
    assert days_that_count(table) == rows(table)


def test_without_a_rule_the_midpoint_counts():
    assert event("contact", occurred="2019-04").day == date(2019, 4, 15)


@pytest.mark.parametrize(
    "occurred",
    [
        "2019-02-29",
        "2019-13",
        "2019-00",
        "2019-01-00",
        "2019-04-31",
        "0000",
        "0000-01-01",
    ],
)
def test_a_day_that_is_in_no_calendar_is_refused(occurred):
    with pytest.raises(InvalidEvent, match="occurred: no such day in the calendar"):
        event("contact", occurred=occurred)


@pytest.mark.parametrize(
    "occurred",
    [
        "",
        "19",
        "x-15",
        "15--",
        "201",
        "2019-1",
        "2019-1-1",
        "2019-1-",
        "2019--1",
        "20190-1-01",
        "2019-001",
        "2019-W01-1",
        "20190101",
        "01.02.2019",
        "2019/01/02",
        "2019-01-02Z",
        "\uff12\uff10\uff11\uff19",
        "today",
    ],
)
def test_what_is_no_date_is_refused_without_repeating_it(occurred):
    with pytest.raises(InvalidEvent) as refusal:
        event("contact", occurred=occurred)

    assert refusal.value.field == "occurred"
    assert refusal.value.reason == "not a date in the form YYYY-MM-DD, YYYY-MM or YYYY"


def test_white_space_around_a_date_means_nothing():
    assert event("contact", occurred=" 2019-04 ").occurred == "2019-04"


def test_an_event_is_dated_ahead_if_no_day_that_it_may_mean_had_begun_when_it_was_recorded():
    for occurred in ("2021-01-03", "2021-02", "2022"):
        said = event("contact", occurred=occurred, recorded="2021-01-01")
        assert said.recorded_before_it_happened
    for occurred in ("2021-01-01", "2021-01", "2021"):
        said = event("contact", occurred=occurred, recorded="2021-01-01")
        assert not said.recorded_before_it_happened


def test_a_day_that_has_begun_somewhere_on_earth_may_be_recorded():
    begun = event("contact", occurred="2021-01-01", recorded="2020-12-31T10")
    not_begun = event("contact", occurred="2021-01-01", recorded="2020-12-31T09")

    assert not begun.recorded_before_it_happened
    assert not_begun.recorded_before_it_happened


@pytest.mark.parametrize("written", ["2019-03-07T08:30", "2019-03-07 08:30", " 2019-03-07T08:30 "])
def test_a_time_of_day_behind_the_date_is_kept_beside_it(written):
    said = event("contact", occurred=written)

    assert (said.occurred, said.time) == ("2019-03-07", "08:30")
    assert said.day == date(2019, 3, 7)


def test_a_time_given_twice_must_be_the_same():
    said = event("contact", occurred="2019-03-07T08:30", time="08:30")

    assert said.time == "08:30"
    with pytest.raises(InvalidEvent, match="time: is not the one behind the date; give it once"):
        event("contact", occurred="2019-03-07T08:30", time="09:30")


@pytest.mark.parametrize(
    "time", ["24:00", "8:30", "08:60", "0830", "08:30:61", "08:30Z", "morning"]
)
def test_what_is_no_time_of_day_is_refused_without_repeating_it(time):
    with pytest.raises(InvalidEvent, match="time: not a time of day in the form HH:MM or HH:MM:SS"):
        event("contact", time=time)
