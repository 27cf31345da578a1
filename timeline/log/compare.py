"""Whether two logs say the same, patient by patient."""

from collections.abc import Collection

import numpy as np

from timeline.log.columns import FIXED, Column, EventTable
from timeline.log.maintain import Log

PLACES = {"row", "patient"}
"""Where an event stands in its segment, which may be another in each log."""


def differing_patients(one: Log, other: Log, apart: Collection[str] = ()) -> list[str]:
    """Patients whose events are laid out differently, or that only one of the logs holds.

    Of the kinds that are set ``apart`` the payload is not compared, only where events stand.
    """
    names = sorted({*one.patients, *other.patients})
    return [name for name in names if not _same(_of(one, name), _of(other, name), apart)]


def _of(log: Log, patient: str) -> dict[str, EventTable] | None:
    found = log.part_of(patient)
    if found is None:
        return None
    segment, index = found
    return dict(segment.only(index).tables)


def _same(
    one: dict[str, EventTable] | None, other: dict[str, EventTable] | None, apart: Collection[str]
) -> bool:
    if one is None or other is None or one.keys() != other.keys():
        return False
    starts = [min((int(s.row[0]) for s in side.values()), default=0) for side in (one, other)]
    placed = all(_same_places(one[kind], other[kind], starts) for kind in one)
    return placed and all(_same_payload(one[kind], other[kind]) for kind in one.keys() - apart)


def _same_places(one: EventTable, other: EventTable, starts: list[int]) -> bool:
    if len(one) != len(other) or not np.array_equal(one.row - starts[0], other.row - starts[1]):
        return False
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in FIXED.keys() - PLACES)


def _same_payload(one: EventTable, other: EventTable) -> bool:
    names = {*one.columns, *other.columns}
    return all(_values(one, n) == _values(other, n) for n in names)


def _values(table: EventTable, name: str) -> list[float | str | None]:
    column: Column | None = table.columns.get(name)
    places = range(len(table))
    return [None] * len(table) if column is None else [column.at(place) for place in places]
