"""Administrative: alive at the cutoff if any later event shows it. Strict: nothing later exists."""

from projections.language import Endpoint, Source, events, first, last
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
death = Source("death", first(events("death")))
seen = Source("last seen", last(events()))
survival = Endpoint(origin=infusion, events=(death,), censors=(seen,))

RECORD = """
    patient | record | occurred   | kind          | fields               | recorded
    A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1 |
    A       | a2     | 2020-02-01 | contact       |                      |
    A       | a3     | 2020-06-01 | contact       |                      | 2020-06-15
    B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1 |
    B       | b2     | 2020-02-01 | contact       |                      |
    B       | b3     | 2020-06-01 | death         |                      | 2020-06-15
    C       | c1     | 2020-01-01 | cell_infusion | product=x infusion=1 |
    C       | c2     | 2020-02-01 | contact       |                      |
    D       | d1     | 2020-01-01 | cell_infusion | product=x infusion=1 |
    D       | d2     | 2020-02-01 | death         |                      |
"""


def test_administrative_censoring_follows_the_living_to_the_cutoff():
    """A later death shows, as any later event does, that its patient lived at the cutoff."""
    assert told(survival, RECORD, cutoff="2020-04-10") == table("""
        patient | value                                              | date       | decided by
        A       | censored (alive at the data cutoff) after 100 days | 2020-04-10 | a1
        B       | censored (alive at the data cutoff) after 100 days | 2020-04-10 | b1
        C       | censored (last seen) after 31 days                 | 2020-02-01 | c1, c2
        D       | death after 31 days                                | 2020-02-01 | d1, d2
    """)


def test_strict_censoring_knows_nothing_after_the_cutoff():
    assert told(survival, RECORD, cutoff="2020-04-10", strict=True) == table("""
        patient | value                              | date       | decided by
        A       | censored (last seen) after 31 days | 2020-02-01 | a1, a2
        B       | censored (last seen) after 31 days | 2020-02-01 | b1, b2
        C       | censored (last seen) after 31 days | 2020-02-01 | c1, c2
        D       | death after 31 days                | 2020-02-01 | d1, d2
    """)


def test_a_later_event_shows_nothing_before_it_is_recorded():
    rows = told(survival, RECORD, cutoff="2020-04-10", known_by="2020-06-14")

    assert rows[0]["value"] == rows[1]["value"] == "censored (last seen) after 31 days"


def test_on_the_day_of_the_cutoff_everything_has_happened():
    assert told(survival, RECORD, cutoff="2020-06-01")[1]["value"] == "death after 152 days"
    assert told(survival, RECORD, cutoff="2020-06-01")[0]["value"] == (
        "censored (last seen) after 152 days"
    )
