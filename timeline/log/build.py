"""From a draft to a segment: amendments become intervals, events are sorted once for all."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.amendments import ALWAYS, Entry, Held, intervals
from timeline.log.columns import Shelf
from timeline.log.draft import LogDraft, ShelfDraft
from timeline.log.segment import Segment

_Key = tuple[int, bytes]
"""Patient and event id."""


@dataclass(slots=True)
class _Pile:
    """The versions of one kind, unsorted: place in the draft, and the interval held."""

    draft: ShelfDraft
    place: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def of(self, name: str) -> NDArray[Any]:
        return np.array(getattr(self.draft, name))[self.place]

    @property
    def id(self) -> NDArray[np.void]:
        return np.frombuffer(bytes(self.draft.id), dtype="V16")[self.place]


def segment_from(draft: LogDraft) -> Segment:
    """Lay out a draft: patients by id, rows by patient, day, order, recorded instant and id."""
    names = np.array([name.encode() for name in draft.patients], dtype=np.bytes_)
    by_name = np.argsort(names)
    rank = np.empty(len(names), dtype=np.int32)
    rank[by_name] = np.arange(len(names), dtype=np.int32)
    piles = _piles(draft)
    rows = _rows(piles, rank)
    shelves = {
        kind: _sorted_shelf(piles[kind], rank, rows[kind])
        for kind in sorted(piles)
        if len(piles[kind].place)
    }
    return Segment(names[by_name], shelves)


def _rows(piles: dict[str, _Pile], rank: NDArray[np.int32]) -> dict[str, NDArray[np.int32]]:
    """The row of every version: its place in the sorted whole."""
    if not piles:
        return {}
    ids = np.concatenate([pile.id for pile in piles.values()]).view(">u8").reshape(-1, 2)
    keys = [np.concatenate([pile.start for pile in piles.values()]), ids[:, 1], ids[:, 0]]
    keys += [
        np.concatenate([pile.of(name) for pile in piles.values()])
        for name in ("recorded", "order", "day")
    ]
    keys.append(rank[np.concatenate([pile.of("patient") for pile in piles.values()])])
    order = np.lexsort(keys)
    row = np.empty(len(order), dtype=np.int32)
    row[order] = np.arange(len(order), dtype=np.int32)
    ends = np.cumsum([len(pile.place) for pile in piles.values()])
    return dict(zip(piles, np.split(row, ends[:-1]), strict=True))


def _sorted_shelf(pile: _Pile, rank: NDArray[np.int32], row: NDArray[np.int32]) -> Shelf:
    order = np.argsort(row)
    columns = {}
    for name, draft in sorted(pile.draft.columns.items()):
        draft.pad(len(pile.draft.day))
        columns[name] = draft.column().take(pile.place)
    return Shelf(
        patient=rank[pile.of("patient")],
        day=pile.of("day"),
        row=row,
        recorded=pile.start,
        superseded=pile.end,
        id=pile.id,
        columns=columns,
    ).take(order)


def _piles(draft: LogDraft) -> dict[str, _Pile]:
    """The versions of each kind; only what amends or is amended needs more than one look."""
    amended = {
        (patient, entry.target)
        for (patient, _), entry in draft.amendments.items()
        if entry.target is not None
    }
    involved = {*draft.amendments, *amended}
    places = {kind: _places(shelf, involved) for kind, shelf in draft.shelves.items()}
    held = _held(draft, places)
    return {kind: _pile(shelf, places[kind], held) for kind, shelf in draft.shelves.items()}


def _places(shelf: ShelfDraft, involved: Set[_Key]) -> dict[int, _Key]:
    """Where on a shelf some events stand; the ids of the other patients' are not looked at."""
    patients = np.array(sorted({patient for patient, _ in involved}), dtype=np.int32)
    near = np.flatnonzero(np.isin(np.array(shelf.patient), patients)).tolist()
    keys = ((place, (shelf.patient[place], shelf.id_at(place))) for place in near)
    return {place: key for place, key in keys if key in involved}


def _held(draft: LogDraft, places: Mapping[str, Mapping[int, _Key]]) -> dict[_Key, list[Held]]:
    """When what amends or is amended held; patients may use the same record numbers."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for (patient, _), entry in draft.amendments.items():
        entries[patient].append(entry)
    for kind, of_kind in places.items():
        for place, (patient, identity) in of_kind.items():
            if (patient, identity) not in draft.amendments:
                fact = Entry(identity, draft.shelves[kind].recorded[place])
                entries[patient].append(fact)
    return {
        (patient, identity): held
        for patient, told in entries.items()
        for identity, held in intervals(told).items()
    }


def _pile(shelf: ShelfDraft, places: Mapping[int, _Key], held: Mapping[_Key, list[Held]]) -> _Pile:
    recorded = np.array(shelf.recorded)
    plain = np.delete(np.arange(len(recorded)), list(places))
    versions = [
        (place, interval.start, interval.end)
        for place, key in places.items()
        for interval in held[key]
    ]
    place, start, end = np.array(versions, dtype=np.int64).reshape(-1, 3).T
    return _Pile(
        shelf,
        np.concatenate([plain, place]),
        np.concatenate([recorded[plain], start]),
        np.concatenate([np.full(len(plain), ALWAYS), end]),
    )
