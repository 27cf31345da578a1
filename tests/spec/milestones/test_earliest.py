from projections.language import earliest, elapsed, events, first
from tests.spec.tables import table, told

transplant = first(events("transplant"))
death = first(events("death"))


def test_the_earliest_of_several_milestones():
    record = """
        patient | record | occurred   | kind       | fields
        A       | a1     | 2020-01-10 | transplant | donor=allogeneic
        A       | a2     | 2020-02-10 | death      |
        B       | b1     | 2020-02-10 | death      |
        C       | c1     | 2020-02-10 | contact    |
    """

    assert told(earliest(death, transplant), record) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-10 | a1
        B       | reached     | 2020-02-10 | b1
        C       | not reached |            |
    """)


def test_an_event_comes_before_the_deadline_at_the_end_of_its_day():
    thirty_days = elapsed(30, since=transplant)
    record = """
        patient | record | occurred   | kind       | fields
        A       | a1     | 2020-01-01 | transplant | donor=allogeneic
        A       | a2     | 2020-01-31 | death      |
        B       | b1     | 2020-01-01 | transplant | donor=allogeneic
        B       | b2     | 2020-02-01 | death      |
    """

    assert told(earliest(thirty_days, death), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-31 | a2
        B       | reached | 2020-01-31 | b1
    """)
