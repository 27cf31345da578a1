"""What all nodes of the language have in common."""

from dataclasses import dataclass


class InvalidDefinition(ValueError):
    """A definition that has no meaning; raised when it is composed, not when it is used."""


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a definition: immutable, compared by content."""
