"""The sequence of treatments of a cohort, for a notebook and for networkx."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patient_timeline.notebook import Tabular

if TYPE_CHECKING:
    import pandas as pd
    from networkx import DiGraph

    from projections.sequence import Edge, Place, SequenceGraph, Step


@dataclass(frozen=True, repr=False)
class TreatmentSequence(Tabular):
    """From which treatment and outcome patients went to which. Made by ``CohortAsOf.graph``.

    Attributes
    ----------
    graph
        The paths of all patients, with the events behind each arrival.

    Examples
    --------
    >>> at.graph().to_pandas().head(2)
           source                         target  patients
    0  progressed             no salvage therapy         8
    1  progressed  1/CAR T cells/MRD-negative CR         2
    """

    graph: "SequenceGraph"
    as_of: str

    @property
    def nodes(self) -> "dict[Place, dict[str, Step]]":
        """Every place with the arrivals of its patients."""
        return self.graph.nodes

    @property
    def edges(self) -> "tuple[Edge, ...]":
        """Every pair of places that some patient joined."""
        return self.graph.edges

    def network(self) -> "DiGraph[Place]":
        """The graph for the algorithms of networkx: ``patients`` on nodes and on edges."""
        return self.graph.network()

    @property
    def caption(self) -> str:
        """Numbers of patients and places, and as-of."""
        return f"{len(self.graph.paths)} patients, {len(self.nodes)} places; {self.as_of}"

    def to_pandas(self) -> "pd.DataFrame":
        """One row an edge: ``source`` and ``target`` (names of places) and ``patients``."""
        import pandas as pd

        rows = [(edge.source.name, edge.target.name, len(edge.arrivals)) for edge in self.edges]
        return pd.DataFrame(rows, columns=["source", "target", "patients"])
