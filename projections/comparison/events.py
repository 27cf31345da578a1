"""Which events changed a value: patients told again without them, many tellings at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from projections.comparison.changes import Change, same
from projections.comparison.search import Asked, Found, Search, Tried
from projections.comparison.values import Snapshot, Value, snapshot
from projections.replay import Replay
from timeline.log import laid_out, log_of
from timeline.store import Stored
from timeline.vocabulary import Amendment, Corrected, Event, Vocabulary

AT_ONCE = 20_000
"""Tellings laid out together."""


@dataclass(frozen=True)
class Records:
    """What the store holds of some patients, as one replay knows it: events of whatever day."""

    vocabulary: Vocabulary
    told: Mapping[str, Mapping[UUID, tuple[Event, Stored]]]

    @classmethod
    def of(
        cls, vocabulary: Vocabulary, streams: Mapping[str, Iterable[Stored]], replay: Replay
    ) -> "Records":
        """Of each stream the events that the replay knows, in the order of recording."""
        lock, last = replay.as_of.known_by, replay.log.position
        told = {}
        for patient, stream in streams.items():
            read = ((vocabulary.parse(one.fields), one) for one in stream if one.position <= last)
            known = [(event, one) for event, one in read if lock is None or event.recorded <= lock]
            known.sort(key=lambda one: (one[0].recorded, one[1].position))
            told[patient] = {event.id: (event, one) for event, one in known}
        return cls(vocabulary, told)

    def news(self, patient: str, known: "Records", since: date, until: date) -> list[UUID]:
        """Events that are not known already, or that came into sight as the cutoff moved."""
        before = known.told[patient]
        return [
            identity
            for identity, (event, _) in self.told[patient].items()
            if identity not in before or self._day_within(event, since, until)
        ]

    def _day_within(self, event: Event, since: date, until: date) -> bool:
        said = self.vocabulary.replacement(event) if isinstance(event, Corrected) else event
        return not isinstance(said, Amendment) and since < said.day <= until


@dataclass(frozen=True)
class Telling:
    """Trials of a replay in which some of a patient's events were never recorded."""

    replay: Replay
    records: Records
    names: Collection[str]

    def __call__(self, asked: Collection[Asked[UUID]]) -> Tried[UUID]:
        """Tell each patient without the events named, as patients of a log of their own."""
        cases = list(asked)
        told: dict[Asked[UUID], tuple[int, str]] = {}
        shots: list[Snapshot] = []
        for first in range(0, len(cases), AT_ONCE):
            some = {f"{place:06d}": one for place, one in enumerate(cases[first:][:AT_ONCE])}
            segment = laid_out(
                (each for name, one in some.items() for each in self._stored(name, *one)),
                self.records.vocabulary,
            )
            log = log_of({"told again": segment}, self.replay.log.position)
            told |= {one: (len(shots), name) for name, one in some.items()}
            shots.append(snapshot(replace(self.replay, log=log), self.names))

        def tried(patient: str, without: frozenset[UUID], name: str) -> Value:
            shot, case = told[patient, without]
            return shots[shot].value(case, name)

        return tried

    def _stored(self, name: str, patient: str, without: frozenset[UUID]) -> Iterator[Stored]:
        for identity, (_, stored) in self.records.told[patient].items():
            if identity not in without:
                yield stored._replace(fields={**stored.fields, "patient": name})


@dataclass(frozen=True)
class Side:
    """A replay, and the records of the patients in question as it knows them."""

    replay: Replay
    records: Records

    @property
    def cutoff(self) -> date:
        """The cutoff of the replay."""
        return self.replay.as_of.cutoff

    def at(self, cutoff: date) -> "Side":
        """The same at another cutoff."""
        as_of = replace(self.replay.as_of, cutoff=cutoff)
        return Side(replace(self.replay, as_of=as_of), self.records)


Target = Callable[[Change], Value]


def undoing(
    old: Side, new: Side, changes: Sequence[Change], target: Target
) -> dict[Change, Found[UUID]]:
    """The smallest sets of events, new to a side, without which it gives the target values."""
    cut = old.cutoff != new.cutoff

    def undone(change: Change, value: Value) -> bool:
        return same(target(change), value, whenever_cut=cut)

    news = {
        patient: new.records.news(patient, old.records, old.cutoff, new.cutoff)
        for patient in {change.patient for change in changes}
    }
    telling = Telling(new.replay, new.records, {change.name for change in changes})
    return Search(news, telling, undone).found(changes)
