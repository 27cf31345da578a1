"""Whether two logs say the same, patient by patient."""

from collections.abc import Collection

import numpy as np

from timeline.log.columns import FIXED, Column, EventTable
from timeline.log.maintain import Log

PLACES = {"row", "patient"}
"""Where an event stands in its segment, which may be another in each log."""


def differing_patients(log: Log, other: Log, apart: Collection[str] = ()) -> list[str]:
    """Patients whose events are stored differently, or that only one of the logs holds.

    Of the kinds that are set ``apart`` the payload is not compared, only where events stand.
    """
    names = sorted({*log.patients, *other.patients})
    return [name for name in names if not _same(_of(log, name), _of(other, name), apart)]


def _of(log: Log, patient: str) -> dict[str, EventTable] | None:
    found = log.part_of(patient)
    if found is None:
        return None
    segment, index = found
    return dict(segment.only(index).tables)


def _same(
    first: dict[str, EventTable] | None, other: dict[str, EventTable] | None, apart: Collection[str]
) -> bool:
    if first is None or other is None or first.keys() != other.keys():
        return False
    starts = [min((int(s.row[0]) for s in side.values()), default=0) for side in (first, other)]
    placed = all(_same_places(first[kind], other[kind], starts) for kind in first)
    return placed and all(_same_payload(first[kind], other[kind]) for kind in first.keys() - apart)


def _same_places(first: EventTable, other: EventTable, starts: list[int]) -> bool:
    if len(first) != len(other) or not np.array_equal(first.row - starts[0], other.row - starts[1]):
        return False
    return all(np.array_equal(getattr(first, n), getattr(other, n)) for n in FIXED.keys() - PLACES)


def _same_payload(first: EventTable, other: EventTable) -> bool:
    names = {*first.columns, *other.columns}
    return all(_values(first, n) == _values(other, n) for n in names)


def _values(table: EventTable, name: str) -> list[float | str | None]:
    column: Column | None = table.columns.get(name)
    places = range(len(table))
    return [None] * len(table) if column is None else [column.at(place) for place in places]
