"""What stood against a value: conditions that were not met, and what would have met them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projections.language.events import FieldTest
from timeline.dates import day_from_number


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which an event would have counted, both included; None where nothing bounds them."""

    first: int | None
    last: int
    words: str

    @classmethod
    def of_days(cls, first: int | None, last: int) -> "Span":
        """A span with its days in words."""
        if first is None:
            return cls(first, last, f"by {on(last)}")
        if first > last:
            return cls(first, last, f"from {on(first)}, but by {on(last)}")
        return cls(first, last, f"between {on(first)} and {on(last)}")


@dataclass(frozen=True, slots=True)
class RequiredEvent:
    """An event that was wanted: of a kind, on a day of a span, passing some tests, not others."""

    kind: str
    span: Span
    passing: tuple[FieldTest, ...] = ()
    failing: tuple[FieldTest, ...] = ()


@dataclass(frozen=True, slots=True)
class UnmetCondition:
    """One thing that was not met.

    Attributes
    ----------
    sentence
        What should have been.
    found
        What was found instead.
    needed
        What would have satisfied it.
    event
        The event that shows it.
    wanted
        An event that would have satisfied it, if one can.
    ways
        Where it could have been met in several ways: what was unmet in each.
    """

    sentence: str
    found: str
    required: str = ""
    event: UUID | None = None
    wanted: RequiredEvent | None = None
    alternatives: tuple[tuple["UnmetCondition", ...], ...] = ()

    def leaves(self) -> Iterator["UnmetCondition"]:
        """This and what was unmet in each of its ways."""
        yield self
        for alternative in self.alternatives:
            for item in alternative:
                yield from item.leaves()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "sentence": self.sentence,
            "found": self.found,
            "needed": self.required or None,
            "event": self.event and str(self.event),
            "any_of": [
                [item.as_json() for item in alternative] for alternative in self.alternatives
            ],
        }


def once(unmet: Iterable[UnmetCondition]) -> tuple[UnmetCondition, ...]:
    """Each once, in order."""
    return tuple({(item.sentence, item.found): item for item in unmet}.values())


def on(day: int) -> str:
    """A day number in ISO form."""
    return day_from_number(day).isoformat()
