"""Real stores that hold given events, and all that a replay of one says."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

from projections.cohort.episodes import episode_rows
from projections.cohort.evidence import decided
from projections.cohort.replay import Censoring, Replay
from projections.language import Episodes
from projections.states import histories
from timeline.history import History
from timeline.log import followed
from timeline.store import Store
from timeline.vocabulary import CORE, Amendment

BATCH = 10_000


@dataclass
class Written:
    """A store, and the version that each patient's stream has reached."""

    store: Store
    versions: Counter = field(default_factory=Counter)

    def write(self, events):
        """Append events in the order given."""
        for start in range(0, len(events), BATCH):
            self.store.insert([self.row(event) for event in events[start : start + BATCH]])

    def row(self, event):
        self.versions[event.patient] += 1
        return self.store.prepared(event, self.versions[event.patient])


@contextmanager
def written(events, vocabulary=CORE):
    """A new store in which events were written in the order given, open for more."""
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder, "t.db"), vocabulary, create=True) as store,
    ):
        one = Written(store)
        one.write(events)
        yield one


def said(study, events, as_of, censoring=Censoring.STRICT, vocabulary=CORE):
    """All that a replay says of events written to a store in this order."""
    with written(events, vocabulary) as one:
        return told(Replay(study, followed(one.store), as_of, censoring))


def told(replay):
    """Every value of every definition, each with its day and event; episodes and states too."""
    study = replay.study
    found = {"patients": replay.patients.tolist()}
    for name, node in study.definitions.items():
        episodes = isinstance(node, Episodes)
        found[name] = episode_rows(replay, name) if episodes else decided(replay, node)
    return found | {"states": ways(replay)} if study.states else found


def ways(replay):
    """The rows (start, stop] of all patients with their states."""
    rows = histories(replay).intervals
    columns = rows.patient, rows.start, rows.stop, rows.state_names, rows.to_names
    return list(zip(*(column.tolist() for column in columns), strict=True))


def recorded_by(events, instant):
    """The events on record at an instant."""
    return [event for event in events if event.recorded <= instant]


def middle(instants):
    """An instant before and after which about as much was recorded."""
    return sorted(instants)[len(instants) // 2].astimezone(UTC)


def visible_at(events, as_of):
    """What was on record at the lock, without facts after the cutoff that nobody amended."""
    known = recorded_by(events, as_of.known_by) if as_of.known_by else list(events)
    amended = {event.target for event in known if isinstance(event, Amendment)}
    happened = days_of(known, as_of)
    return [
        event
        for event in known
        if isinstance(event, Amendment) or event.id in amended or event.id in happened
    ]


def days_of(events, as_of):
    """The day on which each fact is placed that an as-of sees, whether outvoted or not."""
    patients = {event.patient for event in events}
    histories = [
        History(tuple(event for event in events if event.patient == patient))
        for patient in patients
    ]
    facts = (fact for history in histories for fact in history.facts())
    return {fact.event.id: fact.day for fact in facts if as_of.has_on_record(fact)}
