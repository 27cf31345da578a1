"""What a value was at earlier cutoffs and states of knowledge, against single replays."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.audit import Audit, AuditQuery, ValueHistory
from tests.projections.logs import histories, segment_of
from tests.projections.random_histories import SPAN, noon
from tests.projections.worlds import composed
from tests.states.random_states import with_states

SPARSE = st.builds(
    composed, st.integers(0, 2**32), st.integers(1, 12), st.integers(0, 4), st.integers(1, 10)
)
"""Worlds of few facts, so that deadlines fall due on days on which nothing happens."""


def pasts(world):
    """The pasts of the state and of definitions composed last, of every patient of the study."""
    record, study = histories(world.events), with_states(world.random, world.study)
    for patient in world.readings:
        for name in ["state", *list(world.study.definitions)[-3:]]:
            yield ValueHistory(
                study, AuditQuery(name), record[patient], world.as_of, world.censoring
            )


def replayed(past, as_of, without=()):
    """What the value is in a replay of its own."""
    segment = past.segment
    if without:
        segment = segment_of(event for event in past.history.events if event.id not in without)
    return past.query.derived(Audit(past.study, segment, as_of, past.censoring))


@given(SPARSE)
@settings(max_examples=30, deadline=None)
def test_the_last_row_is_the_present_value_and_every_row_a_replay_at_its_instant(world):
    for past in pasts(world):
        for changes in (past.by_cutoff(), past.by_knowledge()):
            for change in changes:
                derived = replayed(past, change.as_of)
                assert (change.value, change.date) == (derived.value, derived.date)
            if changes:
                last = replayed(past, changes[-1].as_of)
                assert last.essence == replayed(past, past.as_of).essence


@given(SPARSE)
@settings(max_examples=30, deadline=None)
def test_between_two_rows_of_cutoffs_the_value_is_that_of_the_earlier(world):
    for past in pasts(world):
        rows = [
            (item.as_of.cutoff, replayed(past, item.as_of).essence) for item in past.by_cutoff()
        ]
        first, last = rows[0][0], past.as_of.cutoff
        for offset in range((last - first).days + 1):
            at = replace(past.as_of, cutoff=first + timedelta(days=offset))
            *_, earlier = (essence for since, essence in rows if since <= at.cutoff)
            assert replayed(past, at).essence == earlier


@given(SPARSE)
@settings(max_examples=30, deadline=None)
def test_between_two_rows_of_knowledge_the_value_is_that_of_the_earlier(world):
    for past in pasts(world):
        rows = [
            (item.as_of.known_by, replayed(past, item.as_of).essence)
            for item in past.by_knowledge()
        ]
        for offset in range(SPAN + 100):
            at = replace(past.as_of, known_by=noon(offset))
            earlier = [essence for since, essence in rows if since <= at.known_by]
            if earlier and (past.as_of.known_by is None or at.known_by <= past.as_of.known_by):
                assert replayed(past, at).essence == earlier[-1]


@given(SPARSE)
@settings(max_examples=30, deadline=None)
def test_without_what_changed_a_value_it_is_another(world):
    for past in pasts(world):
        for item in (*past.by_cutoff()[1:], *past.by_knowledge()[1:]):
            now = replayed(past, item.as_of)
            each = [replayed(past, item.as_of, {event}) for event in item.because]
            if any(derived.essence == now.essence for derived in each):
                together = replayed(past, item.as_of, set(item.because))
                assert together.essence != now.essence
