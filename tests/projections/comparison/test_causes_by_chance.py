from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.cohort.replay import Censoring, Replay
from projections.comparison import causes_in_record, changes, snapshot
from tests.projections.logs import laid_out
from tests.projections.random_definitions import study
from tests.projections.random_histories import as_of, record
from timeline.log import AsOf, rebuilt
from timeline.store import Store, up_to
from timeline.vocabulary import CORE


@given(st.integers(0, 2**32), st.integers(2, 25), st.integers(0, 5), st.integers(0, 12))
@settings(max_examples=80, deadline=None)
def test_without_a_named_cause_the_earlier_value_is_back(seed, facts, amendments, later):
    """Also without each set of several; and no smaller set gives it back."""
    random = Random(seed)
    events, asked = record(random, facts, amendments), study(random, 6)
    censoring, whens = random.choice(list(Censoring)), [as_of(random), as_of(random)]
    with TemporaryDirectory() as folder, Store.open(Path(folder, "t.db"), create=True) as store:
        append(store, events)
        earlier = rebuilt(up_to(store, len(events) - min(later, len(events))))
        logs = [earlier, rebuilt(store)]
        before, after = (
            Replay(asked, log, when, censoring) for log, when in zip(logs, whens, strict=True)
        )
        names = list(asked.definitions)
        found = changes(snapshot(before), snapshot(after), names)
        streams = {patient: store.stream(patient) for patient in {item.patient for item in found}}
        causes = causes_in_record(before, after, found, CORE, streams)

    assert list(causes) == found
    for change, cause in causes.items():
        side, other = (before, after) if cause.missing else (after, before)
        cutoff = other.as_of.cutoff if cause.cutoff else side.as_of.cutoff
        told, when = events[: side.log.position], AsOf(cutoff, side.as_of.known_by)
        old, new = change.before, change.after
        if cause.missing:
            old, new = new, old

        def undone(without, told=told, when=when, change=change, old=old, new=new):
            kept = [event for event in told if event.id not in without]
            replay = Replay(asked, laid_out(kept), when, censoring)
            value = snapshot(replay).value(change.patient, change.name)
            return value == old or (old.ongoing and not new.ongoing and value.ongoing)

        for each in cause.sets:
            assert undone(each)
            parts = combinations(each, len(each) - 1) if each else []
            assert not any(undone(part) for part in parts)


def append(store, events):
    for event in events:
        store.insert([store.prepared(event, len(store.stream(event.patient)) + 1)])
