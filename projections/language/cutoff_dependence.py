"""What a later cutoff may change of what a definition said of a day."""

from projections.language.milestones import Elapsed, Last
from projections.language.node import Node, nodes_within


def moves(node: Node) -> bool:
    """Whether a later cutoff may move what a definition said, because ``last`` takes part in it.

    Such a definition says where patients are at the cutoff; time cannot be counted from it.
    """
    return any(isinstance(part, Last) for part in nodes_within(node))


def awaits(node: Node) -> bool:
    """Whether a deadline takes part in it that falls due for those who are still observed.

    Where nothing after the cutoff exists, a later cutoff shows patients observed until a deadline
    that had passed unobserved.
    """
    deadlines = (part for part in nodes_within(node) if isinstance(part, Elapsed))
    return any(not deadline.unobserved for deadline in deadlines)
