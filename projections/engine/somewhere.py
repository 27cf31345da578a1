"""Conditions over several places at once: the latest value at each site, and whether some pass."""

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import Ints, Mask
from projections.engine.truth import Truth


def some_place_passes(stretch: Ints, place: NDArray[np.int32], passes: Mask) -> Truth:
    """After each event of a kind: whether the latest value at any place passes.

    A stretch is what a patient's events have in common until one clears all places: its number
    rises with the patient and with each such event. An event changes only its own place. So the
    number of passing places is a running sum of what each event adds (1), takes away (-1) or
    leaves (0) at its place.

    Parameters
    ----------
    stretch, place, passes
        One entry per event, in the order of rows.
    """
    by_place = _by_place(place)
    value = passes[by_place].view(np.int8)
    continued = stretch[by_place[1:]] == stretch[by_place[:-1]]
    continued &= place[by_place[1:]] == place[by_place[:-1]]
    change = np.empty_like(value)
    change[by_place] = value
    change[by_place[1:]] -= value[:-1] * continued
    passing_places = np.cumsum(change, dtype=np.int32)
    starts = np.flatnonzero(stretch[1:] != stretch[:-1]) + 1
    before = np.zeros(stretch.max(initial=-1) + 1, dtype=np.int32)
    before[stretch[starts]] = passing_places[starts - 1]
    return (passing_places > before[stretch]).view(np.int8) * np.int8(2) - np.int8(1)


def _by_place(place: NDArray[np.int32]) -> NDArray[np.intp]:
    """An order by place that keeps the order of rows; codes of 16 bits are sorted by digits."""
    fits = place.max(initial=0) <= np.iinfo(np.int16).max
    return np.argsort(place.astype(np.int16) if fits else place, kind="stable")
