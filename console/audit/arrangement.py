"""The order in which a derivation is read: at every level what decided the value comes first."""

from dataclasses import dataclass, field, replace

from projections.audit import Derivation

Key = tuple[str, str, str | None, tuple[object, ...]]


def deciding_first(derivation: Derivation) -> Derivation:
    """The same derivation with its deciding branches first; each definition still opened once."""
    whole: dict[Key, Derivation] = {}
    for node in derivation.nodes():
        if node.name and not node.opened_before:
            whole.setdefault(_key(node), node)
    return _Arrangement(whole).arranged(derivation)


@dataclass
class _Arrangement:
    """The definitions as they stand open in a tree, and those that were opened in the new order."""

    whole: dict[Key, Derivation]
    opened: set[Key] = field(default_factory=set)

    def arranged(self, node: Derivation) -> Derivation:
        """A derivation with its parts in order, opened where it is reached first."""
        if node.name:
            key = _key(node)
            found = self.whole.get(key)
            if found is None:
                return node
            if key in self.opened:
                return replace(found, parts=(), rejected=(), opened_before=True)
            self.opened.add(key)
            node = found
        parts = sorted(node.parts, key=lambda part: _distance(part, node))
        return replace(node, parts=tuple(self.arranged(part) for part in parts))


def deciding_part(derivation: Derivation) -> Derivation | None:
    """The part that decided a value, None if no single one did: such as the case that holds."""
    first = [part for part in derivation.parts if _distance(part, derivation) == 0]
    return first[0] if len(first) == 1 else None


def _distance(part: Derivation, node: Derivation) -> int:
    """0 for what decided a value, 1 for what rests on the same events, 2 for all else."""
    shared = bool({*part.deciding()} & {*node.decided_by})
    holds = part.value == "true" or (part.date is not None and part.date == node.date)
    return 0 if shared and holds else 1 if shared else 2


def _key(node: Derivation) -> Key:
    return node.name, node.value, node.date, node.decided_by
