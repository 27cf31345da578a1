"""What a definition is composed of: the nodes that a reader opens next."""

from projections.language.episodes import Carried, InEpisode, OfPatient
from projections.language.node import Node
from projections.language.scope import ASKED_FOR

SEEN_FROM_ELSEWHERE = (Carried, InEpisode, OfPatient)
"""What stands in an episode and is about the patient, or the other way round."""


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes with a value of which a definition is composed, a rule before its bounds.

    What is seen from inside an episode (``of_patient``, ``carried``) is not opened there.
    """
    if isinstance(node, SEEN_FROM_ELSEWHERE):
        return ()
    opened = (
        (child,) if isinstance(child, ASKED_FOR) else parts_of(child) for child in node.children()
    )
    return tuple(part for parts in opened for part in parts)
