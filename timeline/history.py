"""One patient's recorded events, and the facts that hold once amendments are applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from timeline.amendments import ALWAYS, Entry, Held, intervals, quarrels
from timeline.dates import EPOCH
from timeline.vocabulary import CORE, Amendment, Corrected, Event, Retracted, Vocabulary
from timeline.vocabulary.telling import fact_digest

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
    """A fact as it was held: the event that says it, and since when and until when."""

    event: Event
    held: Held


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

    def facts(self) -> list[Fact]:
        """Every fact that was ever held, superseded ones included, by clinical day."""
        held = self.held()
        found = [
            Fact(said, interval)
            for event in self.events
            for said in self._said_by(event)
            for interval in held[event.id.bytes]
        ]
        return sorted(found, key=_clinical_order)

    def standing(self) -> list[Event]:
        """The facts that hold now, by clinical day."""
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
    says = fact_digest(event.replacement) if isinstance(event, Corrected) else b""
    recorded = microseconds(event.recorded)
    return Entry(event.id.bytes, recorded, target, retracts, event.revision, says)


def _clinical_order(fact: Fact) -> tuple[object, ...]:
    event = fact.event
    return (event.day, event.day_order, event.recorded, event.id, fact.held.start)
