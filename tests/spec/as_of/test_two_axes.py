"""Every answer is as of a data cutoff (what had happened) and a lock (what was known)."""

import pytest

from projections.language import events, first, signal
from tests.spec.tables import table, told

remission = first(signal("marrow_blasts", "percent") < 5)

RECORD = """
    record | occurred   | kind          | fields                                 | recorded
    1      | 2020-01-10 | marrow_blasts | percent=60                             | 2020-01-11
    2      | 2020-02-10 | marrow_blasts | percent=2                              | 2020-02-11
    3      | 2020-02-10 | corrected     | target=2 kind=marrow_blasts percent=20 | 2020-03-01
    4      | 2020-02-20 | marrow_blasts | percent=3                              | 2020-04-01
    5      | 2020-02-10 | retracted     | target=3                               | 2020-05-01
"""


@pytest.mark.parametrize(
    "row",
    table("""
        cutoff     | known by   | date       | decided by | since
        2020-12-31 | 2020-01-31 |            | 1          | no low blasts are on record yet
        2020-12-31 | 2020-02-15 | 2020-02-10 | 2          | the marrow of 10 February
        2020-12-31 | 2020-03-15 |            | 3          | that marrow was corrected
        2020-12-31 | 2020-04-15 | 2020-02-20 | 4          | a marrow was recorded late
        2020-12-31 | 2020-05-15 | 2020-02-10 | 2          | the correction was retracted
        2020-02-09 | 2020-05-15 |            | 1          | the cutoff lies before it
        2020-02-10 | 2020-05-15 | 2020-02-10 | 2          | the day of the cutoff counts
    """),
    ids=lambda row: row["since"],
)
def test_what_had_happened_by_the_cutoff_as_it_was_known_at_the_lock(row):
    (found,) = told(remission, RECORD, cutoff=row["cutoff"], known_by=row["known by"])

    assert (found["date"], found["decided by"]) == (row["date"], row["decided by"])


def test_without_a_lock_all_that_was_ever_recorded_is_known():
    assert told(remission, RECORD)[0]["decided by"] == "2"


def test_the_instant_of_the_lock_is_included():
    assert told(remission, RECORD, known_by="2020-02-11T12:00")[0]["decided by"] == "2"
    assert told(remission, RECORD, known_by="2020-02-11T11:59")[0]["decided by"] == "1"


def test_a_correction_can_move_a_fact_beyond_the_cutoff():
    record = """
        record | occurred   | kind      | fields                 | recorded
        1      | 2020-01-10 | death     |                        | 2020-01-11
        2      | 2020-03-10 | corrected | target=1 kind=death    | 2020-04-01
        3      | 2020-01-01 | contact   |                        | 2020-01-11
    """
    death = first(events("death"))

    before_it_was_corrected = told(death, record, cutoff="2020-02-01", known_by="2020-03-31")
    assert before_it_was_corrected == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-10 | 1
    """)
    assert told(death, record, cutoff="2020-02-01")[0]["value"] == "not reached"
    assert told(death, record, cutoff="2020-03-10")[0]["date"] == "2020-03-10"


def test_a_partial_date_stands_for_the_day_that_its_own_rule_names():
    record = """
        patient | record | occurred | recorded   | kind    | fields
        A       | a1     | 2020-03  | 2021-01-01 | contact | imputation=earliest
        B       | b1     | 2020-03  | 2021-01-01 | contact |
        C       | c1     | 2020     | 2021-01-01 | contact | imputation=latest
    """

    rows = told(first(events("contact")), record)
    assert [row["date"] for row in rows] == ["2020-03-01", "2020-03-15", "2020-12-31"]
