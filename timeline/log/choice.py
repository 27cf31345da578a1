"""Some patients of a segment as a segment of their own."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from timeline.log.segment import Segment


def chosen(segment: Segment, patients: NDArray[np.intp]) -> Segment:
    """A segment of the patients at some indices, ascending; its rows are counted anew."""
    number = np.full(len(segment.patients), -1, dtype=np.int32)
    number[patients] = np.arange(len(patients), dtype=np.int32)
    places = {
        kind: np.flatnonzero(number[shelf.patient] >= 0) for kind, shelf in segment.shelves.items()
    }
    taken = {kind: segment.shelves[kind].take(place) for kind, place in places.items()}
    rows = np.sort(np.concatenate([shelf.row for shelf in taken.values()]))
    shelves = {
        kind: replace(
            shelf,
            patient=number[shelf.patient],
            row=np.searchsorted(rows, shelf.row).astype(np.int32),
        )
        for kind, shelf in taken.items()
        if len(shelf)
    }
    return Segment(segment.patients[patients], shelves)
