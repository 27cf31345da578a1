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


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event that was wanted: of a kind, on a day of a span, passing some tests, not others."""

    kind: str
    span: Span
    passing: tuple[FieldTest, ...] = ()
    failing: tuple[FieldTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
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
    needed: str = ""
    event: UUID | None = None
    wanted: Wanted | None = None
    ways: tuple[tuple["Unmet", ...], ...] = ()

    def leaves(self) -> Iterator["Unmet"]:
        """This and what was unmet in each of its ways."""
        yield self
        for way in self.ways:
            for item in way:
                yield from item.leaves()

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "sentence": self.sentence,
            "found": self.found,
            "needed": self.needed or None,
            "event": self.event and str(self.event),
            "any_of": [[item.as_json() for item in way] for way in self.ways],
        }


def once(unmet: Iterable[Unmet]) -> tuple[Unmet, ...]:
    """Each once, in order."""
    return tuple({(item.sentence, item.found): item for item in unmet}.values())


def on(day: int) -> str:
    """A day number in ISO form."""
    return day_from_number(day).isoformat()
