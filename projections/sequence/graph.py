"""The graph: all paths of a cohort together, with the patients on every edge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from projections.language.sequence import SequenceDefinition
from projections.sequence.paths import Path, Place, Sort, Step

if TYPE_CHECKING:
    import pandas as pd
    from networkx import DiGraph


@dataclass(frozen=True, slots=True)
class Edge:
    """Patients who went from one place straight to another, with their arrival there."""

    source: Place
    target: Place
    arrivals: Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class Denominators:
    """What a share of patients can be of.

    Attributes
    ----------
    treated, evaluable, not_evaluable
        Patients given the treatment; those whose outcome can be judged; the others.
    successes
        Patients with success.
    first_successes
        Of them, patients without success in any earlier episode. Their sum over all episodes
        counts every patient once.
    """

    treated: int
    evaluable: int
    successes: int
    first_successes: int
    not_evaluable: int


@dataclass(frozen=True)
class SequenceGraph:
    """The paths of a cohort as a graph whose counts sum at every node.

    Parameters
    ----------
    definition
        What the steps are.
    labels, outcomes, endings
        In the order of the study's cases; nodes and edges follow it.
    paths
        Every patient's path.
    """

    definition: SequenceDefinition
    labels: tuple[str, ...]
    outcomes: tuple[str, ...]
    endings: tuple[str, ...]
    paths: Mapping[str, Path]

    @property
    def root(self) -> Place:
        """Where all paths begin."""
        return Place(Sort.POPULATION, self.definition.population)

    @cached_property
    def nodes(self) -> dict[Place, dict[str, Step]]:
        """Every place with the arrivals of its patients: root, untreated, treatments, endings."""
        found: dict[Place, dict[str, Step]] = {self.root: {}}
        for patient, path in sorted(self.paths.items()):
            for step in path:
                found.setdefault(step.place, {})[patient] = step
        return {place: found[place] for place in sorted(found, key=self._rank)}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every pair of places that some patient joined, in the order of the nodes."""
        found: dict[tuple[Place, Place], dict[str, Step]] = {}
        for patient, path in sorted(self.paths.items()):
            for before, step in pairwise(path):
                found.setdefault((before.place, step.place), {})[patient] = step
        return tuple(Edge(*pair, found[pair]) for pair in sorted(found, key=self.edge_rank))

    def edge_rank(self, edge: tuple[Place, Place]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """By what edges are sorted: their source, then their target."""
        return self._rank(edge[0]), self._rank(edge[1])

    @property
    def length(self) -> int:
        """Number of the last episode that any patient had."""
        return max((place.number for place in self.nodes), default=0)

    def under(self, name: str) -> list[Place]:
        """The nodes of a name, or those below it: ``2`` and ``2/intensive`` are whole branches."""
        return [place for place in self.nodes if f"{place.name}/".startswith(f"{name}/")]

    def denominators(self, number: int, label: str | None = None) -> Denominators:
        """Denominators of an episode of this number, of one treatment or of all."""
        treatments = [
            (place, arrivals)
            for place, arrivals in self.nodes.items()
            if place.number == number and place.sort is Sort.TREATMENT
            if label is None or place.label == label
        ]
        treated = sum(len(arrivals) for _, arrivals in treatments)
        unclear = _patients(treatments, self.definition.not_evaluable)
        successes = _patients(treatments, self.definition.successes)
        first = {success for success in successes if self.first_success(success) == number}
        return Denominators(
            treated, treated - len(unclear), len(successes), len(first), len(unclear)
        )

    def first_success(self, patient: str) -> int | None:
        """Number of the episode in which a patient first had success."""
        successes = self.definition.successes
        path = self.paths[patient]
        return next((s.place.number for s in path if s.place.outcome in successes), None)

    @cached_property
    def successful(self) -> tuple[str, ...]:
        """Patients with success in any episode, each named once."""
        return tuple(path for path in sorted(self.paths) if self.first_success(path) is not None)

    def network(self) -> "DiGraph[Place]":
        """The same graph for the algorithms of networkx: ``patients`` on nodes and on edges."""
        from networkx import DiGraph

        network: DiGraph[Place] = DiGraph()
        for place, arrivals in self.nodes.items():
            network.add_node(place, patients=arrivals)
        for edge in self.edges:
            network.add_edge(edge.source, edge.target, patients=edge.arrivals)
        return network

    def to_pandas(self) -> "pd.DataFrame":
        """One row a patient on an edge: ``source``, ``target``, ``patient`` and ``date``.

        The date is that of the arrival at the target; NaT where no event gives it.
        """
        import pandas as pd

        rows = [
            (edge.source.name, edge.target.name, patient, step.date)
            for edge in self.edges
            for patient, step in edge.arrivals.items()
        ]
        frame = pd.DataFrame(rows, columns=["source", "target", "patient", "date"])
        return frame.assign(date=pd.to_datetime(frame["date"]))

    def _rank(self, place: Place) -> tuple[int, int, int, int]:
        match place.sort:
            case Sort.TREATMENT:
                label, outcome = self.labels.index(place.label), self.outcomes.index(place.outcome)
                return (2, place.number, label, outcome)
            case Sort.ENDING:
                return (3, self.endings.index(place.label), 0, 0)
        return (int(place.sort is Sort.UNTREATED), 0, 0, 0)


def _patients(
    treatments: Iterable[tuple[Place, dict[str, Step]]], outcomes: tuple[str, ...]
) -> set[str]:
    return {
        patient
        for place, arrivals in treatments
        if place.outcome in outcomes
        for patient in arrivals
    }
