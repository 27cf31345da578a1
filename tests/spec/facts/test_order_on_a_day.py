"""Facts that share a day have an order that is declared, not the order in which they arrived."""

from itertools import permutations

from tests.spec.facts.tables import rows, told
from timeline.history import History


def in_order(table):
    """Records in the order of the day, which is the same whatever the order of arrival."""
    history = told(table)
    orders = {
        tuple(event.source_record for event in History(tuple(arrived)).current_facts())
        for arrived in permutations(history.events)
    }
    (only,) = orders
    return [{"record": record} for record in only]


def test_on_a_day_one_is_assessed_then_treated_then_reacts_and_death_comes_last():
    assert in_order("""
        record | fact
        1      | death
        2      | cytokine_release_grade grade=2
        3      | cell_infusion product=19-28z infusion=1
        4      | marrow_blasts percent=40
        5      | contact
        6      | diagnosis disease=x
        7      | steroid_stopped drug=dexamethasone
    """) == rows("""
        record
        6
        4
        7
        3
        2
        5
        1
    """)


def test_of_two_facts_in_one_place_the_earlier_recorded_comes_first():
    assert in_order("""
        record | recorded   | fact
        1      | 2021-03-01 | marrow_blasts percent=40
        2      | 2021-02-01 | blood_blasts percent=40
        3      | 2021-01-01 | death
    """) == rows("""
        record
        2
        1
        3
    """)


def test_within_one_place_the_time_of_day_decides_then_the_sequence_number_of_the_source():
    assert in_order("""
        record | time  | sequence | recorded   | fact
        1      | 09:30 | 1        | 2021-01-01 | marrow_blasts percent=40
        2      | 09:30 |          | 2021-01-01 | blood_blasts percent=40
        3      | 08:00 | 7        | 2021-02-01 | marrow_blasts percent=40
        4      |       | 12       | 2021-03-01 | marrow_blasts percent=40
        5      |       | 9        | 2021-03-01 | marrow_blasts percent=40
        6      |       |          | 2021-03-01 | marrow_blasts percent=40
        7      | 07:00 | 1        | 2021-01-01 | cell_infusion product=19-28z infusion=1
    """) == rows("""
        record
        6
        5
        4
        3
        2
        1
        7
    """)


def test_a_correction_stands_in_the_place_of_the_fact_that_it_puts_in():
    assert in_order("""
        record | recorded   | fact
        1      | 2021-01-01 | contact
        2      | 2021-01-02 | cell_infusion product=19-28z infusion=1
        3      | 2021-02-01 | corrected 1 to marrow_blasts percent=40
    """) == rows("""
        record
        3
        2
    """)


def test_a_partial_date_is_in_order_by_the_day_that_counts():
    assert in_order("""
        record | occurred   | imputation | fact
        1      | 2020-03    | midpoint   | contact
        2      | 2020-03-14 |            | contact
        3      | 2020-03-16 |            | contact
        4      | 2020       | latest     | contact
        5      | 2020-03    | earliest   | contact
    """) == rows("""
        record
        5
        2
        1
        3
        4
    """)
