"""Conditions over several places at once: the latest value at each site, and whether some pass."""

import numpy as np
from numpy.typing import NDArray

from projections.engine.moments import Ints, Mask
from projections.engine.truth import Truth


def some_place_passes(patient: Ints, place: NDArray[np.int32], passes: Mask) -> Truth:
    """After each event of a kind: whether the latest value at any place of the patient passes.

    An event changes only its own place. So the number of passing places is a running sum of
    what each event adds (1), takes away (-1) or leaves (0) at its place.

    Parameters
    ----------
    patient, place, passes
        One entry per event, in the order of rows.
    """
    by_place = np.lexsort((np.arange(len(patient)), place, patient))
    value = passes[by_place].astype(np.int64)
    same = (np.diff(patient[by_place]) == 0) & (np.diff(place[by_place]) == 0)
    previous = np.where(np.append(False, same), np.append(0, value[:-1]), 0)
    change = np.empty_like(value)
    change[by_place] = value - previous
    running = np.cumsum(change)
    start = np.searchsorted(patient, patient)
    passing_places = running - (running[start] - change[start])
    return np.where(passing_places > 0, 1, -1).astype(np.int8)
