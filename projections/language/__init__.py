"""The language of definitions: signals, conditions, milestones, endpoints and classes.

It knows no clinical word and no array. A definition is a named constant composed of frozen
nodes; from the one constant come its sentence, its evaluation and its derivation.
"""

from projections.language.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Not,
    Reached,
    Signal,
    Somewhere,
    reached,
    signal,
)
from projections.language.events import (
    Events,
    FieldTest,
    at_least,
    at_most,
    events,
    includes,
    one_of,
)
from projections.language.milestones import (
    Earliest,
    Elapsed,
    First,
    Judged,
    Last,
    Milestone,
    Window,
    earliest,
    elapsed,
    first,
    judged,
    last,
)
from projections.language.node import InvalidDefinition, Node
from projections.language.outcomes import Case, Classes, Endpoint, Source

__all__ = [
    "AllOf",
    "AnyOf",
    "Case",
    "Classes",
    "Compare",
    "Condition",
    "Earliest",
    "Elapsed",
    "Endpoint",
    "Events",
    "FieldTest",
    "First",
    "InvalidDefinition",
    "Judged",
    "Last",
    "Milestone",
    "Node",
    "Not",
    "Reached",
    "Signal",
    "Somewhere",
    "Source",
    "Window",
    "at_least",
    "at_most",
    "earliest",
    "elapsed",
    "events",
    "first",
    "includes",
    "judged",
    "last",
    "one_of",
    "reached",
    "signal",
]
