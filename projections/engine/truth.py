"""Three-valued truth along a patient's history: -1 false, 0 unknown, 1 true.

Kleene's strong logic is then arithmetic: *and* is the minimum, *or* the maximum, *not* the
negative.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.merging import Merged
from projections.engine.milestone_dates import NOWHERE, Ints, Mask, MilestoneDates
from projections.engine.occurrences import Occurrences

Truth = NDArray[np.int8]

FALSE, UNKNOWN, TRUE = np.int8(-1), np.int8(0), np.int8(1)


@dataclass(frozen=True, slots=True)
class ConditionHistory:
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

    def take(self, which: NDArray[np.bool_]) -> "ConditionHistory":
        """The truth at some of the events."""
        evidence = None if self.evidence is None else self.evidence[which]
        at = self.at.take(np.flatnonzero(which))
        return ConditionHistory(at, self.truth[which], self.initial, evidence)

    def negated(self) -> "ConditionHistory":
        """The opposite condition."""
        return ConditionHistory(self.at, -self.truth, np.int8(-self.initial), self.evidence)

    def as_of(self, moments: MilestoneDates, patients: int) -> tuple[Truth, Ints]:
        """The truth at one moment of each patient, and the row of the event that last set it."""
        lasts = self.at.lasts(moments.covers(self.at.row, self.at.day, self.at.patient))
        patient = self.at.patient[lasts]
        truth = np.full(patients, self.initial, dtype=np.int8)
        row = np.full(patients, NOWHERE, dtype=np.int32)
        truth[patient], row[patient] = self.truth[lasts], self.setters[lasts]
        return truth, row


@dataclass(frozen=True, slots=True)
class Status:
    """A condition at one moment of each patient, and the row of the event that settled it."""

    truth: Truth
    row: Ints


def truth_of(holds: Mask) -> Truth:
    """True where it holds, else false."""
    return holds.view(np.int8) * np.int8(2) - np.int8(1)


def joined(
    first: ConditionHistory, second: ConditionHistory, junction: np.ufunc, merged: Merged
) -> ConditionHistory:
    """Two conditions as one, known at every event that may change either of them."""
    others = np.append(second.initial, second.truth)[merged.second_at_first]
    ones = np.append(first.initial, first.truth)[merged.first_at_second]
    truth = np.concatenate([junction(first.truth, others), junction(ones, second.truth)])
    return ConditionHistory(merged.at, truth[merged.order], junction(first.initial, second.initial))
