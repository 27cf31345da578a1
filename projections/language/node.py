"""What all nodes of the language have in common, and what a definition may not be composed of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache


class InvalidDefinition(ValueError):
    """A definition that has no meaning; raised when it is composed, not when it is used."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a definition: immutable, compared by content."""

    def children(self) -> "Iterator[Node]":
        """The nodes that it is composed of, in the order of its fields."""
        for value in held_by(self):
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Node))


@dataclass(frozen=True, slots=True)
class Milestone(Node):
    """A moment that a patient has reached or not."""

    @property
    def on_event(self) -> bool:
        """Whether the moment is that of an event, not the end of a day."""
        return True


def held_by(value: object) -> Iterable[object]:
    """What a node, another frozen value, a tuple or a mapping holds; nothing of a plain value."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Mapping):
        return value.values()
    kind: type = type(value)
    return [getattr(value, name) for name in _fields_of(kind)]


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """Names of the fields of a dataclass; none of another type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def nodes_within(
    value: object,
    opened: Callable[[object], Iterable[object]] = held_by,
    seen: set[int] | None = None,
) -> Iterator[Node]:
    """Every node of a definition, a study or a mapping, each once and before what it holds.

    Parameters
    ----------
    value
        Where to look; it counts itself if it is a node.
    opened
        What is looked at inside of a value; all that it holds, if nothing else is given.
    seen
        Identities of values that are passed over; every value that is visited joins them.
    """
    seen = set() if seen is None else seen
    unopened = [value]
    while unopened:
        item = unopened.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, Node):
            yield item
        unopened += reversed([*opened(item)])


def expect(kind: type[Node], *values: object) -> None:
    """Refuse a part that is of another kind."""
    for value in values:
        if not isinstance(value, kind):
            remedy = "; compare a signal with is_(), not with ==" if isinstance(value, bool) else ""
            needed, given = kind.__name__.lower(), type(value).__name__
            raise InvalidDefinition(f"a {needed} is needed here, not {given}{remedy}")
