"""Derivations cite all that a value needs, and what they do not cite it does not need."""

from collections import defaultdict
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.studies.wudhikarn2021 import STUDY
from tests.projections.worlds import worlds
from tests.proofs.citing import audit_of, evidence, joined, only
from tests.proofs.records import amended_courses, seeds
from tests.proofs.stores import said
from tests.studies.random_courses import as_of
from timeline.history import History
from timeline.vocabulary import Amendment


def of(patient, events):
    return [event for event in events if event.patient == patient]


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_replaying_only_the_events_that_a_derivation_cites_gives_the_same_value(world):
    for patient in world.readings:
        events = of(patient, world.events)
        audit = audit_of(world.study, events, world.as_of)
        for name in world.study.definitions:
            whole = audit.derivation(name)
            kept = only(events, evidence(whole), world.as_of)
            if kept:
                again = audit_of(world.study, kept, world.as_of).derivation(name)
                assert (again.value, again.date) == (whole.value, whole.date), name
                assert again.decided_by == whole.decided_by, name


@given(st.tuples(seeds, st.integers(1, 40), st.integers(0, 4)))
@settings(max_examples=4, deadline=None)
def test_every_value_of_the_shipped_study_follows_from_the_events_that_its_derivation_cites(course):
    seed, facts, amendments = course
    random = Random(seed)
    events, when = of("A", amended_courses(random, facts, amendments)), as_of(random)
    audit = audit_of(STUDY, events, when)
    for name in random.sample(sorted(STUDY.definitions), 40):
        whole = audit.derivation(name)
        kept = only(events, evidence(whole), when)
        if kept:
            again = audit_of(STUDY, kept, when).derivation(name)
            assert (again.value, again.date) == (whole.value, whole.date), name


def days_of(events):
    """The days on which each fact was ever placed, by its id."""
    found = defaultdict(list)
    for patient in {event.patient for event in events}:
        for fact in History(tuple(of(patient, events))).facts():
            found[fact.event.id].append(fact.day)
    return found


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_removing_an_event_that_no_derivation_cites_changes_nothing(world):
    """Each such event with what amends it, on a store without them; enrolment needs its own.

    What bounds the partial date of another fact is cited by a finding, not by a derivation.
    """
    patients, readings = sorted(world.readings), world.readings.values()
    if not patients:
        return
    named = set()
    for patient in patients:
        audit = audit_of(world.study, of(patient, world.events), world.as_of)
        named |= {
            event for name in world.study.definitions for event in audit.derivation(name).events()
        }
    named |= {reading.id(reading.moment(world.study.enrolment).event) for reading in readings}
    together = [joined(world.events, event) for event in world.events]
    unnamed = [group for group in together if named.isdisjoint(event.id for event in group)]
    before = said(world.study, world.events, world.as_of)
    for group in unnamed[:3]:
        without = [event for event in world.events if event not in group]
        placed, left = days_of(world.events), days_of(without)
        if any(left[item] != placed[item] for item in left):
            continue
        assert {**said(world.study, without, world.as_of), "patients": before["patients"]} == before


@given(worlds())
@settings(max_examples=25, deadline=None)
def test_an_amendment_of_what_is_not_there_changes_nothing(world):
    known = {event.id for event in world.events}
    lost = [
        event
        for event in world.events
        if isinstance(event, Amendment) and event.target not in known
    ]

    without = [event for event in world.events if event not in lost]
    assert said(world.study, without, world.as_of) == said(world.study, world.events, world.as_of)
