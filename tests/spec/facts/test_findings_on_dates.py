"""Dates that contradict the record are named; a single write of the impossible is refused."""

import pytest

from tests.spec.facts.tables import event, rows, told
from tests.spec.facts.test_quality import found
from timeline.errors import Refused
from timeline.quality import findings
from timeline.write_rules import admit


def statements(table):
    return [finding.statement for finding in findings(told(table))]


def test_a_fact_dated_after_it_was_recorded_is_a_finding():
    assert found("""
        record | occurred   | recorded   | fact
        1      | 2020-03-10 | 2020-03-01 | contact
        2      | 2020-03    | 2020-03-01 | contact
        3      | 2020-03-01 | 2020-03-01 | contact
    """) == rows("""
        finding                     | records
        date_bound                  | 2
        recorded_before_it_happened | 1
    """)


def test_a_fact_before_birth_is_a_finding():
    assert found("""
        record | occurred   | fact
        1      | 2020-01-01 | demographics born=1960-05
        2      | 1960-04-30 | therapy_started drugs=vincristine setting=prior
        3      | 1960-05-01 | contact
        4      | 1960       | contact
    """) == rows("""
        finding      | records
        before_birth | 1 2
    """)


def test_a_bound_that_moved_an_imputed_day_is_a_finding_that_names_rule_and_bound():
    assert statements("""
        record | occurred   | recorded   | fact
        1      | 2019-10-20 | 2019-10-21 | contact
        2      | 2019-10    | 2019-10-29 | death
    """) == [
        "death: midpoint 2019-10-15 of 2019-10 was moved to 2019-10-20, "
        "for it cannot lie before the last sign of life"
    ]


def test_a_partial_diagnosis_lies_before_the_death_though_a_diagnosis_may_follow_one():
    assert statements("""
        record | occurred   | recorded   | fact
        1      | 2020-03    | 2020-06-01 | diagnosis disease=leukaemia
        2      | 2020-03-10 | 2020-03-11 | death
    """) == [
        "diagnosis: midpoint 2020-03-15 of 2020-03 was moved to 2020-03-10, "
        "for it cannot lie after the death"
    ]


def test_a_bound_that_moved_nothing_is_none():
    assert (
        found("""
        record | occurred   | fact
        1      | 2019-10-10 | contact
        2      | 2019-10    | death
    """)
        == []
    )


def test_a_bound_is_a_finding_while_it_is_held():
    history = told("""
        record | occurred   | recorded   | fact
        1      | 2019       | 2020-01-01 | death
        2      | 2019-11-20 | 2020-01-01 | contact
        3      | 2019-11-20 | 2020-02-01 | retracted 2
    """)
    then = [
        finding.name for finding in findings(history, lambda fact: fact.held.start < fact.held.end)
    ]

    assert findings(history) == []
    assert "date_bound" in then


def test_a_single_write_dated_ahead_is_refused_and_so_is_a_correction_to_such_a_date():
    history = told("""
        record | occurred   | fact
        1      | 2020-01-01 | contact
    """)
    for fact in ("contact", "corrected 1 to contact"):
        late = event(fact, record="2", occurred="2021-02-01", recorded="2021-01-05")
        with pytest.raises(Refused, match="nothing is recorded before it happens"):
            admit(history, late)


def test_a_single_write_before_birth_is_refused_and_so_is_a_birth_after_a_fact():
    birth = event("demographics born=1960", record="1")
    early = event("contact", record="2", occurred="1959")
    for first, second in ((birth, early), (early, birth)):
        history = admit(told("record | fact"), first)
        with pytest.raises(Refused, match="nothing happens before birth"):
            admit(history, second)
