from projections.language import earliest, events, first, reached, signal
from tests.spec.tables import table, told

few_blasts = signal("marrow_blasts", "percent") < 5


def test_the_first_time_that_a_condition_holds():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | marrow_blasts | percent=60
        2      | 2020-02-10 | marrow_blasts | percent=2
        3      | 2020-03-10 | marrow_blasts | percent=1
    """

    assert told(first(few_blasts), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-02-10 | 2
    """)


def test_a_condition_is_looked_at_where_one_of_its_signals_is_set():
    """Blasts stay low after the first marrow, yet only the second marrow follows the visit."""
    after_visit = first(few_blasts, after=first(events("contact")))
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | marrow_blasts | percent=2
        2      | 2020-01-20 | contact       |
        3      | 2020-01-30 | transplant    | donor=allogeneic
        4      | 2020-02-10 | marrow_blasts | percent=1
    """

    assert told(after_visit, record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-02-10 | 4
    """)


def test_what_was_reached_can_be_part_of_a_condition():
    transplanted = reached(first(events("transplant")))
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | marrow_blasts | percent=2
        2      | 2020-01-30 | transplant    | donor=allogeneic
        3      | 2020-02-10 | marrow_blasts | percent=60
    """

    assert told(first(few_blasts & transplanted), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-30 | 1, 2
    """)
    assert told(first(~few_blasts & transplanted), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-02-10 | 3, 2
    """)


def test_what_is_reached_is_news_once_only():
    """The contact came first: that the transplant follows the infusion settles nothing any more."""
    seen_or_transplanted = earliest(first(events("contact")), first(events("transplant")))
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | contact       |
        2      | 2020-01-20 | cell_infusion | product=x infusion=1
        3      | 2020-01-30 | transplant    | donor=allogeneic
    """
    infusion = first(events("cell_infusion"))

    assert told(first(reached(seen_or_transplanted)), record)[0]["decided by"] == "1"
    assert told(first(reached(seen_or_transplanted), after=infusion), record)[0]["date"] == ""
