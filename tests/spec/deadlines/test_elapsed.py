from projections.language import elapsed, events, first
from tests.spec.tables import table, told

landmark = elapsed(30, since=first(events("cell_infusion")))

RECORD = """
    patient | record | occurred   | kind          | fields
    A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
    B       | b1     | 2020-01-01 | contact       |
"""


def test_a_deadline_is_the_end_of_the_day_that_lies_some_days_later():
    assert told(landmark, RECORD, cutoff="2020-01-31") == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-31 | a1
        B       | not reached |            |
    """)


def test_a_deadline_that_lies_after_the_cutoff_is_not_reached():
    assert told(landmark, RECORD, cutoff="2020-01-30") == table("""
        patient | value       | date | decided by
        A       | not reached |      | a1
        B       | not reached |      |
    """)


def test_a_deadline_needs_no_event_on_its_day_not_even_a_living_patient():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-01 | cell_infusion | product=x infusion=1
        2      | 2020-01-10 | death         |
    """

    assert told(landmark, record)[0]["date"] == "2020-01-31"
