"""Two versions of a study: which definitions were edited, and either with some of the other's.

A definition that only cites an edited one was not edited itself. It cites by name: put back
alone, it rests on the new versions of what it cites.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from projections.language import Node
from projections.language.sentences import sentence
from projections.language.states import States
from projections.study import Study
from projections.study.fingerprint import fingerprint_citing

CONDITIONS = ("enrolment", "states")
"""Fields of a study that decide who is in it and where patients are."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A definition that two versions of a study word differently.

    Attributes
    ----------
    name
        Of one inside episodes with theirs before it: ``line/response``.
    before, after
        The definition in either version.
    """

    name: str
    before: Node
    after: Node

    def sentences(self, before: Study, after: Study) -> tuple[str, str]:
        """Both wordings; of a table of states only what it is."""
        return _text(self.before, before), _text(self.after, after)


def _text(node: Node, study: Study) -> str:
    if isinstance(node, States):
        return f"{len(node.states)} states and {len(node.moves)} moves between them"
    return sentence(node, study.names)


def edits(before: Study, after: Study) -> list[Edit]:
    """The definitions that both have and that say something else themselves."""
    then, now = _Names.in_study(before), _Names.in_study(after)
    return [
        Edit(name, node, now.nodes[name])
        for name, node in then.nodes.items()
        if name in now.nodes and then.fingerprint(name) != now.fingerprint(name)
    ]


def only_in(study: Study, other: Study) -> list[str]:
    """Names of the definitions that one version has and the other has not."""
    return sorted(_Names.in_study(study).nodes.keys() - _Names.in_study(other).nodes.keys())


def with_definitions_of(other: Study, names: Collection[str], study: Study) -> Study:
    """A study with some definitions as in another version of it, citing its own by name."""
    return _Rewriting(_Names.in_study(other), frozenset(names), _Names.in_study(study)).study(study)


@dataclass(frozen=True)
class _Names:
    """The nodes of a study by name, and their names by identity."""

    nodes: Mapping[str, Node]
    by_identity: Mapping[int, str]

    @classmethod
    def in_study(cls, study: Study) -> "_Names":
        nodes: dict[str, Node] = {**study.parts, **study.definitions}
        for episodes, inside in study.inside.items():
            nodes |= {f"{episodes}/{name}": node for name, node in inside.items()}
        by_identity = {id(node): name for name, node in reversed(nodes.items())}
        for name in CONDITIONS:
            node = getattr(study, name)
            if node is not None and id(node) not in by_identity:
                nodes[name], by_identity[id(node)] = node, name
        return cls(nodes, by_identity)

    def fingerprint(self, name: str) -> str:
        """What a definition says itself; what it cites by name counts by that name alone."""
        return fingerprint_citing(self.nodes[name], self.by_identity)


@dataclass
class _Rewriting:
    """Definitions written again from the leaves up; each name once, so that parts stay shared."""

    other: _Names
    names: frozenset[str]
    own: _Names
    done: dict[str, Any] = field(default_factory=dict)

    def study(self, study: Study) -> Study:
        held = {
            condition: self._value(getattr(study, condition), self.own)
            for condition in (
                *CONDITIONS,
                "parts",
                "definitions",
                "inside",
                "populations",
                "sequence",
            )
        }
        return replace(study, **held)

    def _value(self, value: Any, written_in: _Names) -> Any:
        name = written_in.by_identity.get(id(value))
        if name is not None and (name in self.own.nodes or name in self.names):
            return self._named(name)
        return self._rewritten(value, written_in)

    def _named(self, name: str) -> Any:
        if name not in self.done:
            version = self.other if name in self.names else self.own
            self.done[name] = self._rewritten(version.nodes[name], version)
        return self.done[name]

    def _rewritten(self, value: Any, written_in: _Names) -> Any:
        """A value with its parts written again; itself if none of them changed."""
        if isinstance(value, Mapping):
            return {name: self._value(item, written_in) for name, item in value.items()}
        if isinstance(value, tuple):
            parts = tuple(self._value(item, written_in) for item in value)
            return value if all(map(_is, parts, value)) else parts
        if not is_dataclass(value) or isinstance(value, type):
            return value
        held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        written = {name: self._value(item, written_in) for name, item in held.items()}
        return (
            value if all(map(_is, written.values(), held.values())) else replace(value, **written)
        )


def _is(value: Any, other: Any) -> bool:
    return value is other
