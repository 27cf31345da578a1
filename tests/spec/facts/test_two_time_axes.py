"""Every read asks what had happened by the cutoff, and what was known of it by the lock."""

from datetime import UTC, date, datetime

from tests.spec.facts.tables import rows, told
from timeline.log import AsOf

COURSE = """
    record | occurred   | recorded   | fact
    1      | 2020-01-01 | 2020-01-02 | marrow_blasts percent=40
    2      | 2020-02-01 | 2020-02-02 | marrow_blasts percent=30
    3      | 2020-01-15 | 2020-03-01 | contact
    4      |            | 2020-04-01 | corrected 1 to marrow_blasts percent=4 occurred=2020-02-20
    5      |            | 2020-05-01 | retracted 2
    6      |            | 2020-06-01 | retracted 4
"""


def seen(cutoff, known_by=None):
    """The records that are seen as of a cutoff and a lock at midnight (UTC) of a day."""
    lock = known_by and datetime.combine(date.fromisoformat(known_by), datetime.min.time(), UTC)
    as_of = AsOf(date.fromisoformat(cutoff), lock)
    return " ".join(fact.event.source_record for fact in told(COURSE).facts() if as_of.sees(fact))


def test_by_each_cutoff_what_had_happened_is_seen_as_it_is_known_today():
    table = """
        cutoff     | seen
        2019-12-31 |
        2020-01-01 | 1
        2020-01-14 | 1
        2020-01-15 | 1 3
        2020-12-31 | 1 3
    """
    assert [{"cutoff": row["cutoff"], "seen": seen(row["cutoff"])} for row in rows(table)] == [
        {"seen": "", **row} for row in rows(table)
    ]


def test_by_each_lock_what_had_been_recorded_and_not_yet_amended_is_seen():
    table = """
        lock       | seen
        2020-01-01 |
        2020-01-02 | 1
        2020-02-01 | 1
        2020-02-02 | 1 2
        2020-03-01 | 1 3 2
        2020-04-01 | 3 2 4
        2020-05-01 | 3 4
        2020-06-01 | 1 3
    """
    assert [
        {"lock": row["lock"], "seen": seen("2020-12-31", row["lock"])} for row in rows(table)
    ] == [{"seen": "", **row} for row in rows(table)]


def test_both_questions_are_asked_at_once():
    assert seen("2020-01-31", "2020-02-15") == "1"
    assert seen("2020-02-10", "2020-04-15") == "3 2"
    assert seen("2020-02-20", "2020-04-15") == "3 2 4"


def test_a_lock_is_an_instant_in_whatever_zone():
    noon = datetime.fromisoformat("2020-01-02T05:30:00+05:30")

    assert AsOf(date(2020, 1, 1), noon).known_until == microseconds_of("2020-01-02T00:00:00+00:00")
    assert AsOf(date(2020, 1, 1), noon).as_json() == {
        "cutoff": "2020-01-01",
        "known_by": "2020-01-02T00:00:00Z",
    }


def microseconds_of(text):
    return round(datetime.fromisoformat(text).timestamp() * 1e6)


def test_without_a_lock_all_that_has_been_recorded_is_known():
    assert AsOf(date(2020, 1, 1)).known_until is None
    assert AsOf(date(2020, 1, 1)).as_json() == {"cutoff": "2020-01-01", "known_by": None}
