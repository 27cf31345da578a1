"""From a draft to a segment: amendments become intervals, events are sorted once for all."""

from collections import defaultdict
from collections.abc import Mapping, Set

import numpy as np
from numpy.typing import NDArray

from timeline.amendments import ALWAYS, Entry, Held, intervals
from timeline.imputation import Dating
from timeline.log.builder import EventTableDraft, LogDraft
from timeline.log.columns import EventTable
from timeline.log.place import with_places
from timeline.log.segment import Segment
from timeline.log.versions import Versions

_Key = tuple[int, bytes]
"""Patient and event id."""


def segment_from(draft: LogDraft) -> Segment:
    """Lay out a draft: patients by id, their rows by day, place on it, recorded instant and id."""
    names = np.array([name.encode() for name in draft.patients], dtype=np.bytes_)
    by_name = np.argsort(names)
    rank = np.empty(len(names), dtype=np.int32)
    rank[by_name] = np.arange(len(names), dtype=np.int32)
    kinds = with_places(_versions(draft))
    rows = _rows(kinds, rank)
    tables = {
        kind: _sorted_table(kinds[kind], rank, rows[kind])
        for kind in sorted(kinds)
        if len(kinds[kind].place)
    }
    return Segment(names[by_name], tables)


def _rows(kinds: Mapping[str, Versions], rank: NDArray[np.int32]) -> dict[str, NDArray[np.int32]]:
    """The row of every version: its place in the sorted whole."""
    if not kinds:
        return {}
    every = list(kinds.values())
    ids = np.concatenate([item.id for item in every]).view(">u8").reshape(-1, 2)
    keys = [np.concatenate([item.start for item in every]), ids[:, 1], ids[:, 0]]
    names = "recorded", "sequence", "time", "order"
    keys += [np.concatenate([item.column(name) for item in every]) for name in names]
    keys.append(np.concatenate([item.day for item in every]))
    keys.append(rank[np.concatenate([item.column("patient") for item in every])])
    order = np.lexsort([key for key in keys if (key != key[:1]).any()] or keys[:1])
    row = np.empty(len(order), dtype=np.int32)
    row[order] = np.arange(len(order), dtype=np.int32)
    ends = np.cumsum([len(item.place) for item in every])
    rows = zip(kinds.items(), np.split(row, ends[:-1]), strict=True)
    return {kind: _worst_last(versions, of_kind) for (kind, versions), of_kind in rows}


def _worst_last(versions: Versions, row: NDArray[np.int32]) -> NDArray[np.int32]:
    """Rows of one kind, those of one moment of a day exchanged so that the worst has the last."""
    if versions.draft.traits.on_one_day is None:
        return row
    moment = (
        versions.column("sequence"),
        versions.column("time"),
        versions.day,
        versions.column("patient"),
    )
    worst_last = np.lexsort((row, versions.column("severity"), *moment))
    exchanged = np.empty_like(row)
    exchanged[worst_last] = row[np.lexsort((row, *moment))]
    return exchanged


def _sorted_table(kind: Versions, rank: NDArray[np.int32], row: NDArray[np.int32]) -> EventTable:
    order = np.argsort(row)
    columns = {}
    for name, draft in sorted(kind.draft.columns.items()):
        draft.pad(len(kind.draft.day))
        columns[name] = draft.column().take(kind.place)
    return EventTable(
        patient=rank[kind.column("patient")],
        day=kind.day,
        dating=kind.dating,
        row=row,
        recorded=kind.start,
        superseded=kind.end,
        id=kind.id,
        columns=columns,
    ).take(order)


def _versions(draft: LogDraft) -> dict[str, Versions]:
    """The versions of each kind; only what amends or is amended needs more than one look."""
    amended = {
        (patient, entry.target)
        for (patient, _), entry in draft.amendments.items()
        if entry.target is not None
    }
    involved = {*draft.amendments, *amended}
    places = {kind: _places(table, involved) for kind, table in draft.tables.items()}
    held = _held(draft, places)
    return {kind: _held_versions(table, places[kind], held) for kind, table in draft.tables.items()}


def _places(table: EventTableDraft, involved: Set[_Key]) -> dict[int, _Key]:
    """Where on a table some events stand; the ids of the other patients' are not looked at."""
    patients = np.array(sorted({patient for patient, _ in involved}), dtype=np.int32)
    near = np.flatnonzero(np.isin(np.array(table.patient), patients)).tolist()
    keys = ((place, (table.patient[place], table.id_at(place))) for place in near)
    return {place: key for place, key in keys if key in involved}


def _held(draft: LogDraft, places: Mapping[str, Mapping[int, _Key]]) -> dict[_Key, list[Held]]:
    """When what amends or is amended held; patients may use the same record numbers."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for (patient, _), entry in draft.amendments.items():
        entries[patient].append(entry)
    for kind, of_kind in places.items():
        for place, (patient, identity) in of_kind.items():
            if (patient, identity) not in draft.amendments:
                fact = Entry(identity, draft.tables[kind].recorded[place])
                entries[patient].append(fact)
    return {
        (patient, identity): held
        for patient, recorded in entries.items()
        for identity, held in intervals(recorded).items()
    }


def _held_versions(
    table: EventTableDraft, places: Mapping[int, _Key], held: Mapping[_Key, list[Held]]
) -> Versions:
    recorded = np.array(table.recorded)
    plain = np.delete(np.arange(len(recorded)), list(places))
    versions = [
        (place, interval.start, interval.end)
        for place, key in places.items()
        for interval in held[key]
    ]
    place, start, end = np.array(versions, dtype=np.int64).reshape(-1, 3).T
    place = np.concatenate([plain, place])
    return Versions(
        table,
        place,
        np.concatenate([recorded[plain], start]),
        np.concatenate([np.full(len(plain), ALWAYS), end]),
        np.array(table.day)[place],
        np.full(len(place), Dating.EXACT, dtype=np.int8),
    )
