"""From a draft to a segment: amendments become intervals, events are sorted once for all."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from timeline.amendments import ALWAYS, Entry, Held, intervals
from timeline.log.columns import Shelf
from timeline.log.draft import LogDraft, ShelfDraft
from timeline.log.segment import Segment


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
    """The versions of each kind; only patients with amendments need more than one look."""
    held = _held_in_amended(draft)
    amended = np.zeros(len(draft.patients), dtype=bool)
    amended[list(draft.amended)] = True
    return {kind: _pile(shelf, amended, held) for kind, shelf in draft.shelves.items()}


def _pile(
    shelf: ShelfDraft, amended: NDArray[np.bool_], held: dict[tuple[int, UUID], list[Held]]
) -> _Pile:
    recorded = np.array(shelf.recorded)
    patients = np.array(shelf.patient)
    touched = amended[patients]
    plain = np.flatnonzero(~touched)
    versions = [
        (place, interval.start, interval.end)
        for place in np.flatnonzero(touched)
        for interval in held[int(patients[place]), _id_at(shelf, int(place))]
    ]
    place, start, end = np.array(versions, dtype=np.int64).reshape(-1, 3).T
    return _Pile(
        shelf,
        np.concatenate([plain, place]),
        np.concatenate([recorded[plain], start]),
        np.concatenate([np.full(len(plain), ALWAYS), end]),
    )


def _held_in_amended(draft: LogDraft) -> dict[tuple[int, UUID], list[Held]]:
    """When each event of a patient with amendments held; record ids may recur among patients."""
    entries: dict[int, list[Entry]] = defaultdict(list)
    for patient, entry in draft.retracted:
        entries[patient].append(entry)
    amended = np.array(sorted(draft.amended), dtype=np.int32)
    for shelf in draft.shelves.values():
        patients = np.array(shelf.patient)
        for place in np.flatnonzero(np.isin(patients, amended)):
            patient, identity = int(patients[place]), _id_at(shelf, int(place))
            entry = Entry(identity, shelf.recorded[place], draft.targets.get((patient, identity)))
            entries[patient].append(entry)
    return {
        (patient, identity): held
        for patient, recorded in entries.items()
        for identity, held in intervals(recorded).items()
    }


def _id_at(shelf: ShelfDraft, place: int) -> UUID:
    return UUID(bytes=bytes(shelf.id[16 * place : 16 * place + 16]))
