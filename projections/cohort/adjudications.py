"""Adjudications: what experts decided of derived values, read from the record for the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from projections.engine import Evaluation, View
from projections.engine.overrides import NO_OVERRIDES, Override, Overrides
from projections.engine.view import Censoring
from projections.language import (
    Classes,
    Count,
    DaysBetween,
    Highest,
    Milestone,
    Node,
    Quantity,
    YearsSince,
)
from projections.study import Study
from timeline.log import AsOf, EventTable, Segment

REACHED = {"reached": True, "not reached": False}
NUMBERS = (Count, DaysBetween, Highest, YearsSince)


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why a decision can be used for nothing."""

    reason: str


@dataclass(frozen=True, slots=True)
class Adjudication:
    """One decision on a study's value, as it is known.

    Attributes
    ----------
    patient
        Index of the patient in the segment.
    definition, episodes, episode
        Names of the definition and of the episodes in which it is, and the number of the episode
        (0: a value of the patient).
    decision
        As written.
    row, day, recorded
        Where the event stands, on which day it says so, and since when it is known.
    event
        Its id.
    """

    patient: int
    definition: str
    episodes: str
    episode: int
    decision: str
    row: int
    day: int
    recorded: int
    event: UUID

    @property
    def about(self) -> tuple[int, str, str, int]:
        """Whose value it decides, and which."""
        return (self.patient, self.episodes, self.definition, self.episode)

    def node(self, study: Study) -> Node | None:
        """The definition that it is about; None if the study has none of that name."""
        return decidable(study, self.episodes).get(self.definition)

    def value(self, study: Study) -> object:
        """What it decides, as the engine takes it; or why that is ``Impossible``."""
        return decision_on(self.node(study), self.decision)


def decidable(study: Study, episodes: str) -> Mapping[str, Node]:
    """The definitions of a study, or inside some of its episodes, by name."""
    return study.inside.get(episodes, {}) if episodes else study.definitions


def decision_on(node: Node | None, decision: str) -> object:
    """A decision on a definition as the engine takes it; or why it is ``Impossible``."""
    match node:
        case None:
            return Impossible("the study has no such definition")
        case Milestone():
            found = REACHED.get(decision)
            return Impossible("write 'reached' or 'not reached'") if found is None else found
        case Classes() as classes:
            labels = labels_of(classes)
            known = decision in labels
            return labels.index(decision) if known else Impossible("it has no such class")
        case Quantity() as quantity:
            return _quantity(quantity, decision)
    return Impossible("only milestones, classes and quantities can be decided")


def labels_of(classes: Classes) -> list[str]:
    """The labels that a class may have, in order."""
    return list(classes.case_labels)


def _quantity(quantity: Quantity, decision: str) -> object:
    try:
        number = float(decision)
    except ValueError:
        return Impossible("it is a number") if isinstance(quantity, NUMBERS) else decision
    return int(number) if number.is_integer() else number


def evaluated(study: Study, segment: Segment, as_of: AsOf, censoring: Censoring) -> Evaluation:
    """The evaluation of a segment as of a cutoff, with the adjudications that the study applies."""
    view = View(segment, as_of, study.vocabulary, censoring)
    return Evaluation(view, overrides(study)(view))


def overrides(study: Study) -> Callable[[View], Overrides]:
    """How to find what was decided in a view; nothing if the study applies no adjudications."""
    if study.adjudications == "none":
        return lambda view: NO_OVERRIDES
    return lambda view: decided(study, view)


def adjudications(study: Study, view: View) -> list[Adjudication]:
    """All decisions on values of the study that are known in a view, the latest recorded last."""
    if view.adjudications is None:
        return []
    table, known = view.adjudications
    column = table.columns["study"]
    places = np.flatnonzero(known).tolist()
    mine = [place for place in places if column.at(place) == study.name]
    found = [_read(table, place) for place in mine]
    return sorted(found, key=lambda item: (item.recorded, item.event.bytes))


def _read(table: EventTable, place: int) -> Adjudication:
    def text(name: str) -> str:
        value = table.columns[name].at(place) if name in table.columns else None
        return "" if value is None else str(value)

    return Adjudication(
        int(table.patient[place]),
        text("definition"),
        text("episodes"),
        int(float(text("episode") or 0)),
        text("decision"),
        int(table.row[place]),
        int(table.day[place]),
        int(table.recorded[place]),
        UUID(bytes=bytes(table.id[place])),
    )


def decided(study: Study, view: View) -> Overrides:
    """The latest possible decision on each value, applied or not, by the node it is about.

    A class or quantity is decided from the day of the event on; a milestone is decided at every
    cutoff, as a corrected date is.
    """
    if view.adjudications is None:
        return NO_OVERRIDES
    latest: dict[tuple[int, str, str, int], tuple[Adjudication, object]] = {}
    for adjudication in adjudications(study, view):
        value = adjudication.value(study)
        dated = (
            isinstance(adjudication.node(study), Milestone)
            or adjudication.day <= view.as_of.last_day
        )
        if dated and not isinstance(value, Impossible):
            latest[adjudication.about] = adjudication, value
    of_patients: dict[int, list[tuple[Adjudication, object]]] = {}
    of_episodes: dict[int, dict[int, list[tuple[Adjudication, object]]]] = {}
    for adjudication, value in latest.values():
        by_node = of_patients
        if adjudication.episodes:
            by_node = of_episodes.setdefault(id(study.definitions[adjudication.episodes]), {})
        by_node.setdefault(id(adjudication.node(study)), []).append((adjudication, value))
    return Overrides(
        _by_node(of_patients),
        {episodes: _by_node(nodes) for episodes, nodes in of_episodes.items()},
    )


def _by_node(decided: dict[int, list[tuple[Adjudication, object]]]) -> dict[int, Override]:
    return {node: _override(pairs) for node, pairs in decided.items()}


def _override(pairs: list[tuple[Adjudication, object]]) -> Override:
    numbers = [(found.patient, found.episode, found.row, found.day) for found, _ in pairs]
    unit, number, row, day = np.array(numbers, dtype=np.int32).T
    values = np.empty(len(pairs), dtype=object)
    values[:] = [value for _, value in pairs]
    return Override(unit, number, row, day, values, np.ones(len(pairs), dtype=bool))
