"""Three-valued truth along a patient's history: -1 false, 0 unknown, 1 true.

Kleene's strong logic is then arithmetic: *and* is the minimum, *or* the maximum, *not* the
negative.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projections.engine.moments import NOWHERE, Ints, Moments
from projections.engine.occurrences import Occurrences

Truth = NDArray[np.int8]

FALSE, UNKNOWN, TRUE = np.int8(-1), np.int8(0), np.int8(1)


@dataclass(frozen=True, slots=True)
class Truths:
    """A condition at every event that may change it, and before the first of them.

    ``evidence`` are the rows of the events that made it so, where they are not ``at`` itself.
    """

    at: Occurrences
    truth: Truth
    initial: np.int8
    evidence: Ints | None = None

    @property
    def setters(self) -> Ints:
        """Rows of the events that made the condition what it is."""
        return self.at.row if self.evidence is None else self.evidence

    def take(self, which: NDArray[np.bool_]) -> "Truths":
        """The truth at some of the events."""
        return Truths(self.at.take(which), self.truth[which], self.initial)

    def negated(self) -> "Truths":
        """The opposite condition."""
        return Truths(self.at, -self.truth, np.int8(-self.initial), self.evidence)

    def as_of(self, moments: Moments, patients: int) -> tuple[Truth, Ints]:
        """The truth at one moment of each patient, and the row of the event that last set it."""
        lasts = self.at.lasts(moments.covers(self.at.row, self.at.day, self.at.patient))
        patient = self.at.patient[lasts]
        truth = np.full(patients, self.initial, dtype=np.int8)
        row = np.full(patients, NOWHERE, dtype=np.int32)
        truth[patient], row[patient] = self.truth[lasts], self.setters[lasts]
        return truth, row


def joined(parts: list[Truths], junction: Callable[[NDArray[Any]], NDArray[Any]]) -> Truths:
    """Several conditions as one, known at every event that may change any of them."""
    if len(parts) == 1:
        return parts[0]
    rows = np.concatenate([part.at.row for part in parts])
    order = np.argsort(rows, kind="stable")
    last_of_row = np.append(np.diff(rows[order]) != 0, True) if len(rows) else order.astype(bool)
    patient = np.concatenate([part.at.patient for part in parts])[order][last_of_row]
    day = np.concatenate([part.at.day for part in parts])[order][last_of_row]
    truths, offset = [], 0
    for part in parts:
        truths.append(_carried(part, order, offset, last_of_row, patient))
        offset += len(part.at.row)
    at = Occurrences(rows[order][last_of_row], patient, day)
    initial = np.int8(junction(np.array([[part.initial] for part in parts]))[0])
    return Truths(at, junction(np.array(truths)), initial)


def _carried(
    part: Truths,
    order: NDArray[np.intp],
    offset: int,
    last_of_row: NDArray[np.bool_],
    patient: NDArray[np.int32],
) -> Truth:
    """One condition's truth at every event of the joined ones: that of its own latest event."""
    mine = (order >= offset) & (order < offset + len(part.at.row))
    latest = np.maximum.accumulate(np.where(mine, order - offset, -1))[last_of_row]
    truth = np.full(len(latest), part.initial, dtype=np.int8)
    same = np.flatnonzero(latest >= 0)
    same = same[part.at.patient[latest[same]] == patient[same]]
    truth[same] = part.truth[latest[same]]
    return truth
