"""A patient is in one state at a time, from the day that led there to the day that leads on."""

from dataclasses import replace

import pytest

from projections.cohort.replay import Censoring
from projections.language import InvalidDefinition, events, first
from projections.language.states import Move, State, States
from tests.spec.states.way import (
    STUDY,
    awaiting,
    dead,
    expected,
    findings,
    infused,
    lost,
    replayed,
    way,
)


def test_each_stay_lasts_until_the_day_of_the_next():
    assert way("""
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-03-01 | marrow_blasts percent=2
        2020-05-01 | marrow_blasts percent=30
        2020-05-10 | therapy_started drugs=a setting=salvage
        2020-06-10 | therapy_started drugs=b setting=salvage
        2020-07-01 | death
    """) == expected("""
        from       | until      | state
        2020-01-01 | 2020-02-01 | awaiting infusion
        2020-02-01 | 2020-03-01 | infused
        2020-03-01 | 2020-05-01 | in CR
        2020-05-01 | 2020-05-10 | relapsed
        2020-05-10 | 2020-06-10 | on line 1
        2020-06-10 | 2020-07-01 | on line 2
        2020-07-01 | 2020-07-01 | dead
    """)


def test_a_deadline_moves_a_patient_without_an_event_on_its_day():
    assert way("""
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-02-20 | marrow_blasts percent=40
        2020-06-01 | contact
    """) == expected("""
        from       | until      | state
        2020-01-01 | 2020-02-01 | awaiting infusion
        2020-02-01 | 2020-04-01 | infused
        2020-04-01 | 2020-06-01 | refractory
    """)


def test_a_deadline_that_passes_after_a_patient_was_last_seen_moves_nobody():
    assert way("""
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-02-20 | marrow_blasts percent=40
    """) == expected("""
        from       | until      | state
        2020-01-01 | 2020-02-01 | awaiting infusion
        2020-02-01 | 2020-02-20 | infused
    """)


def test_nothing_is_judged_of_the_dead():
    facts = """
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-02-20 | marrow_blasts percent=40
        2020-03-01 | death
    """
    assert [stay["state"] for stay in way(facts)] == ["awaiting infusion", "infused", "dead"]
    assert not [name for _, name in findings(facts) if "refractory" in name]


def test_of_the_states_of_one_day_the_last_counts_and_the_others_are_kept():
    assert way("""
        occurred   | fact
        2020-01-01 | registered study=x
        2020-01-01 | cell_infusion product=y infusion=1
        2020-03-01 | marrow_blasts percent=2
        2020-05-01 | marrow_blasts percent=30
        2020-05-01 | therapy_started drugs=a setting=salvage
        2020-07-01 | contact
    """) == expected("""
        from       | until      | state     | passing
        2020-01-01 | 2020-03-01 | infused   | awaiting infusion
        2020-03-01 | 2020-05-01 | in CR     |
        2020-05-01 | 2020-07-01 | on line 1 | relapsed
    """)


def test_the_last_stay_is_open_until_the_cutoff_for_those_known_to_live():
    facts = """
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-02-20 | contact
        2020-06-01 | contact
    """
    administrative = way(facts, cutoff="2020-03-01", censoring=Censoring.ADMINISTRATIVE)
    strict = way(facts, cutoff="2020-03-01", censoring=Censoring.STRICT)

    assert administrative[-1]["until"] == "2020-03-01"
    assert strict[-1]["until"] == "2020-02-20"


def test_who_was_lost_may_still_be_known_to_have_died():
    assert way("""
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | lost_to_follow_up
        2020-07-01 | death
    """) == expected("""
        from       | until      | state
        2020-01-01 | 2020-02-01 | awaiting infusion
        2020-02-01 | 2020-07-01 | lost
        2020-07-01 | 2020-07-01 | dead
    """)


def test_who_is_called_lost_again_on_the_day_of_death_was_followed_until_first_lost():
    losses = [first(events("lost_to_follow_up"), n=number) for number in (1, 2)]
    moves = (
        Move(lost, losses[0], out_of=(awaiting,)),
        Move(dead, first(events("death")), out_of=(lost,)),
        Move(lost, losses[1], out_of=(dead,)),
    )
    study = replace(STUDY, states=replace(STUDY.states, moves=moves))
    assert way(
        """
        record | occurred   | recorded   | fact
        1      | 2020-01-01 | 2021-01-01 | registered study=x
        2      | 2020-02-01 | 2021-01-01 | lost_to_follow_up
        3      | 2020-07-01 | 2021-01-01 | death
        4      | 2020-07-01 | 2021-01-02 | lost_to_follow_up
        """,
        study=study,
    ) == expected("""
        from       | until      | state             | passing
        2020-01-01 | 2020-02-01 | awaiting infusion |
        2020-02-01 | 2020-02-01 | lost              | dead
    """)


