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
from timeline.store import Store, up_to


@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(0, 8), st.integers(0, 47))
@settings(max_examples=60, deadline=None)
def test_nothing_written_later_enters_the_past_whatever_its_dates(seed, facts, amendments, later):
    """What comes later is of the same days and recorded at the same instants, or amends them."""
    random = Random(seed)
    events, asked, when = record(random, facts, amendments), study(random, 6), as_of(random)
    earlier = len(events) - min(later, len(events))
    with TemporaryDirectory() as folder, Store.open(Path(folder, "t.db"), create=True) as store:
        append(store, events[:earlier])
        then, position, mark = rebuilt(store), store.position, store.fingerprint(store.position)
        before = told(Replay(asked, then, when))
        append(store, events[earlier:])
        past = up_to(store, position)

        assert told(Replay(asked, rebuilt(past), when)) == before
        assert past.position == position
        assert past.fingerprint(position) == mark
        assert [item.position for item in past.read()] == list(range(1, position + 1))
        for patient in followed(store).patients:
            stream = store.stream(patient)
            assert past.stream(patient) == [item for item in stream if item.position <= position]


def append(store, events):
    for event in events:
        store.insert([store.prepared(event, len(store.stream(event.patient)) + 1)])
