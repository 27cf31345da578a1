"""Who a patient is: births that contradict each other, ages, ids, and instants yet to come."""

from datetime import UTC, datetime

import pytest

from tests.spec.facts.tables import rows, told
from tests.spec.facts.test_quality import found, nothing
from timeline.quality import findings, ids_alike


def test_two_dates_of_birth_are_a_finding_if_they_cannot_mean_one_day():
    assert found("""
        record | occurred   | fact
        1      | 2020-01-01 | demographics born=1960-05
        2      | 2020-02-01 | demographics born=1960
        3      | 2020-03-01 | demographics born=1960-05-17
        4      | 2020-04-01 | demographics born=1960-05-18
    """) == rows("""
        finding    | records
        two_births | 3 4
    """)


@pytest.mark.parametrize("age", ["58.9", "59", "60", "61", "61.3"])
def test_an_age_may_be_completed_or_rounded_years(age):
    assert nothing(f"""
        record | occurred   | fact
        1      | 2020-05-17 | demographics born=1960 age_years={age}
    """)


@pytest.mark.parametrize("age", ["0", "58", "62", "95"])
def test_an_age_that_the_date_of_birth_does_not_give_is_a_finding(age):
    table = f"""
        record | occurred   | fact
        1      | 2019-05-17 | demographics born=1960
        2      | 2020-05-17 | demographics age_years={age}
    """
    assert found(table) == rows("""
        finding           | records
        age_against_birth | 1 2
    """)


def test_an_age_without_a_date_of_birth_contradicts_nothing():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-05-17 | demographics age_years=20
    """)


def test_what_says_that_it_was_recorded_at_an_instant_yet_to_come_is_a_finding():
    history = told("""
        record | occurred   | recorded   | fact
        1      | 2020-05-17 | 2020-05-18 | contact
        2      | 2020-05-18 | 2206-05-18 | contact
    """)

    (only,) = findings(history, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert only.name == "recorded_in_the_future"
    assert only.statement == "contact says that it was recorded on 2206-05-18"
    assert findings(history) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MSK-007", "msk 7"),
        ("P10", "P1O"),
        ("P1", "Pl"),
        ("A_01", "A-1"),
        ("X1", "X1 "),
        ("\uff30\uff11", "P1"),
        ("Zo\u00eb", "Zoe\u0308"),
    ],
)
def test_ids_that_differ_only_in_how_they_are_written_are_a_finding(one, other):
    first, second = sorted((one, other))
    (only,) = ids_alike([other, "Q5", one])

    assert (only.name, only.patient, only.events) == ("ids_alike", second, ())
    assert only.statement == f"this id looks like that of '{first}'"


@pytest.mark.parametrize(
    "ids", [("1-11", "11-1", "111"), ("P1", "P10", "P100"), ("A1", "B1"), ("-", "--"), ("0", "1")]
)
def test_ids_that_differ_otherwise_are_not_alike(ids):
    assert ids_alike(ids) == []
