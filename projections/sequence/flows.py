"""How many patients went from which place of the graph to which: the counts of its edges alone."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Part, Replay
from projections.engine import Evaluation
from projections.engine.outcomes import classified
from projections.language import Classes, Episodes, Node
from projections.sequence.build import entry_of, graph_of
from projections.sequence.graph import SequenceGraph
from projections.sequence.paths import Place, Sort
from projections.study import Study

Flows = dict[tuple[Place, Place], int]
"""Patients by the places that they went from and to."""

Numbers = NDArray[np.integer]


def flows(replay: Replay) -> Flows:
    """The counts of the edges of ``sequence_graph``, in their order, without whose they are.

    Raises
    ------
    InvalidDefinition
        As ``sequence_graph`` does.
    """
    graph = graph_of(replay.study)
    found: Counter[tuple[Place, Place]] = Counter()
    for part in replay.parts:
        found.update(_of_part(replay.study, part, graph))
    return {pair: found[pair] for pair in sorted(found, key=graph.edge_rank)}


def _of_part(study: Study, part: Part, graph: SequenceGraph) -> Flows:
    """Every step of a patient with the one that follows it, places as numbers."""
    definition = graph.definition
    lines, within = study.definitions[definition.episodes], study.inside[definition.episodes]
    assert isinstance(lines, Episodes)
    inside = part.evaluation.inside(lines)
    entered, _ = entry_of(part, study.populations[definition.population])
    member = part.members[entered[part.members]]
    treated = np.flatnonzero(np.isin(inside.table.patient, member))
    patient, number = inside.table.patient[treated], inside.table.number[treated]
    untreated = np.setdiff1d(member, patient)
    coding = _Coding(graph, int(number.max(initial=0)))
    label = _labelled(inside, within[definition.label])[treated]
    outcome = _labelled(inside, within[definition.outcome])[treated]
    ending = _labelled(part.evaluation, study.definitions[definition.ending])[member]
    whose = np.concatenate([member, patient, untreated, member])
    places = np.concatenate(
        [
            np.zeros_like(member),
            coding.code(number, label, outcome),
            np.full_like(untreated, coding.code(coding.untreated)),
            coding.code(coding.ending, ending),
        ]
    )
    return coding.counted(whose, places)


def _labelled(evaluation: Evaluation, node: Node) -> Numbers:
    """The class of each patient or episode, as its place among the labels."""
    assert isinstance(node, Classes)
    labels = node.labels
    places = [labels.index(label) for label in (*(c.label for c in node.cases), node.otherwise)]
    return np.array(places)[classified(evaluation, node).case]


@dataclass(frozen=True, slots=True)
class _Coding:
    """Places as numbers that rise along any patient's path.

    The population is 0; untreated and the ending come after the last treatment.
    """

    graph: SequenceGraph
    treatments: int

    @property
    def untreated(self) -> int:
        return self.treatments + 1

    @property
    def ending(self) -> int:
        return self.treatments + 2

    @property
    def _widths(self) -> tuple[int, int]:
        graph = self.graph
        return max(len(graph.labels), len(graph.endings)), len(graph.outcomes)

    def code(
        self, number: Numbers | int, label: Numbers | int = 0, outcome: Numbers | int = 0
    ) -> Numbers:
        labels, outcomes = self._widths
        return (np.asarray(number, dtype=np.int64) * labels + label) * outcomes + outcome

    def place(self, code: int) -> Place:
        labels, outcomes = self._widths
        (number, label), outcome = divmod(code // outcomes, labels), code % outcomes
        graph = self.graph
        if number == 0:
            return graph.root
        if number == self.untreated:
            return Place(Sort.UNTREATED, graph.definition.untreated)
        if number == self.ending:
            return Place(Sort.ENDING, graph.endings[label])
        return Place(Sort.TREATMENT, graph.labels[label], number, graph.outcomes[outcome])

    def counted(self, whose: Numbers, places: Numbers) -> Flows:
        """How often one place follows another in the path of a patient."""
        order = np.lexsort((places, whose))
        whose, places = whose[order], places[order]
        follows = whose[1:] == whose[:-1]
        size = int(places.max(initial=0)) + 1
        pairs = places[:-1][follows] * size + places[1:][follows]
        found, counts = np.unique(pairs, return_counts=True)
        return {
            (self.place(pair // size), self.place(pair % size)): count
            for pair, count in zip(found.tolist(), counts.tolist(), strict=True)
        }
