"""Names by which one part of a study cites another, and what is said of one that is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from projections.language import Classes, Condition, Milestone, Node, Quantity
from projections.language.nearest_name import closest

if TYPE_CHECKING:
    from projections.study import Study

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


def names_of(study: Study, *sorts: type[Node]) -> list[str]:
    """Names of the study's definitions of some sorts."""
    return [name for name, node in study.definitions.items() if isinstance(node, sorts)]
