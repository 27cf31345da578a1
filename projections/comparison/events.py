"""Which events changed a value: patients replayed without them, many trials at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

import numpy as np

from projections.cohort.replay import Replay
from projections.comparison.changes import Change
from projections.comparison.search import Case, Found, Search, Tried
from projections.comparison.values import Snapshot, Value, snapshot
from timeline.amendments import ALWAYS
from timeline.history import Fact, History
from timeline.imputation import Dating
from timeline.log import Segment, laid_out, log_of
from timeline.log.columns import Rows
from timeline.log.leave_out import LeaveOut
from timeline.store import Stored
from timeline.vocabulary import Amendment, Corrected, Event, Vocabulary
from timeline.vocabulary.adjudication import Adjudicated

AT_ONCE = 20_000
"""Trials built together."""


@dataclass(frozen=True)
class Records:
    """What the store holds of some patients, as one replay knows it: events of whatever day."""

    vocabulary: Vocabulary
    events: Mapping[str, Mapping[UUID, tuple[Event, Stored]]]

    @classmethod
    def known_to(
        cls, vocabulary: Vocabulary, streams: Mapping[str, Iterable[Stored]], replay: Replay
    ) -> "Records":
        """Of each stream the events that the replay knows, in the order of recording."""
        lock, last = replay.as_of.known_by, replay.log.position
        events = {}
        for patient, stream in streams.items():
            within = (item for item in stream if item.position <= last)
            read = ((vocabulary.of_store(item.fields), item) for item in within)
            known = [
                (event, item) for event, item in read if lock is None or event.recorded <= lock
            ]
            known.sort(key=lambda pair: (pair[0].recorded, pair[1].position))
            events[patient] = {event.id: (event, item) for event, item in known}
        return cls(vocabulary, events)

    @cached_property
    def bearing(self) -> dict[str, set[UUID]]:
        """Events of each patient without which others would hold, or be placed, differently."""
        return {patient: self._bearing(patient) for patient in self.events}

    def _bearing(self, patient: str) -> set[UUID]:
        """Amendments and what they amend; every event, where a day or a vote depends on others."""
        if patient in self.dependent:
            return set(self.events[patient])
        amending = (
            event for event, _ in self.events[patient].values() if isinstance(event, Amendment)
        )
        return {identity for item in amending for identity in (item.id, item.target)}

    @cached_property
    def dependent(self) -> set[str]:
        """Patients of whom a fact has a partial date, or is outvoted by others of its day."""
        return {
            patient
            for patient, facts in self.facts.items()
            if any(fact.outvoted or fact.dating != Dating.EXACT for fact in facts)
        }

    @cached_property
    def days(self) -> dict[str, dict[UUID, date]]:
        """On which day each fact of each patient is placed that holds."""
        return {
            patient: {fact.event.id: fact.day for fact in facts if fact.held.end == ALWAYS}
            for patient, facts in self.facts.items()
        }

    @cached_property
    def facts(self) -> dict[str, list[Fact]]:
        """Every fact of each patient, as it was held."""
        return {
            patient: History(tuple(event for event, _ in events.values()), self.vocabulary).facts()
            for patient, events in self.events.items()
        }

    def contents(self, patient: str) -> Iterator[tuple[UUID, Event]]:
        """Each event with its content: of a correction the replacement, under its own id."""
        for identity, (event, _) in self.events[patient].items():
            yield (
                identity,
                self.vocabulary.said_by(event) if isinstance(event, Corrected) else event,
            )


@dataclass(frozen=True)
class Trials:
    """Trials of a replay in which some of a patient's events were never recorded."""

    replay: Replay
    records: Records

    def __call__(self, trials: Collection[Case[UUID]], names: Collection[str]) -> Tried[UUID]:
        """Replay each patient without the events named, as patients of a log of their own."""
        cases = list(trials)
        places: dict[Case[UUID], tuple[int, str]] = {}
        shots: list[Snapshot] = []
        for first in range(0, len(cases), AT_ONCE):
            some = {f"{place:06d}": case for place, case in enumerate(cases[first:][:AT_ONCE])}
            log = log_of(self._segments(some), self.replay.log.position)
            places |= {case: (len(shots), name) for name, case in some.items()}
            shots.append(snapshot(replace(self.replay, log=log), names))

        def tried(patient: str, without: frozenset[UUID], name: str) -> Value:
            shot, case = places[patient, without]
            return shots[shot].value(case, name)

        return tried

    def _segments(self, cases: Mapping[str, Case[UUID]]) -> dict[str, Segment]:
        """Leaving out most facts needs no building; some bear on when or where others held."""
        amending = {
            name: (patient, without)
            for name, (patient, without) in cases.items()
            if not without.isdisjoint(self.records.bearing[patient])
        }
        plain = {
            name: self._rows(*case)
            for name, case in cases.items()
            if name not in amending and self.records.events[case[0]]
        }
        segments = (
            {"plain": self._laid_out.without(list(plain), list(plain.values()))} if plain else {}
        )
        if amending:
            stored = (item for name, case in amending.items() for item in self._stored(name, *case))
            segments["amended"] = laid_out(stored, self.records.vocabulary)
        return segments

    @cached_property
    def _laid_out(self) -> LeaveOut:
        """The patients with all events that the replay knows."""
        stored = (item for each in self.records.events for item in self._stored(each, each))
        return LeaveOut(laid_out(stored, self.records.vocabulary))

    def _rows(self, patient: str, without: frozenset[UUID]) -> tuple[int, Rows]:
        index = self._laid_out.segment.index_of(patient)
        assert index is not None, "every patient of a trial is on record"
        rows = [self._laid_out.rows[index, identity.bytes] for identity in without]
        return index, np.sort(np.concatenate(rows)) if rows else np.empty(0, dtype=np.int32)

    def _stored(self, name: str, patient: str, without: Collection[UUID] = ()) -> Iterator[Stored]:
        for identity, (_, stored) in self.records.events[patient].items():
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

    @property
    def rules(self) -> bool:
        """Whether adjudicated values are used instead of derived ones."""
        return self.replay.study.adjudications == "applied"

    def news(self, patient: str, old: "Side") -> list[UUID]:
        """Events that are not known to another side, or are seen or applied only here."""
        known, rules_now = old.records.events[patient], self.rules and not old.rules
        days = self.records.days[patient]
        return [
            identity
            for identity, event in self.records.contents(patient)
            if identity not in known
            or (rules_now and isinstance(event, Adjudicated))
            or old.cutoff < days.get(identity, old.cutoff) <= self.cutoff
        ]

    def at(self, cutoff: date) -> "Side":
        """The same at another cutoff."""
        as_of = replace(self.replay.as_of, cutoff=cutoff)
        return Side(replace(self.replay, as_of=as_of), self.records)


def undoing(
    old: Side,
    new: Side,
    changes: Sequence[Change],
    undone: Callable[[Change, Value], bool],
) -> dict[Change, Found[UUID]]:
    """The smallest sets of events, new to a side, without which changes are undone."""
    news = {patient: new.news(patient, old) for patient in {change.patient for change in changes}}
    return Search(news, Trials(new.replay, new.records), undone).found(changes)
