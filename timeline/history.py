"""One patient's recorded events, and the facts that hold once amendments are applied."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from timeline.amendments import ALWAYS, Entry, Held, intervals, quarrels
from timeline.dates import EPOCH, day_from_number, day_number, possible_days
from timeline.imputation import Dated, Dating, Placed, placed
from timeline.vocabulary import CORE, Amendment, Corrected, Event, Retracted, Vocabulary
from timeline.vocabulary.event import Record
from timeline.vocabulary.telling import replacement_digest
from timeline.votes import Ballot, voted

_MICROSECOND = 1_000_000


def microseconds(instant: datetime) -> int:
    """Microseconds since 1970-01-01 UTC, the unit of recorded instants in the log."""
    since = instant - datetime(EPOCH.year, EPOCH.month, EPOCH.day, tzinfo=instant.tzinfo)
    offset = instant.utcoffset()
    assert offset is not None, "instants carry their time zone"
    since -= offset
    return (since.days * 86_400 + since.seconds) * _MICROSECOND + since.microseconds


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was held, since when and until when, and on which day it was placed then.

    One that is ``outvoted`` by others of its day is on the record, but counts for no definition.
    """

    event: Event
    held: Held
    day: date
    dating: Dating
    outvoted: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Everything recorded of one patient, in the order in which it was written.

    Parameters
    ----------
    events
        Events as recorded, amendments included.
    vocabulary
        Kinds in which a correction's replacement is read.
    """

    events: tuple[Event, ...]
    vocabulary: Vocabulary = CORE

    @property
    def by_id(self) -> dict[UUID, Event]:
        """The recorded events under their ids."""
        return {event.id: event for event in self.events}

    def held(self) -> dict[bytes, list[Held]]:
        """When each recorded event held, under the bytes of its id."""
        return intervals(entry_of(event) for event in self.events)

    def quarrels(self) -> list[tuple[Amendment, ...]]:
        """Amendments of one target that take no effect, for they say different things at once."""
        known = {event.id.bytes: event for event in self.events if isinstance(event, Amendment)}
        found = quarrels(entry_of(event) for event in self.events)
        return [tuple(known[identity] for identity in quarrel) for quarrel in found]

    def held_until(self, record: Record) -> int:
        """Instant at which the last fact of a source record, or in its place, ceased to hold.

        In microseconds; ``ALWAYS`` while one holds, 0 if none ever held.
        """
        ends = [fact.held.end for fact in self.facts() if self.is_of(fact.event, record)]
        return max(ends, default=0)

    def is_of(self, fact: Event, record: Record) -> bool:
        """Whether a fact is that of a source record, or was put in its place."""
        return any(event.record == record for event in self.below(fact))

    def below(self, fact: Event) -> Iterator[Event]:
        """What was recorded of a fact, then of all in whose place it was put, the first last."""
        known = self.by_id
        event: Event | None = known[fact.id]
        while event is not None:
            yield event
            event = known.get(event.target) if isinstance(event, Amendment) else None

    def facts(self) -> list[Fact]:
        """Every fact that was ever held, superseded ones included, by clinical day."""
        held = self.held()
        facts = [
            (fact, interval)
            for event in self.events
            for fact in self._said_by(event)
            for interval in held[event.id.bytes]
        ]
        places = placed([_dated(*item) for item in facts])
        places = voted([_ballot(event) for event, _ in facts], places)
        found = [
            _fact(*item, place)
            for item, of_one in zip(facts, places, strict=True)
            for place in of_one
        ]
        return _worst_last(sorted(found, key=_clinical_order))

    def current_facts(self) -> list[Event]:
        """The facts that hold now, by clinical day; also those that others of their day outvote."""
        return [fact.event for fact in self.facts() if fact.held.end == ALWAYS]

    def _said_by(self, event: Event) -> Iterable[Event]:
        if isinstance(event, Corrected):
            yield self.vocabulary.said_by(event)
        elif not isinstance(event, Amendment):
            yield event


def entry_of(event: Event) -> Entry:
    """What decides when an event held."""
    target = event.target.bytes if isinstance(event, Amendment) else None
    retracts = isinstance(event, Retracted)
    says = replacement_digest(event.replacement) if isinstance(event, Corrected) else b""
    recorded = microseconds(event.recorded)
    return Entry(event.id.bytes, recorded, target, retracts, event.revision, says)


def _clinical_order(fact: Fact) -> tuple[object, ...]:
    event = fact.event
    return (fact.day, event.place_on_day, event.recorded, event.id, fact.held.start)


def _worst_last(facts: list[Fact]) -> list[Fact]:
    """Facts of one kind and one moment of a day exchanged so that the worst has the last place."""
    moments: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        if fact.event.on_one_day is not None:
            moments[fact.event.kind, fact.day, fact.event.place_on_day].append(place)
    exchanged = list(facts)
    for places in moments.values():
        worst_last = sorted(places, key=lambda place: facts[place].event.severity)
        for place, other in zip(places, worst_last, strict=True):
            exchanged[place] = facts[other]
    return exchanged


def _fact(event: Event, held: Held, place: Placed) -> Fact:
    ended_by = held.ended_by if place.end == held.end else None
    held = Held(place.start, place.end, ended_by)
    return Fact(event, held, day_from_number(place.day), place.dating, place.outvoted)


def _ballot(event: Event) -> Ballot:
    """What a fact can disagree with, and how bad it is."""
    rule = event.on_one_day
    if rule is None or not rule.outvotes:
        return Ballot()
    return Ballot(event.group_of_one_day, event.severity)


def _dated(event: Event, held: Held) -> Dated:
    """What is known of the date of a fact while it was held."""
    first, last = map(day_number, possible_days(event.occurred))
    return Dated(
        first,
        last,
        day_number(event.day),
        day_number(event.recorded.date()),
        held.start,
        held.end,
        event.shows_life,
        event.ends_life,
        day_number(possible_days(event.birth)[0]) if event.birth else None,
    )
