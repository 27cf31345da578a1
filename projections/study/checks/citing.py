"""Names by which one part of a study cites another, and what is said of one that is none."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from projections.language import Classes, Condition, Milestone, Node, Quantity
from projections.language.nearest_name import closest
from projections.study.declaration import StudyDeclaration

COLUMN = (Milestone, Condition, Quantity, Classes)
"""Definitions that have one value a patient."""


class Citation(NamedTuple):
    """What is cited, under which name, and the names that there are."""

    sort: str
    name: str
    known: Collection[str]


def wrong(where: str, citations: Iterable[Citation]) -> Iterator[str]:
    """Citations of what there is not, each with the closest name."""
    for sort, name, known in citations:
        if name not in known:
            yield f"{where} cites the {sort} {name!r}, which is none{closest(name, known)}"


def names_of(study: StudyDeclaration, *sorts: type[Node]) -> list[str]:
    """Names of the study's definitions of some sorts."""
    return [name for name, node in study.definitions.items() if isinstance(node, sorts)]
