"""Quantities are numbers and words read off events, unknown where there is no such event."""

from projections.language import (
    count,
    days_between,
    events,
    field_of,
    first,
    highest,
    last,
    signal,
    years_since,
)
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
marrow = events("marrow_blasts")

RECORD = """
    patient | record | occurred   | kind          | fields
    A       | a0     | 2020-01-01 | demographics  | born=1970-01-01 sex=female
    A       | a1     | 2020-01-05 | marrow_blasts | percent=80
    A       | a2     | 2020-01-10 | cell_infusion | product=x infusion=1
    A       | a3     | 2020-02-10 | marrow_blasts | percent=2.5
    A       | a4     | 2020-03-10 | marrow_blasts | percent=40
    B       | b1     | 2020-01-05 | marrow_blasts | percent=80
"""


def test_a_field_of_the_event_that_decided_a_milestone():
    assert told(field_of(first(marrow, after=infusion), "percent"), RECORD) == table("""
        patient | value   | date | decided by
        A       | 2.5     |      | a3
        B       | unknown |      |
    """)
    assert told(field_of(last(marrow), "percent"), RECORD)[0]["value"] == "40"
    assert told(field_of(infusion, "product"), RECORD)[0]["value"] == "x"


def test_the_highest_number_that_a_signal_took_inside_a_window():
    blasts = signal("marrow_blasts", "percent")

    assert told(highest(blasts), RECORD)[0]["value"] == "80"
    assert told(highest(blasts, after=infusion), RECORD) == table("""
        patient | value   | date | decided by
        A       | 40      |      | a4
        B       | unknown |      |
    """)


def test_the_number_of_events_inside_a_window_is_known_also_where_it_is_none():
    after = [row["value"] for row in told(count(marrow, after=infusion), RECORD)]

    assert [row["value"] for row in told(count(marrow), RECORD)] == ["3", "1"]
    assert after == ["2", "0"]


def test_days_from_one_milestone_to_another_need_both():
    to_marrow = days_between(infusion, first(marrow, after=infusion))

    assert [row["value"] for row in told(to_marrow, RECORD)] == ["31", "unknown"]


def test_years_from_a_stated_date_to_a_milestone():
    """Born 1970-01-01: 18,271 days before the infusion, years of 365.25 days."""
    age = years_since(field_of(first(events("demographics")), "born"), at=infusion)

    assert [row["value"] for row in told(age, RECORD)] == [f"{18271 / 365.25:g}", "unknown"]
