"""The pinned version of a study's definitions: their fingerprints and sentences, as a text.

The text is committed beside the study, so that a change of a definition is read and accepted as a
change of words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from projections.language import Classes, Node
from projections.language.sentences import Names, sentence, stated
from projections.study import Study
from projections.study.fingerprint import fingerprint
from timeline.errors import TimelineError

HEADER = """\
# The definitions of study '{name}': fingerprint and name, and below them what they say.
# Written by 'timeline definitions --pin'; a definition that differs from this is not accepted yet.
"""
SOURCE = "source: "


@dataclass(frozen=True, slots=True)
class Pinned:
    """One definition as it was pinned.

    Attributes
    ----------
    fingerprint
        Of the whole definition with all that it cites.
    says
        Its sentence; of classes one line a case.
    source
        Where it comes from.
    """

    fingerprint: str
    says: tuple[str, ...]
    source: str = ""

    @property
    def cites(self) -> set[str]:
        """Names of the definitions that it cites."""
        return {
            name.replace(" ", "_") for line in self.says for name in re.findall("«(.+?)»", line)
        }


Pins = Mapping[str, Pinned]
"""Definitions by name: ``relapse``, ``line/response`` inside episodes, ``population treated``."""


def pinned(study: Study) -> dict[str, Pinned]:
    """The definitions of a study as they stand."""
    names = study.names
    return {name: _pinned(node, names) for name, node in _nodes(study)}


def _nodes(study: Study) -> Iterator[tuple[str, Node]]:
    yield from study.definitions.items()
    for episodes, inside in study.inside.items():
        yield from ((f"{episodes}/{name}", node) for name, node in inside.items())
    yield from ((f"part {name}", node) for name, node in study.parts.items())
    yield from ((f"population {name}", node) for name, node in study.populations.items())


def _pinned(node: Node, names: Names) -> Pinned:
    return Pinned(fingerprint(node), says(node, names), getattr(node, "source", ""))


def says(node: Node, names: Names) -> tuple[str, ...]:
    """The sentence of a definition; of classes, one line a case."""
    if not isinstance(node, Classes):
        return (sentence(node, names),)
    cases = (f"{case.label} if {stated(case.when, names)}" for case in node.cases)
    return (*cases, f"else {node.otherwise}")


def written(study: Study) -> str:
    """The text of a study's pin."""
    blocks = []
    for name, pin in pinned(study).items():
        lines = [*pin.says, *([SOURCE + pin.source] if pin.source else [])]
        blocks.append("\n".join([f"{pin.fingerprint} {name}", *(f"    {line}" for line in lines)]))
    return "\n".join([HEADER.format(name=study.name), "\n\n".join(blocks), ""])


class InvalidPin(TimelineError):
    """A text that is no pin."""


def read(text: str) -> dict[str, Pinned]:
    """The definitions of a pin.

    Raises
    ------
    InvalidPin
        If a line is neither a comment, nor fingerprint and name, nor what a definition says.
    """
    found: dict[str, Pinned] = {}
    name = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("    ") and name:
            found[name] = _with(found[name], line.strip())
        elif match := re.fullmatch("([0-9a-f]{16}) (.+)", line):
            name = match[2]
            found[name] = Pinned(match[1], ())
        elif line and not line.startswith("#"):
            raise InvalidPin(f"line {number} is no part of a pin; write it with --pin")
    return found


def _with(pin: Pinned, line: str) -> Pinned:
    if line.startswith(SOURCE):
        return Pinned(pin.fingerprint, pin.says, line.removeprefix(SOURCE))
    return Pinned(pin.fingerprint, (*pin.says, line), pin.source)


@dataclass(frozen=True, slots=True)
class Redefinition:
    """How one definition differs from what it was.

    Attributes
    ----------
    name
        Of the definition.
    old, new
        What it said and says; None where there was or is none.
    rests_on
        Changed definitions that it cites, where its own words are the same.
    """

    name: str
    old: Pinned | None
    new: Pinned | None
    rests_on: tuple[str, ...] = ()

    @property
    def in_words(self) -> bool:
        """Whether what it says is another, not only what it rests on."""
        return self.old is None or self.new is None or self.old.says != self.new.says


def redefinitions(old: Pins, new: Pins) -> list[Redefinition]:
    """The definitions that differ between two versions, in the order of the newer one."""
    names = [*new, *(name for name in old if name not in new)]
    differing = [name for name in names if _differ(old.get(name), new.get(name))]
    bare = {name.removeprefix("part ").rpartition("/")[2] for name in differing}
    return [
        Redefinition(name, old.get(name), new.get(name), _rests_on(new.get(name), bare))
        for name in differing
    ]


def _differ(old: Pinned | None, new: Pinned | None) -> bool:
    return old is None or new is None or old.fingerprint != new.fingerprint


def _rests_on(new: Pinned | None, differing: set[str]) -> tuple[str, ...]:
    return () if new is None else tuple(sorted(new.cites & differing))
