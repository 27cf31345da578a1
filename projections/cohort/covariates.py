"""Definitions as columns for analyses: a value per patient, and since when it was known."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Replay
from projections.engine.milestone_dates import NEVER
from projections.engine.values import Values, values_of
from projections.language import Node
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
    return column_of(replay, replay.study.definitions[name], patients)


def column_of(replay: Replay, node: Node, patients: Iterable[str]) -> Column:
    """A node, such as the condition of a population, for some patients, in their order."""
    found: dict[str, tuple[object, float]] = {}
    for part in replay.parts:
        values = values_of(part.evaluation, node)
        days = _known_on(part.segment, values)
        for member in part.members:
            found[part.segment.patient_id(int(member))] = values.value[member], float(days[member])
    pairs = [found[patient] for patient in patients]
    objects = np.array([None, *(value for value, _ in pairs)], dtype=object)[1:]
    return Column(objects, np.array([day for _, day in pairs], dtype=np.float64))


def days_of(replay: Replay, name: str, patients: Iterable[str]) -> NDArray[np.float64]:
    """Day numbers of a milestone for some patients, NaN where it is not reached."""
    found = column(replay, name, patients)
    return np.where(found.values.astype(bool), found.known_on, np.nan)


def _known_on(segment: Segment, values: Values) -> NDArray[np.float64]:
    """The date of each value, or the day of the event that decided it; NaN without either."""
    dated = values.day != NEVER
    days = np.where(dated, values.day.astype(np.float64), np.nan)
    undated = ~dated & (values.row >= 0)
    if undated.any():
        days[undated] = _days(segment, values.row[undated])
    return days


def _days(segment: Segment, rows: NDArray[np.int32]) -> NDArray[np.float64]:
    """Day numbers of events by row, NaN where there is no row."""
    days = np.full(len(rows), np.nan)
    for table in segment.tables.values():
        place = np.searchsorted(table.row, rows).clip(max=len(table) - 1)
        here = table.row[place] == rows
        days[here] = table.day[place[here]]
    return days
