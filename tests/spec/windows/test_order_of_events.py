from projections.language import events, first
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
contact = events("contact")

RECORD = """
    patient | record | occurred   | kind          | fields
    A       | a1     | 2020-01-10 | contact       |
    A       | a2     | 2020-01-20 | cell_infusion | product=x infusion=1
    A       | a3     | 2020-01-30 | contact       |
    B       | b1     | 2020-01-10 | contact       |
"""


def test_after_a_milestone_looks_at_later_events_only():
    assert told(first(contact, after=infusion), RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-30 | a3
        B       | not reached |            |
    """)


def test_before_a_milestone_looks_at_earlier_events_only():
    assert told(first(contact, before=infusion), RECORD)[0]["decided by"] == "a1"
    assert told(first(events(), before=infusion, n=2), RECORD)[0]["value"] == "not reached"


def test_a_bound_is_not_inside_its_own_window():
    assert told(first(events("cell_infusion"), after=infusion), RECORD)[0]["value"] == "not reached"


def test_a_start_that_is_not_reached_leaves_nothing_to_look_at_and_an_end_no_bound():
    assert told(first(contact, after=infusion), RECORD)[1]["value"] == "not reached"
    assert told(first(contact, before=infusion), RECORD)[1]["decided by"] == "b1"
    assert told(first(contact, on_or_before=infusion), RECORD)[1]["decided by"] == "b1"


def test_counting_starts_where_the_window_does():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | contact       |
        2      | 2020-01-20 | cell_infusion | product=x infusion=1
        3      | 2020-01-30 | contact       |
        4      | 2020-02-10 | contact       |
    """

    assert told(first(contact, after=infusion, n=2), record)[0]["decided by"] == "3, 4"
