"""The treatment-sequence graph: patients between treatments, outcomes and status at the cutoff.

It knows no clinical word; a study's ``SequenceDefinition`` says what the steps are called.
"""

from projections.sequence.build import sequence_graph
from projections.sequence.flows import Flows, flows
from projections.sequence.graph import Denominators, Edge, SequenceGraph
from projections.sequence.paths import Path, Place, Sort, Step

__all__ = [
    "Denominators",
    "Edge",
    "Flows",
    "Path",
    "Place",
    "SequenceGraph",
    "Sort",
    "Step",
    "flows",
    "sequence_graph",
]
