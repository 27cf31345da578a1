from dataclasses import replace

from hypothesis import given, settings

from projections.cohort.replay import Replay
from projections.language import Milestone
from projections.language.cutoff_dependence import moves
from tests.projections.random_histories import SPAN, day
from tests.projections.told import moments_of
from tests.projections.worlds import worlds


@given(worlds())
@settings(max_examples=500, deadline=None)
def test_a_cutoff_only_cuts_off_what_is_reached_later(world):
    """For every milestone of which ``last`` is no part."""
    cutoff = day(world.random.randrange(SPAN))
    early = Replay(world.study, world.log, replace(world.as_of, cutoff=cutoff))
    late = Replay(world.study, world.log, replace(world.as_of, cutoff=day(SPAN + 20)))

    for name, node in world.study.definitions.items():
        if isinstance(node, Milestone) and not moves(node):
            reached_by_then = {
                patient: (date, event)
                for patient, (date, event) in moments_of(late, name).items()
                if date <= str(cutoff)
            }
            assert moments_of(early, name) == reached_by_then, name
