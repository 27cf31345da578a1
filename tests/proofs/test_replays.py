"""What a replay rests on, and what it does not, over generated histories on a real store."""

from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from projections.cohort.replay import Censoring, Replay
from projections.studies.wudhikarn2021 import STUDY
from tests.projections.worlds import worlds
from tests.proofs.records import amended_courses, seeds
from tests.proofs.stores import days_of, middle, said, told, visible_at, written
from tests.studies.random_courses import as_of
from timeline.log import AsOf, followed, rebuilt

courses = st.tuples(seeds, st.integers(1, 40), st.integers(0, 6))


def drawn(course):
    seed, facts, amendments = course
    random = Random(seed)
    return random, amended_courses(random, facts, amendments)


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_events_are_written_does_not_matter(world):
    first = said(world.study, world.events, world.as_of)
    world.random.shuffle(world.events)

    assert said(world.study, world.events, world.as_of) == first


@given(courses)
@settings(max_examples=10, deadline=None)
def test_the_order_of_writing_matters_to_no_definition_of_the_shipped_study(course):
    random, events = drawn(course)
    when = as_of(random)
    first = said(STUDY, events, when)
    random.shuffle(events)

    assert said(STUDY, events, when) == first


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_what_is_recorded_after_the_lock_changes_nothing_as_known_at_the_lock(world):
    """The store goes on growing; the replay of the lock does not change."""
    lock = AsOf(world.as_of.cutoff, middle([event.recorded for event in world.events]))
    known = [event for event in world.events if event.recorded <= lock.known_by]
    with written(known) as one:
        before = told(Replay(world.study, followed(one.store), lock, world.censoring))
        one.write([event for event in world.events if event.recorded > lock.known_by])

        assert told(Replay(world.study, followed(one.store), lock, world.censoring)) == before


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_a_cutoff_shows_what_a_record_that_ends_there_would_show(world):
    """Nothing that happened after the cutoff, or was recorded after the lock, is in that record.

    A partial date is read by all that was known at the lock, so that later facts may place it.
    """
    ended = visible_at(world.events, world.as_of)
    nothing_later = AsOf(world.as_of.cutoff, None)
    assume(days_of(ended, nothing_later) == days_of(world.events, world.as_of))

    assert said(world.study, ended, nothing_later) == said(world.study, world.events, world.as_of)


@given(courses)
@settings(max_examples=10, deadline=None)
def test_a_cutoff_shows_to_every_definition_of_the_shipped_study_a_record_that_ends_there(course):
    random, events = drawn(course)
    when = AsOf(as_of(random).cutoff, middle([event.recorded for event in events]))

    ended = visible_at(events, when)
    assume(days_of(ended, AsOf(when.cutoff, None)) == days_of(events, when))
    assert said(STUDY, ended, AsOf(when.cutoff, None)) == said(STUDY, events, when)


@given(courses, st.integers(0, 3))
@settings(max_examples=10, deadline=None)
def test_a_log_that_followed_its_store_says_what_a_rebuilt_one_says(course, batches):
    random, events = drawn(course)
    when = as_of(random)
    with written(events[: len(events) // 2]) as one:
        log, rest = followed(one.store), events[len(events) // 2 :]
        for start in range(batches):
            one.write(rest[start::batches])
            log = followed(one.store, log)

        maintained = Replay(STUDY, log, when, Censoring.STRICT)
        assert told(maintained) == told(Replay(STUDY, rebuilt(one.store), when, Censoring.STRICT))
