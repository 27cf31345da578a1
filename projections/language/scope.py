"""Which nodes have a value that can be asked for, and which of them only inside an episode."""

from collections.abc import Iterable

from projections.language.conditions import Condition
from projections.language.episodes import (
    Carried,
    EpisodeEnd,
    Episodes,
    EpisodeStart,
    InEpisode,
    OfPatient,
)
from projections.language.node import Milestone, Node, held_by, nodes_within
from projections.language.outcomes import Classes, Endpoint
from projections.language.quantities import Quantity

ASKED_FOR = (Milestone, Condition, Endpoint, Classes, Episodes, Quantity)
"""Nodes that have a value for a patient."""

INSIDE = (EpisodeStart, EpisodeEnd, OfPatient, Carried)
"""Nodes that speak of the episode in which they are asked for."""


def only_inside_episodes(node: Node, visited: set[int] | None = None) -> bool:
    """Whether a definition has a meaning inside an episode alone, for it speaks of the episode.

    Parameters
    ----------
    node
        The definition.
    visited
        Identities of nodes that speak of no episode. Those of the definition join them, so that
        definitions that share parts are walked through once; of no use after an answer of True.
    """
    return any(isinstance(part, INSIDE) for part in nodes_within(node, _opened_outside, visited))


def _opened_outside(value: object) -> Iterable[object]:
    """What a value holds; what ``in_episode`` looks for has its meaning inside."""
    return (value.episodes,) if isinstance(value, InEpisode) else held_by(value)
