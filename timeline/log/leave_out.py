"""Patients without some of their rows, each as a patient of its own, from rows built already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeline.log.columns import EventTable, Rows
from timeline.log.segment import Segment


@dataclass(frozen=True)
class LeaveOut:
    """A segment whose patients can be built many times, each time without some rows."""

    segment: Segment

    @cached_property
    def rows(self) -> dict[tuple[int, bytes], Rows]:
        """Rows of each event of each patient: one for each time that it held."""
        tables = self.segment.tables.values()
        found: dict[tuple[int, bytes], list[int]] = {}
        for table in tables:
            ids = table.id.tobytes()
            for place, (patient, row) in enumerate(
                zip(table.patient.tolist(), table.row.tolist(), strict=True)
            ):
                found.setdefault((patient, ids[16 * place : 16 * place + 16]), []).append(row)
        return {event: np.array(rows, dtype=np.int32) for event, rows in found.items()}

    @cached_property
    def _place_of_rows(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """On which table each row stands, and where."""
        table, place = (np.empty(self.segment.events, dtype=np.intp) for _ in range(2))
        for number, held in enumerate(self.segment.tables.values()):
            table[held.row], place[held.row] = number, np.arange(len(held))
        return table, place

    def without(self, names: Sequence[str], cases: Sequence[tuple[int, Rows]]) -> Segment:
        """A segment of one patient per case, named in ascending order.

        A case is the index of a patient in the segment and the rows that are left out.
        """
        starts = np.searchsorted(
            self.segment.order.patient, np.arange(len(self.segment.patients) + 1)
        )
        kept = [
            np.setdiff1d(np.arange(starts[index], starts[index + 1]), without, assume_unique=True)
            for index, without in cases
        ]
        rows = np.concatenate(kept)
        patient = np.repeat(np.arange(len(cases), dtype=np.int32), [len(item) for item in kept])
        table, place = self._place_of_rows
        tables: dict[str, EventTable] = {}
        for number, (kind, held) in enumerate(self.segment.tables.items()):
            here = np.flatnonzero(table[rows] == number)
            if len(here):
                taken = held.take(place[rows[here]])
                tables[kind] = _renumbered(taken, patient[here], here.astype(np.int32))
        return Segment(np.array([name.encode() for name in names], dtype=np.bytes_), tables)


def _renumbered(table: EventTable, patient: NDArray[np.int32], row: Rows) -> EventTable:
    return replace(table, patient=patient, row=row)
