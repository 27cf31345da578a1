"""Patients told again, each as a patient of its own, from rows that are laid out already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeline.log.columns import Rows, Shelf
from timeline.log.segment import Segment


@dataclass(frozen=True)
class Retelling:
    """A segment whose patients can be told many times over, each time without some rows."""

    segment: Segment

    @cached_property
    def rows(self) -> dict[tuple[int, bytes], Rows]:
        """Rows of each event of each patient: one for each time that it held."""
        shelves = self.segment.shelves.values()
        found: dict[tuple[int, bytes], list[int]] = {}
        for shelf in shelves:
            ids = shelf.id.tobytes()
            for place, (patient, row) in enumerate(
                zip(shelf.patient.tolist(), shelf.row.tolist(), strict=True)
            ):
                found.setdefault((patient, ids[16 * place : 16 * place + 16]), []).append(row)
        return {event: np.array(rows, dtype=np.int32) for event, rows in found.items()}

    @cached_property
    def _shelved(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """On which shelf each row stands, and where."""
        shelf, place = (np.empty(self.segment.events, dtype=np.intp) for _ in range(2))
        for number, one in enumerate(self.segment.shelves.values()):
            shelf[one.row], place[one.row] = number, np.arange(len(one))
        return shelf, place

    def told(self, names: Sequence[str], cases: Sequence[tuple[int, Rows]]) -> Segment:
        """A segment of one patient per case, named in ascending order.

        A case is the index of a patient in the segment and the rows that are left out.
        """
        starts = np.searchsorted(
            self.segment.chronicle.patient, np.arange(len(self.segment.patients) + 1)
        )
        kept = [
            np.setdiff1d(np.arange(starts[one], starts[one + 1]), without, assume_unique=True)
            for one, without in cases
        ]
        rows = np.concatenate(kept)
        patient = np.repeat(np.arange(len(cases), dtype=np.int32), [len(item) for item in kept])
        shelf, place = self._shelved
        shelves: dict[str, Shelf] = {}
        for number, (kind, one) in enumerate(self.segment.shelves.items()):
            here = np.flatnonzero(shelf[rows] == number)
            if len(here):
                taken = one.take(place[rows[here]])
                shelves[kind] = _renumbered(taken, patient[here], here.astype(np.int32))
        return Segment(np.array([name.encode() for name in names], dtype=np.bytes_), shelves)


def _renumbered(shelf: Shelf, patient: NDArray[np.int32], row: Rows) -> Shelf:
    return replace(shelf, patient=patient, row=row)
