from projections.language import events, first, signal
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
blasts = signal("marrow_blasts", "percent")


def test_a_signal_since_a_milestone_forgets_what_was_assessed_before_it():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | marrow_blasts | percent=2
        A       | a2     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b1     | 2020-01-10 | marrow_blasts | percent=60
        B       | b2     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b3     | 2020-02-20 | marrow_blasts | percent=2
    """

    assert told(blasts < 5, record) == table("""
        patient | value | date | decided by
        A       | true  |      | a1
        B       | true  |      | b3
    """)
    assert told(blasts.since(infusion) < 5, record) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
        B       | true    |      | b3
    """)


def test_an_assessment_on_the_day_of_the_milestone_counts_if_it_comes_after_it():
    """A marrow on the day of an infusion was taken before it, a contact follows it."""
    record = """
        patient | record | occurred   | kind          | fields               | recorded
        A       | a1     | 2020-01-20 | cell_infusion | product=x infusion=1 | 2020-01-20T08:00
        A       | a2     | 2020-01-20 | marrow_blasts | percent=2            | 2020-01-20T18:00
        A       | a3     | 2020-01-20 | contact       | means=visit          | 2020-01-20T08:00
    """
    means = signal("contact", "means")

    assert told(blasts.since(infusion) < 5, record)[0]["value"] == "unknown"
    assert told(means.since(infusion).is_("visit"), record)[0]["value"] == "true"


def test_a_signal_since_a_milestone_that_is_not_reached_is_never_set():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | marrow_blasts | percent=2
    """

    assert told(blasts.since(infusion) < 5, record) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
    """)
