from projections.language import elapsed, events, first
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
marrow = events("marrow_blasts")


def test_on_or_after_takes_in_the_whole_day_of_the_milestone():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | marrow_blasts | percent=2
        2      | 2020-01-20 | marrow_blasts | percent=2
        3      | 2020-01-20 | cell_infusion | product=x infusion=1
    """

    assert told(first(marrow, on_or_after=infusion), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-20 | 2
    """)
    assert told(first(marrow, after=infusion), record)[0]["value"] == "not reached"


def test_on_or_before_takes_in_the_whole_day_of_the_milestone():
    contact = events("contact")
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-20 | cell_infusion | product=x infusion=1
        2      | 2020-01-20 | contact       |
        3      | 2020-01-21 | contact       |
    """

    assert told(first(contact, on_or_before=infusion), record)[0]["decided by"] == "2"
    assert told(first(contact, before=infusion), record)[0]["value"] == "not reached"
    assert told(first(contact, on_or_before=infusion, n=2), record)[0]["value"] == "not reached"


def test_within_counts_whole_days_from_the_start_the_last_one_included():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-01-31 | marrow_blasts | percent=2
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-01 | marrow_blasts | percent=2
    """

    assert told(first(marrow, after=infusion, within=30), record) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-31 | a2
        B       | not reached |            |
    """)


def test_within_no_days_is_the_day_itself():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-01 | marrow_blasts | percent=2
        2      | 2020-01-01 | cell_infusion | product=x infusion=1
        3      | 2020-01-01 | contact       |
        4      | 2020-01-02 | contact       |
    """

    assert told(first(events(), after=infusion, within=0), record)[0]["decided by"] == "3"
    assert told(first(events(), on_or_after=infusion, within=0), record)[0]["decided by"] == "1"


def test_after_a_deadline_begins_the_day_after_it():
    landmark = elapsed(10, since=infusion)
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-01 | cell_infusion | product=x infusion=1
        2      | 2020-01-11 | contact       |
        3      | 2020-01-12 | contact       |
    """

    assert told(first(events("contact"), after=landmark), record)[0]["decided by"] == "3"
    assert told(first(events("contact"), before=landmark), record)[0]["decided by"] == "2"
