"""Which definitions are causal: what they say of a day stays so at every later cutoff."""

from projections.language.episodes import Carried, InEpisode, OfPatient
from projections.language.milestones import Last
from projections.language.node import Node
from projections.language.parts import parts_of


def moves(node: Node) -> bool:
    """Whether a later cutoff may move what a definition said, because ``last`` takes part in it.

    Such a definition tells where patients stand at the cutoff; time cannot be counted from it.
    """
    match node:
        case Last():
            return True
        case OfPatient(inner) | Carried(inner):
            return moves(inner)
        case InEpisode(episodes, inner):
            return moves(inner) or any(moves(bound) for bound in episodes.window.milestones)
    return any(moves(part) for part in parts_of(node))
