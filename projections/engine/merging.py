"""Events of two kinds in one order, and which event of the other kind each of them follows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import Ints
from projections.engine.occurrences import Occurrences

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two series of events as one.

    Attributes
    ----------
    at
        The events of both, by row; a row that stands in both stands here once.
    order
        Where each of them stands in the two series laid end to end.
    second_at_first, first_at_second
        At each event of the one series how many events of the other had come, up to the latest
        of the same patient; 0 where there is none yet.
    """

    at: Occurrences
    order: Index
    second_at_first: Index
    first_at_second: Index


def merged(first: Occurrences, second: Occurrences) -> Merged:
    """Merge two series; a row that stands in both counts as that of the second."""
    row = np.concatenate([first.row, second.row])
    order = np.argsort(row, kind="stable")  # a single pass: both are sorted already
    row = row[order]
    of_second = order >= len(first)
    second_at_first = _come_before(np.flatnonzero(~of_second), first.patient, second.patient)
    first_at_second = _come_before(np.flatnonzero(of_second), second.patient, first.patient)
    twice = np.flatnonzero(row[1:] == row[:-1])
    if len(twice):
        row, order = np.delete(row, twice), np.delete(order, twice)
    patient = np.concatenate([first.patient, second.patient])[order]
    day = np.concatenate([first.day, second.day])[order]
    return Merged(Occurrences(row, patient, day), order, second_at_first, first_at_second)


def _come_before(place: Index, patient: Ints, others: Ints) -> Index:
    """How many of the others stand before each place, if the last of them is of its patient."""
    before: Index = place - np.arange(len(place))
    same_patient = np.append(np.int32(-1), others)[before] == patient
    before *= same_patient
    return before
