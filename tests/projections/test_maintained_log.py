from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.cohort.replay import Replay
from tests.projections.random_definitions import study
from tests.projections.random_histories import as_of, record
from tests.projections.told import told
from timeline.log import followed, rebuilt
from timeline.store import Store

PATIENTS = [f"P{number:02d}" for number in range(16)]
BATCHES = 3


@given(st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_a_replay_over_the_maintained_log_tells_what_one_over_a_rebuilt_log_does(seed):
    """Also where it takes over what an earlier replay evaluated on segments that stay."""
    random = Random(seed)
    events, asked, when = record(random, 80, 8, PATIENTS), study(random, 6), as_of(random)
    with TemporaryDirectory() as folder, Store.open(Path(folder, "t.db"), create=True) as store:
        append(store, events[:-BATCHES])
        replay = Replay(asked, followed(store), when)
        for number in range(BATCHES, 0, -1):
            append(store, [events[-number]])
            when = random.choice([when, when, as_of(random)])
            replay = Replay(asked, followed(store, replay.log), when, previous=replay)

            assert len(replay.log.parts) > 1
            assert told(replay) == told(Replay(asked, rebuilt(store), when))


def append(store, events):
    for event in events:
        store.insert([store.prepared(event, len(store.stream(event.patient)) + 1)])
