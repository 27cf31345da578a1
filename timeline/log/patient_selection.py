"""Some patients of a segment as a segment of their own."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from timeline.log.segment import Segment

Index = NDArray[np.intp]


def chosen(segment: Segment, patients: Index) -> Segment:
    """A segment of the patients at some indices, ascending; its rows are numbered again."""
    new, tables = np.arange(len(patients), dtype=np.int32), {}
    shift = _shift(segment, patients)
    for kind, offsets in segment.offsets.items():
        first, count = offsets[patients], np.diff(offsets)[patients]
        ends = np.cumsum(count)
        if ends[-1:].sum():
            places = np.repeat(first - ends + count, count) + np.arange(ends[-1])
            table = segment.tables[kind].take(places)
            row = table.row - np.repeat(shift, count).astype(np.int32)
            tables[kind] = replace(table, patient=np.repeat(new, count), row=row)
    return Segment(segment.patients[patients], tables)


def _shift(segment: Segment, patients: Index) -> Index:
    """By how much the rows of each patient move down, whose rows are without a gap."""
    nothing = np.zeros(len(segment.patients) + 1, dtype=np.intp)
    before = sum(segment.offsets.values(), start=nothing)
    count = np.diff(before)[patients]
    moved_to = np.cumsum(count) - count
    shift: Index = before[patients] + segment.order.row[:1].sum() - moved_to
    return shift
