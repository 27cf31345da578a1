"""Observation: until when each patient was known to be alive, as of a cutoff."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask, either
from projections.engine.occurrences import Occurrences, occurrences, together
from projections.engine.view import View

NOT_YET = -NEVER
"""End of the observation of a patient whom no event shows alive: earlier than everything."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Until when each patient was observed, and the event that shows it.

    It ends with death; else at the cutoff, where the policy lets a later event show that the
    patient was alive at it; else with the last sign of life.

    Attributes
    ----------
    end
        Day number of the last day; ``NOT_YET`` where no event shows the patient alive.
    row
        The death, or the last sign of life; ``NOWHERE`` where observation goes on at the cutoff.
    death
        Day number of the death; ``NEVER`` of the living.
    """

    end: Ints
    row: Ints
    death: Ints

    @classmethod
    def in_view(cls, view: View) -> "Observation":
        """Of all patients of a view."""
        cutoff = np.int32(view.as_of.last_day)
        order, patients = view.segment.order, view.patients
        every = Occurrences(order.row, order.patient, order.day)
        alive = every.moments(view.last_proof_of_life, patients)
        goes_on = alive.reached & (alive.day > cutoff)
        end = np.minimum(either(alive.reached, alive.day, np.int32(NOT_YET)), cutoff)
        row = either(goes_on, np.int32(NOWHERE), alive.row)
        ends = [occurrences(view.visible(kind), ()) for kind in sorted(view.life.ended_by)]
        died = together(ends).first_of_each(None, patients)
        end = either(died.reached, died.day, end)
        return cls(end, either(died.reached, died.row, row), died.day)

    def of_each(self, patient: Ints) -> "Observation":
        """That of some patients, by their index, as often as each is named."""
        return Observation(self.end[patient], self.row[patient], self.death[patient])

    def sees(self, day: Ints) -> Mask:
        """Which ends of days it sees; that of the day of death comes after the death."""
        seen: Mask = (day <= self.end) & (day < self.death)
        return seen

    @property
    def goes_on(self) -> Mask:
        """Which patients are still observed at the cutoff."""
        still: Mask = (self.row == NOWHERE) & (self.end != NOT_YET)
        return still

    def differs(self, other: "Observation", by: int) -> NDArray[np.bool_]:
        """Of which patients another observation, up to a day, is not the same."""
        ends = np.minimum(self.end, np.int32(by)) != np.minimum(other.end, np.int32(by))
        deaths = np.minimum(self.death, np.int32(by)) != np.minimum(other.death, np.int32(by))
        differs: Mask = ends | deaths
        return differs
