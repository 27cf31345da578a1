from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import given, settings

from projections.cohort.replay import Replay
from projections.cohort.sweep import Step, cutoffs, replays
from projections.engine import earlier_cutoff as earlier
from tests.projections.random_histories import SPAN, as_of, day
from tests.projections.told import told
from tests.projections.worlds import worlds
from timeline.log import AsOf


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_a_replay_of_a_sweep_is_the_single_replay_at_that_cutoff_as_known_now(world):
    known = world.as_of.known_by
    as_ofs = [AsOf(day(number), known) for number in range(0, SPAN + 30, 9)]

    assert swept(world, as_ofs) == alone(world, as_ofs)


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_a_replay_of_a_sweep_is_the_single_replay_whatever_was_known_at_each_cutoff(world):
    as_ofs = [as_of(world.random) for _ in range(4)]

    with evaluated_apart():
        assert swept(world, as_ofs) == alone(world, as_ofs)


@contextmanager
def evaluated_apart():
    """Even of a few patients those who differ are evaluated for themselves, as if of many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(earlier, "FEW", 0)
        patch.setattr(earlier, "MOST_APART", 1)
        yield


def swept(world, as_ofs):
    return [told(replay) for replay in replays(world.study, world.log, as_ofs, world.censoring)]


def alone(world, as_ofs):
    return [told(Replay(world.study, world.log, item, world.censoring)) for item in as_ofs]


@pytest.mark.parametrize(
    ("first", "last", "every", "expected"),
    [
        ("2015-01-31", "2015-04-30", "1 months", "2015-01-31 2015-02-28 2015-03-31 2015-04-30"),
        ("2015-06-30", "2015-09-29", "1 months", "2015-06-30 2015-07-31 2015-08-31"),
        ("2015-01-30", "2015-03-31", "1 months", "2015-01-30 2015-02-28 2015-03-30"),
        ("2016-02-29", "2018-02-28", "12 months", "2016-02-29 2017-02-28 2018-02-28"),
        ("2015-01-01", "2015-02-01", "30 days", "2015-01-01 2015-01-31"),
        ("2015-01-02", "2015-01-01", "1 days", ""),
    ],
)
def test_cutoffs_go_from_the_first_to_no_later_than_the_last(first, last, every, expected):
    count, unit = every.split()
    found = cutoffs(date.fromisoformat(first), date.fromisoformat(last), Step(int(count), unit))

    assert " ".join(map(str, found)) == expected
