"""What a definition is composed of: the nodes that a reader opens next."""

from projections.language.conditions import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Not,
    Ongoing,
    Reached,
    Somewhere,
)
from projections.language.milestones import Earliest, Elapsed, Judged, Sought
from projections.language.node import Node
from projections.language.quantities import Count, DaysBetween, FieldOf, Highest, YearsSince


def parts_of(node: Node) -> tuple[Node, ...]:
    """The nodes of which a milestone, condition or quantity is composed, a rule before its bounds.

    What is seen from inside an episode (``of_patient``, ``carried``) is not opened there.
    """
    match node:
        case Sought(of=of, window=window):
            rule = (of,) if isinstance(of, Condition) else ()
            return (*rule, *window.milestones)
        case Earliest(parts) | AllOf(parts) | AnyOf(parts):
            return parts
        case Elapsed(since):
            return (since,)
        case FieldOf(milestone):
            return (milestone,)
        case DaysBetween(start, end) | YearsSince(start, end):
            return (start, end)
        case Count(window=window) | Highest(window=window):
            return window.milestones
        case Judged(condition, at):
            return (condition, at)
        case Not(part):
            return (part,)
        case Ongoing(begins, ends):
            return (begins, ends)
        case Reached(milestone):
            return (milestone,)
        case Compare(signal) | Against(signal) | Somewhere(signal):
            return () if signal.start is None else (signal.start,)
    return ()
