from hypothesis import given, settings

from projections.cohort.replay import Replay
from tests.projections.logs import laid_out
from tests.projections.told import told
from tests.projections.worlds import worlds


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_the_order_in_which_events_arrive_does_not_matter(world):
    before = told(world.replay)
    world.random.shuffle(world.events)

    assert told(replay_over(world, laid_out(world.events))) == before


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_a_log_in_several_segments_tells_what_one_segment_tells(world):
    arrived = [world.events[: len(world.events) // 3], world.events[: len(world.events) // 2]]
    late = {event.patient for event in world.events[len(world.events) // 2 :]}
    again = [event for event in world.events if event.patient in late]

    assert told(replay_over(world, laid_out(*arrived, again))) == told(world.replay)


def replay_over(world, log):
    return Replay(world.study, log, world.as_of, world.censoring)
