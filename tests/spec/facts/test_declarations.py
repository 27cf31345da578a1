"""A kind declares what holds of its events; a study's own kinds take part in every rule."""

from typing import Literal

import pytest

from tests.spec.facts.tables import event, told
from timeline.errors import Refused
from timeline.quality import findings
from timeline.vocabulary import CORE, Course, DayOrder, Event
from timeline.write_rules import admit

APHERESIS = Course("apheresis")


class ApheresisStarted(Event):
    day_order = DayOrder.TREATMENT
    numbered_by = "session"
    opens_course = APHERESIS
    kind: Literal["apheresis_started"] = "apheresis_started"
    session: int


class ApheresisEnded(Event):
    day_order = DayOrder.STOP
    closes_course = APHERESIS
    kind: Literal["apheresis_ended"] = "apheresis_ended"


class BrainDeath(Event):
    day_order = DayOrder.END
    shows_life = False
    ends_life = True
    kind: Literal["brain_death"] = "brain_death"


class Autopsy(Event):
    day_order = DayOrder.ASSESSMENT
    shows_life = False
    may_follow_death = True
    kind: Literal["autopsy"] = "autopsy"


OWN = CORE.extended([ApheresisStarted, ApheresisEnded, BrainDeath, Autopsy])


def found(table):
    history = told(table, OWN)
    return [(finding.name, finding.statement) for finding in findings(history)]


def test_a_kind_shows_a_living_patient_unless_it_says_otherwise():
    silent = {name for name, kind in CORE.kinds.items() if not kind.shows_life}

    assert silent == {
        "adjudicated", "corrected", "cytogenetic_finding", "death", "demographics", "diagnosis",
        "lost_to_follow_up", "philadelphia_status", "retracted",
    }  # fmt: skip


def test_death_alone_ends_a_life_among_the_core_kinds():
    assert [name for name, kind in CORE.kinds.items() if kind.ends_life] == ["death"]


def test_another_kind_that_ends_a_life_is_a_death_to_every_rule():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | brain_death
        2      | 2020-03-02 | contact
        3      | 2020-03-04 | death
        4      | 2020-03-05 | autopsy
    """) == [
        (
            "after_death",
            "contact on 2020-03-02 is after death, and so are 1 more until 2020-03-04: death 1",
        ),
        ("second_death", "deaths on 2020-03-01 and 2020-03-04"),
    ]


def test_what_may_follow_death_is_taken_up_after_it():
    dead = told("""
        record | occurred   | fact
        1      | 2020-03-01 | brain_death
    """, OWN)  # fmt: skip

    late = {"record": "2", "occurred": "2020-03-05"}
    assert len(admit(dead, event("autopsy", OWN, **late)).events) == 2
    with pytest.raises(Refused, match="nothing happens after death"):
        admit(dead, event("contact", OWN, **late))


def test_numbers_of_a_kind_that_declares_them_rise_and_are_given_once():
    table = """
        record | occurred   | fact
        1      | 2020-03-01 | apheresis_started session=2
        2      | 2020-03-02 | apheresis_ended
        3      | 2020-03-05 | apheresis_started session=1
    """

    assert found(table) == [("numbered_out_of_order", "number of apheresis started does not rise")]
    with pytest.raises(Refused, match="given once"):
        admit(told(table, OWN), event("apheresis_started session=2", OWN, record="4"))


def test_a_course_is_what_its_kinds_declare_it_to_be():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | apheresis_ended
        2      | 2020-03-02 | apheresis_started session=1
        3      | 2020-03-05 | apheresis_started session=2
    """) == [
        ("out_of_order", "apheresis ended on 2020-03-01 has no start before it"),
        ("overlap", "the same course started on 2020-03-02 and 2020-03-05"),
    ]


def test_in_which_order_drugs_are_listed_tells_no_two_courses_apart():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_started drugs=vincristine+imatinib setting=salvage
        2      | 2020-03-09 | therapy_stopped drugs=imatinib+vincristine setting=salvage
    """) == []  # fmt: skip