def test_what_the_table_does_not_allow_is_a_finding_and_moves_nobody():
    facts = """
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-02-20 | marrow_blasts percent=30
        2020-02-25 | therapy_started drugs=a setting=salvage
        2020-03-01 | contact
    """
    assert findings(facts) == [
        ("2020-02-20", "relapsed without remission"),
        ("2020-02-25", "on line from infused"),
    ]
    assert way(facts)[-1]["state"] == "infused"


def test_there_is_no_life_after_death():
    facts = """
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | death
        2020-03-01 | cell_infusion product=y infusion=1
    """
    assert (
        way(facts)[-1]
        == expected("""
        from       | until      | state
        2020-02-01 | 2020-02-01 | dead
    """)[0]
    )
    assert findings(facts) == [("2020-03-01", "infused from dead")]
    later = "        2020-04-01 | therapy_started drugs=a setting=salvage"
    assert findings(facts.rstrip() + f"\n{later}\n") == findings(facts)  # one a patient


def test_who_died_before_the_origin_never_enters():
    found = replayed("""
        occurred   | fact
        2020-01-01 | death
        2020-02-01 | registered study=x
    """)
    assert found.intervals.patient.tolist() == []
    assert found.outside == {"ended before the origin": 1}


def test_a_retracted_relapse_never_was():
    states = [
        stay["state"]
        for stay in way("""
        record | occurred   | recorded   | fact
        1      | 2020-01-01 | 2020-01-01 | registered study=x
        2      | 2020-02-01 | 2020-02-01 | cell_infusion product=y infusion=1
        3      | 2020-03-01 | 2020-03-01 | marrow_blasts percent=2
        4      | 2020-05-01 | 2020-05-01 | marrow_blasts percent=30
        5      | 2020-05-02 | 2020-05-02 | retracted 4
        6      | 2020-06-01 | 2020-06-01 | contact
    """)
    ]
    assert states == ["awaiting infusion", "infused", "in CR"]


HERE, THERE = State("here"), State("there")
BIRTH = first(events())


def test_a_state_cannot_be_both_left_and_kept():
    with pytest.raises(InvalidDefinition, match="'here' is both left and kept"):
        Move(THERE, BIRTH, out_of=(HERE,), stays_in=(HERE,))


def test_a_numbered_state_needs_episodes_to_number_it():
    with pytest.raises(InvalidDefinition, match="'line' is numbered"):
        Move(State("line", numbered=True), BIRTH, out_of=(HERE,))


def test_an_absorbing_state_is_left_for_another_one_only():
    with pytest.raises(InvalidDefinition, match="not left for 'there'"):
        Move(THERE, BIRTH, out_of=(State("dead", absorbing=True),))


def test_one_name_is_one_state():
    with pytest.raises(InvalidDefinition, match="two different states are named 'here'"):
        States(HERE, BIRTH, (Move(State("here", "other"), BIRTH, out_of=()),), BIRTH)


def test_patients_enter_in_a_state_that_can_be_left():
    with pytest.raises(InvalidDefinition, match="patients enter in a state"):
        States(State("dead", absorbing=True), BIRTH, (), BIRTH)


def test_of_two_moves_by_one_milestone_the_one_that_fits_is_made():
    """What ends a remission is a relapse; the same before any remission is a progression."""
    progressed = State("progressed", "relapse")
    table = STUDY.states
    returned = next(move for move in table.moves if move.to.name == "relapsed")
    before = Move(progressed, returned.by, out_of=(infused,))
    living = replace(table.moves[-1], out_of=(*table.moves[-1].out_of, progressed))
    for moves in ((before, *table.moves[:-1], living), (*table.moves[:-1], before, living)):
        study = replace(STUDY, states=replace(table, moves=moves))
        in_remission = """
            occurred   | fact
            2020-01-01 | registered study=x
            2020-02-01 | cell_infusion product=y infusion=1
            2020-03-01 | marrow_blasts percent=2
            2020-05-01 | marrow_blasts percent=30
        """
        without = """
            occurred   | fact
            2020-01-01 | registered study=x
            2020-02-01 | cell_infusion product=y infusion=1
            2020-03-01 | marrow_blasts percent=30
        """
        for facts, state, left in ((in_remission, "relapsed", 4), (without, "progressed", 3)):
            assert way(facts, study=study)[-1]["state"] == state
            assert len(way(facts, study=study)) == left
            assert findings(facts, study=study) == []


def test_two_moves_by_one_milestone_that_fit_nowhere_are_one_finding():
    table = STUDY.states
    returned = next(move for move in table.moves if move.to.name == "relapsed")
    again = Move(State("worse"), returned.by, out_of=(State("worse"),))
    study = replace(STUDY, states=replace(table, moves=(*table.moves[:-1], again, table.moves[-1])))

    assert findings(
        """
        occurred   | fact
        2020-01-01 | registered study=x
        2020-02-01 | cell_infusion product=y infusion=1
        2020-03-01 | marrow_blasts percent=30
    """,
        study=study,
    ) == [("2020-03-01", "relapsed without remission")]
