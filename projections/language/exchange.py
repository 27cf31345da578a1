"""One part of definitions exchanged for another, wherever it stands in them.

A study that leaves a choice states the condition on which it rests once; the same study under the
other choice is the first one with that condition exchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar, cast

from projections.language.node import Node

T = TypeVar("T")


@dataclass(frozen=True)
class Exchange:
    """Definitions rebuilt with ``old`` exchanged for ``new``.

    A part that several definitions share is shared by the rebuilt ones too, so that names go on
    citing it; what does not hold the old part stays what it is.
    """

    old: Node
    new: Node
    _rebuilt: dict[int, tuple[object, object]] = field(default_factory=dict, repr=False)

    def within(self, value: T) -> T:
        """A node, or a tuple or mapping of nodes."""
        return cast(T, self._exchanged(value))

    def _exchanged(self, value: object) -> object:
        if value is self.old:
            return self.new
        if not isinstance(value, Node | tuple | Mapping):
            return value
        if id(value) not in self._rebuilt:
            self._rebuilt[id(value)] = value, self._built(value)
        return self._rebuilt[id(value)][1]

    def _built(self, value: object) -> object:
        if isinstance(value, Mapping):
            return {name: self._exchanged(item) for name, item in value.items()}
        if isinstance(value, tuple):
            parts = tuple(self._exchanged(item) for item in value)
            return value if all(a is b for a, b in zip(value, parts, strict=True)) else parts
        node = cast(Node, value)
        held = {field.name: getattr(node, field.name) for field in fields(node)}
        changed = {name: self._exchanged(item) for name, item in held.items()}
        changed = {name: item for name, item in changed.items() if item is not held[name]}
        return replace(node, **changed) if changed else node
