"""A deadline is the end of a day, and falls due for those who were observed, alive, until then."""

import pytest

from projections.language import elapsed, events, first
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
landmark = elapsed(30, since=infusion)
by_the_calendar = elapsed(30, since=infusion, unobserved=True)

RECORD = """
    patient | record | occurred   | kind          | fields
    A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
    A       | a2     | 2020-01-31 | contact       |
    B       | b1     | 2020-01-01 | contact       |
"""


def test_a_deadline_is_the_end_of_the_day_that_lies_some_days_later():
    """It rests on the event from which it counts, and on one that shows the patient observed."""
    assert told(landmark, RECORD, cutoff="2020-01-31") == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-31 | a1, a2
        B       | not reached |            |
    """)


def test_a_deadline_that_lies_after_the_cutoff_is_not_reached():
    assert told(landmark, RECORD, cutoff="2020-01-30") == table("""
        patient | value       | date | decided by
        A       | not reached |      | a1
        B       | not reached |      |
    """)


LATER = """
    record | occurred   | kind          | fields               | recorded
    1      | 2020-01-01 | cell_infusion | product=x infusion=1 | 2020-01-01
    2      | 2020-06-01 | contact       |                      | 2020-06-01
"""


def test_a_later_event_shows_that_the_patient_lived_to_see_it():
    assert told(landmark, LATER, cutoff="2020-02-10")[0]["date"] == "2020-01-31"
    assert told(landmark, LATER, cutoff="2020-02-10", strict=True)[0]["date"] == ""
    assert told(landmark, LATER, cutoff="2020-06-01", strict=True)[0]["date"] == "2020-01-31"


def test_a_deadline_beyond_the_state_of_knowledge_is_not_reached():
    assert told(landmark, LATER, known_by="2020-05-31")[0]["date"] == ""
    assert told(landmark, LATER, known_by="2020-06-01")[0]["date"] == "2020-01-31"


@pytest.mark.parametrize("died", ["2020-01-10", "2020-01-31"])
def test_no_deadline_falls_due_after_death_and_on_the_day_of_death_death_came_first(died):
    record = f"""
        record | occurred   | kind          | fields
        1      | 2020-01-01 | cell_infusion | product=x infusion=1
        2      | {died} | death         |
        3      | 2020-03-01 | contact       |
    """

    assert told(landmark, record)[0]["date"] == ""
    assert told(by_the_calendar, record)[0]["date"] == "2020-01-31"


def test_who_died_on_the_day_after_it_had_lived_to_see_it():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-01 | cell_infusion | product=x infusion=1
        2      | 2020-02-01 | death         |
    """

    assert told(landmark, record)[0]["date"] == "2020-01-31"


@pytest.mark.parametrize(
    "kind",
    [
        "lost_to_follow_up |",
        "diagnosis | disease=x",
        "cytogenetic_finding | abnormality=x",
        "demographics |",
        "philadelphia_status | status=positive",
    ],
)
def test_what_shows_no_living_patient_lets_no_deadline_fall_due(kind):
    record = f"""
        occurred   | kind          | fields
        2020-01-01 | cell_infusion | product=x infusion=1
        2020-06-01 | {kind}
    """

    assert told(landmark, record)[0]["date"] == ""
    assert told(landmark, record.replace(kind, "contact |"))[0]["date"] == "2020-01-31"


def test_if_asked_for_a_deadline_falls_due_by_the_calendar_alone():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-01 | cell_infusion | product=x infusion=1
    """

    assert told(landmark, record)[0]["date"] == ""
    assert told(by_the_calendar, record, cutoff="2020-01-31")[0]["date"] == "2020-01-31"
    assert told(by_the_calendar, record, cutoff="2020-01-30")[0]["date"] == ""
