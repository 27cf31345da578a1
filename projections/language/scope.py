"""Which nodes have a value that can be asked for, and which of them only inside an episode."""

from collections.abc import Iterator
from dataclasses import fields

from projections.language.conditions import Condition
from projections.language.episodes import (
    Carried,
    EpisodeEnd,
    Episodes,
    EpisodeStart,
    InEpisode,
    OfPatient,
)
from projections.language.node import Milestone, Node
from projections.language.outcomes import Classes, Endpoint
from projections.language.quantities import Quantity

ASKED_FOR = (Milestone, Condition, Endpoint, Classes, Episodes, Quantity)
"""Nodes that have a value for a patient."""

INSIDE = (EpisodeStart, EpisodeEnd, OfPatient, Carried)
"""Nodes that speak of the episode in which they are asked for."""


def only_inside_episodes(node: Node) -> bool:
    """Whether a definition has a meaning inside an episode alone, for it speaks of the episode."""
    seen: set[int] = set()
    unopened = [node]
    while unopened:
        one = unopened.pop()
        if isinstance(one, INSIDE):
            return True
        if id(one) not in seen:
            seen.add(id(one))
            unopened += _held(one)
    return False


def _held(node: Node) -> Iterator[Node]:
    """The nodes that a node holds; what ``in_episode`` looks for is asked for inside."""
    if isinstance(node, InEpisode):
        yield node.episodes
        return
    for field in fields(node):
        value = getattr(node, field.name)
        values = value if isinstance(value, tuple) else (value,)
        yield from (value for value in values if isinstance(value, Node))
