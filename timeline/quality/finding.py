"""What a finding is, and the words in which rules speak of a fact."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from timeline.history import Fact
from timeline.vocabulary import Event


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A named contradiction or oddity in one patient's record."""

    name: str
    patient: str
    statement: str
    events: tuple[UUID, ...]


Concern = tuple[str, tuple[Event, ...]]
"""A statement, and the events that it is about."""

Rule = Callable[[Sequence[Event]], Iterator[Concern]]
"""Looks through one patient's facts, by clinical day, and is named as its findings are."""

FactRule = Callable[[Sequence[Fact]], Iterator[Concern]]
"""The same, for a rule that asks as what day a fact was held, too."""


def finding(name: str, statement: str, events: tuple[Event, ...]) -> Finding:
    """A finding about one patient's events."""
    return Finding(name, events[0].patient, statement, tuple(event.id for event in events))


def words(fact: Event) -> str:
    """The kind of a fact in words."""
    return fact.kind.replace("_", " ")
