"""Every patient is in one state at a time, from entering on, and in none after death."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.cohort.replay import Censoring, Replay
from projections.states import histories
from projections.studies.wudhikarn2021 import STUDY
from tests.proofs.records import amended_courses, seeds
from tests.proofs.stores import written
from tests.studies.random_courses import as_of
from timeline.log import followed

DEAD = "dead"


def assert_one_state_at_a_time(replay):
    """No row is empty, none overlaps the next of its patient, and none begins at a death."""
    rows = histories(replay).intervals
    same = rows.patient[1:] == rows.patient[:-1]

    assert (rows.start < rows.stop).all()
    assert (rows.start[1:][same] == rows.stop[:-1][same]).all()
    assert (rows.start[1:][~same] == 0).all()
    assert (rows.start[:1] == 0).all()
    assert not [name for name in rows.state_names if name.startswith(DEAD)]
    assert not [to for to in rows.to_names[:-1][same] if to is None or to.startswith(DEAD)]


def assert_nobody_outlives_death(replay, death):
    """Follow-up in states ends no later than on the day of death."""
    walked = histories(replay)
    died = replay.milestone(death)

    assert (walked.until[died.reached] <= died.day[died.reached]).all()


@given(st.tuples(seeds, st.integers(1, 50), st.integers(0, 6)), st.sampled_from(Censoring))
@settings(max_examples=25, deadline=None)
def test_states_never_overlap_or_outlive_death(course, censoring):
    seed, facts, amendments = course
    random = Random(seed)
    with written(amended_courses(random, facts, amendments)) as one:
        replay = Replay(STUDY, followed(one.store), as_of(random), censoring)

        assert_one_state_at_a_time(replay)
        assert_nobody_outlives_death(replay, "death")
