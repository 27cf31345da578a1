"""Events of two kinds in one order, and which event of the other kind each of them follows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.moments import Ints, either
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
        At each event of the one series the latest event of the other, of the same patient;
        -1 where there is none yet.
    """

    at: Occurrences
    order: Index
    second_at_first: Index
    first_at_second: Index


def merged(first: Occurrences, second: Occurrences) -> Merged:
    """Merge two series; a row that stands in both counts as that of the second."""
    row = np.concatenate([first.row, second.row])
    order = np.argsort(row, kind="stable")  # a single pass: both are sorted already
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    of_first, of_second = np.split(place, [len(first.row)])
    sorted_row = row[order]
    last_of_row = np.append(sorted_row[1:] != sorted_row[:-1], True)[: len(order)]
    if not last_of_row.all():
        order = order[last_of_row]
    at = Occurrences(
        row[order],
        np.concatenate([first.patient, second.patient])[order],
        np.concatenate([first.day, second.day])[order],
    )
    return Merged(
        at,
        order,
        _latest_other(of_first, first.patient, second.patient),
        _latest_other(of_second, second.patient, first.patient),
    )


def _latest_other(place: Index, patient: Ints, others: Ints) -> Index:
    """The event of the other series before each event; the one appended belongs to nobody."""
    latest = place - np.arange(len(place)) - 1
    same_patient = np.append(others, np.int32(-1))[latest] == patient
    return either(same_patient, latest, np.intp(-1))
