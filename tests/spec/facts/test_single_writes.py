"""A single write is made by a person who can answer, so what is impossible is refused outright."""

import pytest

from tests.spec.facts.tables import event, told
from timeline.errors import Refused
from timeline.write_rules import admit


def refused_by(table, fact, **envelope):
    """The rule by which a history refuses one more event."""
    with pytest.raises(Refused) as refusal:
        admit(told(table), event(fact, **{"record": "9", **envelope}))
    return refusal.value.rule


def admitted(table, fact, **envelope):
    """Whether a history takes up one more event."""
    history = told(table)
    one = event(fact, **{"record": "9", **envelope})
    return admit(history, one).events == (*history.events, one)


NOTHING = "record | fact"

INFUSED = """
    record | occurred   | fact
    1      | 2020-03-01 | cell_infusion product=19-28z infusion=1
    2      | 2020-04-01 | transplant donor=allogeneic number=1
"""
DEAD = """
    record | occurred   | fact
    1      | 2020-02-01 | cell_infusion product=19-28z infusion=1
    2      | 2020-03-01 | death
"""


def test_the_first_event_of_a_patient_is_taken_up():
    assert admitted(NOTHING, "contact")


def test_an_event_that_is_there_already_changes_nothing():
    history = told(DEAD)

    assert admit(history, history.events[0]) is history
    assert admit(history, history.events[1]) is history


def test_same_record_holds_one_fact():
    rule = "same record holds one fact"

    assert refused_by(INFUSED, "contact", record="1") == rule
    assert refused_by(INFUSED, "cell_infusion product=Kymriah infusion=1", record="1") == rule
    assert admitted(INFUSED, "contact", record="1", source_system="registry")


def test_only_corrections_raise_the_revision():
    assert refused_by(INFUSED, "contact", revision=2) == "only corrections raise the revision"
    assert admitted(INFUSED, "corrected 1 to contact", record="1", revision=2)
    assert admitted(INFUSED, "retracted 1", record="1", revision=2)


def test_an_amendment_has_a_target():
    rule = "an amendment has a target"

    assert refused_by(NOTHING, "retracted 1") == rule
    assert refused_by(INFUSED, "corrected 7 to contact") == rule
    assert refused_by(INFUSED, "retracted 9") == rule
    assert refused_by(INFUSED, "retracted 1", recorded="2020-12-31") == rule
    assert admitted(INFUSED, "retracted 1", recorded="2021-01-01")


def test_an_amendment_may_amend_an_amendment():
    amended = """
        record | fact
        1      | contact
        2      | retracted 1
    """
    assert admitted(amended, "retracted 2")
    assert admitted(amended, "corrected 2 to contact")


def test_nothing_happens_after_death():
    rule = "nothing happens after death"

    assert refused_by(DEAD, "contact", occurred="2020-03-02") == rule
    assert refused_by(DEAD, "contact", occurred="2020-04") == rule
    assert refused_by(DEAD, "death", occurred="2020-03-01") == rule
    assert refused_by(DEAD, "death", occurred="2020-02-15") == rule


def test_facts_of_the_lifetime_may_be_told_after_death():
    assert admitted(DEAD, "contact", occurred="2020-02-28")
    assert admitted(DEAD, "contact", occurred="2020-03-01")
    assert admitted(DEAD, "contact", occurred="2020")
    assert admitted(DEAD, "cytogenetic_finding abnormality=del(9p)", occurred="2020-03-09")


def test_a_death_may_be_amended_after_death():
    assert admitted(DEAD, "corrected 2 to death", occurred="2020-05-01")
    assert admitted(DEAD, "retracted 2", occurred="2020-05-01")


def test_a_correction_into_a_death_passes_the_guards_of_a_death():
    rule = "death comes last"

    assert refused_by(INFUSED, "corrected 1 to death", occurred="2020-03-01") == rule
    assert admitted(INFUSED, "corrected 2 to death", occurred="2020-04-01")
    assert refused_by(DEAD, "corrected 1 to death") == "nothing happens after death"


def test_a_correction_may_not_move_a_fact_beyond_death():
    rule = "nothing happens after death"
    moved = "corrected 1 to cell_infusion product=19-28z infusion=1"

    assert refused_by(DEAD, moved, occurred="2020-03-02") == rule
    assert admitted(DEAD, moved, occurred="2020-02-28")


def test_a_correction_may_not_move_a_death_before_a_fact():
    assert refused_by(DEAD, "corrected 2 to death", occurred="2020-01-31") == "death comes last"


def test_a_correction_may_not_take_a_number_that_is_on_record():
    second = INFUSED + "3 | 2020-05-01 | transplant donor=allogeneic number=2"
    moved = "corrected 3 to transplant donor=allogeneic number=1"

    assert refused_by(second, moved, occurred="2020-05-01") == "an infusion is given once"
    assert admitted(second, "corrected 3 to transplant donor=allogeneic number=3")


def test_a_death_may_not_come_back_before_what_was_told_since():
    lived_on = (
        DEAD
        + """3 | 2020-03-01 | retracted 2
    4 | 2020-03-09 | contact"""
    )

    assert refused_by(lived_on, "retracted 3") == "death comes last"


def test_an_amendment_without_effect_is_no_danger():
    amended = (
        INFUSED
        + """3 | 2020-03-01 | retracted 1
    4 | 2020-03-01 | corrected 3 to contact"""
    )

    assert admitted(amended, "retracted 2")


def test_life_goes_on_after_a_retracted_death():
    alive = DEAD + "3 | 2020-03-01 | retracted 2"

    assert admitted(alive, "contact", occurred="2020-03-02")
    assert admitted(alive, "death", occurred="2020-03-02")


def test_death_comes_last():
    rule = "death comes last"

    assert refused_by(INFUSED, "death", occurred="2020-03-31") == rule
    assert refused_by(INFUSED, "death", occurred="2020-03") == rule
    assert admitted(INFUSED, "death", occurred="2020-04-01")
    assert admitted(INFUSED, "death", occurred="2020-04")
    assert admitted(INFUSED, "death", occurred="2020")


def test_background_reported_later_does_not_keep_a_death_from_coming_last():
    reported = """
        record | occurred   | fact
        1      | 2020-03-01 | cytogenetic_finding abnormality=del(9p)
    """
    assert admitted(reported, "death", occurred="2020-02-01")


def test_an_infusion_is_given_once():
    rule = "an infusion is given once"

    assert (
        refused_by(INFUSED, "cell_infusion product=Kymriah infusion=1", occurred="2020-05-01")
        == rule
    )
    assert refused_by(INFUSED, "transplant donor=autologous", occurred="2020-05-01") == rule
    assert admitted(INFUSED, "cell_infusion product=19-28z infusion=2", occurred="2020-05-01")
    assert admitted(INFUSED, "transplant donor=allogeneic number=2", occurred="2020-05-01")


def test_an_infusion_that_was_retracted_may_be_given():
    retracted = INFUSED + "3 | 2020-03-01 | retracted 1"

    assert admitted(retracted, "cell_infusion product=19-28z infusion=1", occurred="2020-05-01")


def test_a_refusal_names_its_rule_and_no_value():
    with pytest.raises(Refused, match="refused by rule 'death comes last'") as refusal:
        admit(told(INFUSED), event("death", record="9", occurred="2020-01-04"))

    assert "P1" not in str(refusal.value)
    assert "2020" not in str(refusal.value)
