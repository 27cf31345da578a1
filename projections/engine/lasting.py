"""A condition that lasts from each moment at which one is found true until another is."""

import numpy as np
from numpy.typing import NDArray

from projections.engine.merging import merged
from projections.engine.milestone_dates import NOWHERE, either
from projections.engine.occurrences import Occurrences
from projections.engine.runs import firsts
from projections.engine.truth import FALSE, TRUE, UNKNOWN, ConditionHistory, Truth

Index = NDArray[np.intp]


def lasting(begins: ConditionHistory, ends: ConditionHistory) -> ConditionHistory:
    """What lasts from where ``begins`` is found true until ``ends`` is, with what settled it.

    Found false before it ever lasted or ended, ``begins`` is evidence that it has not begun.
    """
    at = merged(begins.at, ends.at).at
    if not len(at):
        return ConditionHistory(at, np.empty(0, dtype=np.int8), UNKNOWN)
    begun, ended = _at(begins, at), _at(ends, at)
    turned = np.where(begun == TRUE, TRUE, np.where(ended == TRUE, FALSE, UNKNOWN))
    starts = _starts(at)
    state = _latest(turned, turned != UNKNOWN, starts)[0]
    turned[(begun == FALSE) & (turned == UNKNOWN) & (state == UNKNOWN)] = FALSE
    truth, place = _latest(turned, turned != UNKNOWN, starts)
    return ConditionHistory(
        at, truth, UNKNOWN, either(truth != UNKNOWN, at.row[place], np.int32(NOWHERE))
    )


def _at(truths: ConditionHistory, at: Occurrences) -> Truth:
    """What was found at each event; unknown at those that did not assess it."""
    found = np.full(len(at), UNKNOWN, dtype=np.int8)
    found[np.searchsorted(at.row, truths.at.row)] = truths.truth
    return found


def _starts(at: Occurrences) -> Index:
    """For each event where the first event of its patient stands."""
    starts = np.zeros(len(at), dtype=np.intp)
    begins = firsts(at.patient)
    starts[begins] = begins
    latest: Index = np.maximum.accumulate(starts)
    return latest


def _latest(value: Truth, marked: NDArray[np.bool_], starts: Index) -> tuple[Truth, Index]:
    """The latest marked value of the patient at each event, and where it stands; else unknown."""
    place = np.arange(len(value))
    last = np.maximum.accumulate(np.where(marked, place, -1))
    known = last >= starts
    return np.where(known, value[last], UNKNOWN), np.where(known, last, place)
