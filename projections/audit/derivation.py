"""The derivation tree of one value of one patient."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event that came into question and was not taken, and why."""

    event: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """An expert's decision on a value, beside what the rule says.

    Attributes
    ----------
    event
        The event that says what was decided, by whom and why.
    applied
        Whether the decision took the place of the derived value.
    derived, date
        What the rule itself evaluates to.
    """

    event: UUID
    applied: bool
    derived: str
    date: str | None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "event": str(self.event),
            "applied": self.applied,
            "derived": {"value": self.derived, "date": self.date},
        }


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derived value with its rule, what decided it, what was rejected, and its parts.

    Attributes
    ----------
    name
        Name of the definition; empty for an unnamed part of one.
    sentence, source, version
        What the rule says, where it comes from, and the fingerprint of a named one.
    value, date
        What came out, and when (ISO date), None where there is no date.
    decided_by
        Ids of the events that decided it.
    rejected
        Events considered and not taken.
    parts
        Derivations of what the rule is composed of.
    adjudication
        What an expert decided, None if nobody did.
    opened_before
        Whether the same definition stands open earlier in the tree; parts and rejected events
        are then given there.
    """

    name: str
    sentence: str
    source: str
    value: str
    date: str | None
    decided_by: tuple[UUID, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    parts: tuple["Derivation", ...] = ()
    opened_before: bool = False
    version: str = ""
    adjudication: Adjudicated | None = None

    def nodes(self) -> Iterator["Derivation"]:
        """This and all derivations below it, from the top."""
        yield self
        for part in self.parts:
            yield from part.nodes()

    def events(self) -> Iterator[UUID]:
        """Ids of all events in the tree, deciding ones first, each as often as it is cited."""
        for node in self.nodes():
            yield from node.decided_by
            if node.adjudication is not None:
                yield node.adjudication.event
            yield from (item.event for item in node.rejected)

    def deciding(self) -> Iterator[UUID]:
        """Ids of the events that decided the value or any part of it."""
        return (event for node in self.nodes() for event in node.decided_by)

    def as_json(self) -> dict[str, Any]:
        """The tree as plain values."""
        return {
            "name": self.name or None,
            "sentence": self.sentence,
            "source": self.source or None,
            "version": self.version or None,
            "value": self.value,
            "date": self.date,
            "decided_by": [str(event) for event in self.decided_by],
            "rejected": [
                {"event": str(item.event), "reason": item.reason} for item in self.rejected
            ],
            "parts": [part.as_json() for part in self.parts],
            "adjudication": None if self.adjudication is None else self.adjudication.as_json(),
            "opened_before": self.opened_before,
        }
