"""What a later cutoff may change of what a definition said of a day."""

from collections.abc import Callable

from projections.language.episodes import Carried, InEpisode, OfPatient
from projections.language.milestones import Elapsed, Last
from projections.language.node import Node
from projections.language.parts import parts_of


def moves(node: Node) -> bool:
    """Whether a later cutoff may move what a definition said, because ``last`` takes part in it.

    Such a definition tells where patients stand at the cutoff; time cannot be counted from it.
    """
    return _holds(node, lambda part: isinstance(part, Last))


def awaits(node: Node) -> bool:
    """Whether a deadline takes part in it that falls due for those who are still observed.

    Where nothing after the cutoff exists, a later cutoff shows patients observed until a deadline
    that had passed unobserved.
    """
    return _holds(node, lambda part: isinstance(part, Elapsed) and not part.unobserved)


def _holds(node: Node, sought: Callable[[Node], bool]) -> bool:
    """Whether a part is among those of which a definition is composed, inside episodes too."""
    if sought(node):
        return True
    match node:
        case OfPatient(inner) | Carried(inner):
            return _holds(inner, sought)
        case InEpisode(episodes, inner):
            parts: tuple[Node, ...] = (inner, *episodes.window.milestones)
        case _:
            parts = parts_of(node)
    return any(_holds(part, sought) for part in parts)
