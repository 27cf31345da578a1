"""What all nodes of the language have in common, and what a definition may not be composed of."""

from dataclasses import dataclass


class InvalidDefinition(ValueError):
    """A definition that has no meaning; raised when it is composed, not when it is used."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a definition: immutable, compared by content."""


@dataclass(frozen=True, slots=True)
class Milestone(Node):
    """A moment that a patient has reached or not."""

    @property
    def on_event(self) -> bool:
        """Whether the moment is that of an event, not the end of a day."""
        return True


def expect(kind: type[Node], *values: object) -> None:
    """Refuse a part that is of another kind."""
    for value in values:
        if not isinstance(value, kind):
            remedy = "; compare a signal with is_(), not with ==" if isinstance(value, bool) else ""
            needed, given = kind.__name__.lower(), type(value).__name__
            raise InvalidDefinition(f"a {needed} is needed here, not {given}{remedy}")
