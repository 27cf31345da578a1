"""Definitions as columns for analyses: a value per patient, and since when it was known."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Replay
from projections.engine import NEVER, Evaluation, Moments
from projections.engine.outcomes import classified
from projections.engine.status import standing
from projections.language import Classes, Condition, Milestone, Node, Quantity
from timeline.log import Segment


@dataclass(frozen=True, slots=True)
class Column:
    """A value per patient and the day on which its evidence occurred.

    Attributes
    ----------
    values
        Labels, numbers or truths as objects, None where unknown; a milestone is whether it was
        reached.
    known_on
        Day number of the latest evidence, NaN where there is none.
    """

    values: NDArray[np.object_]
    known_on: NDArray[np.float64]


def column(replay: Replay, name: str, patients: Iterable[str]) -> Column:
    """A definition of the study for some patients, in their order."""
    return values_of(replay, replay.study.definitions[name], patients)


def values_of(replay: Replay, node: Node, patients: Iterable[str]) -> Column:
    """A node, such as the condition of a population, for some patients, in their order."""
    found: dict[str, tuple[object, float]] = {}
    for part in replay.parts:
        values, days = _values(part.evaluation, part.segment, node)
        for member in part.members:
            found[part.segment.patient_id(int(member))] = (values[member], float(days[member]))
    pairs = [found[patient] for patient in patients]
    values = np.array([None, *(value for value, _ in pairs)], dtype=object)[1:]
    return Column(values, np.array([day for _, day in pairs], dtype=np.float64))


def days_of(replay: Replay, name: str, patients: Iterable[str]) -> NDArray[np.float64]:
    """Day numbers of a milestone for some patients, NaN where it is not reached."""
    found = column(replay, name, patients)
    return np.where(found.values.astype(bool), found.known_on, np.nan)


def _values(
    evaluation: Evaluation, segment: Segment, node: Node
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    match node:
        case Milestone():
            moments = evaluation.moments(node)
            days = np.where(moments.day == NEVER, np.nan, moments.day.astype(np.float64))
            return moments.reached.astype(object), days
        case Quantity():
            measured = evaluation.measured(node)
            return measured.values, _days(segment, measured.row)
        case Classes():
            found = classified(evaluation, node)
            labels = np.array([*(case.label for case in node.cases), node.otherwise], dtype=object)
            return labels[found.case], _days(segment, found.row)
        case Condition():
            end = Moments.at_end_of(evaluation.view.as_of.last_day, evaluation.view.patients)
            verdict = standing(evaluation, node, end)
            truths = np.array([None, True, False], dtype=object)
            return truths[verdict.truth], _days(segment, verdict.row)
    raise NotImplementedError(f"{type(node).__name__} is no column")


def _days(segment: Segment, rows: NDArray[np.int32]) -> NDArray[np.float64]:
    """Day numbers of events by row, NaN where there is no row."""
    days = np.full(len(rows), np.nan)
    for shelf in segment.shelves.values():
        place = np.searchsorted(shelf.row, rows).clip(max=len(shelf) - 1)
        here = shelf.row[place] == rows
        days[here] = shelf.day[place[here]]
    return days
