"""Moments: one per patient, and their order against events and against each other."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

NEVER = np.iinfo(np.int32).max
"""Day, and place on the day, of a moment that is not reached: later than everything."""

NOWHERE = -1
"""Row of a moment that is not reached."""

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
Integer = TypeVar("Integer", bound=np.integer)


def either(
    which: Mask, this: NDArray[Integer] | Integer, other: NDArray[Integer] | Integer
) -> NDArray[Integer]:
    """``np.where`` for integers, as arithmetic.

    Masks of patients are irregular, and a processor that guesses a branch for each entry is
    wrong half of the time: ``np.where`` was measured to take nine times as long.
    """
    return np.asarray(other + which * (this - other))


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    """When each patient reached a milestone, and the row of the event that decided it.

    Attributes
    ----------
    row
        Row of the deciding event; ``NOWHERE`` where not reached.
    day
        Day number of the moment; ``NEVER`` where not reached.
    places
        Places on the day, where they are not those of the deciding events.
    on_events
        Whether all reached moments are events, so that places alone tell their order.
    """

    row: Ints
    day: Ints
    places: Ints | None = None
    on_events: bool = True

    @classmethod
    def none(cls, patients: int) -> "MilestoneDates":
        """Moments that nobody has reached."""
        row = np.full(patients, NOWHERE, dtype=np.int32)
        return cls(row, np.full(patients, NEVER, dtype=np.int32))

    @staticmethod
    def at_end_of(last_day: int, patients: int) -> "EndOfDay":
        """The end of one and the same day for all patients."""
        row = np.full(patients, NOWHERE, dtype=np.int32)
        day = np.full(patients, last_day, dtype=np.int32)
        never = np.full(patients, NEVER, dtype=np.int32)
        return EndOfDay(row, day, never, on_events=False, last_day=last_day)

    @property
    def place(self) -> Ints:
        """The row of a moment that is an event; the end of a day comes after all: ``NEVER``.

        ``NOWHERE`` is -1, all bits set: masked with ``NEVER`` it becomes ``NEVER``.
        """
        return self.row & np.int32(NEVER) if self.places is None else self.places

    @property
    def reached(self) -> Mask:
        """Which patients reached the moment."""
        reached: Mask = self.day != NEVER
        return reached

    def only(self, which: Mask) -> "MilestoneDates":
        """The moments of some patients, not reached for all others."""
        return MilestoneDates(
            either(which, self.row, np.int32(NOWHERE)),
            either(which, self.day, np.int32(NEVER)),
            None if self.places is None else either(which, self.places, np.int32(NEVER)),
            self.on_events,
        )

    def before(self, row: Ints, day: Ints, patient: Ints) -> Mask:
        """Which events come later than their patient's moment."""
        later: Mask = row > self.place.take(patient)
        if self.on_events:
            return later
        bound = self.day.take(patient)
        same_day: Mask = (day == bound) & later
        return np.greater(day, bound) | same_day

    def after(self, row: Ints, day: Ints, patient: Ints) -> Mask:
        """Which events come earlier than their patient's moment."""
        earlier: Mask = row < self.place.take(patient)
        if self.on_events:
            return earlier
        bound = self.day.take(patient)
        same_day: Mask = (day == bound) & earlier
        return np.less(day, bound) | same_day

    def covers(self, row: Ints, day: Ints, patient: Ints) -> Mask:
        """Which events come no later than their patient's moment, where it is reached."""
        covered: Mask = self.reached.take(patient) & ~self.before(row, day, patient)
        return covered

    def no_later_than(self, other: "MilestoneDates") -> Mask:
        """Which patients reached this moment no later than another."""
        earlier: Mask = self.day < other.day
        earlier |= (self.day == other.day) & (self.place <= other.place)
        return self.reached & earlier


@dataclass(frozen=True, slots=True)
class EndOfDay(MilestoneDates):
    """The end of one and the same day for all patients."""

    last_day: int = 0

    def covers(self, row: Ints, day: Ints, patient: Ints) -> Mask:
        """Which events come no later."""
        covered: Mask = day <= self.last_day
        return covered


def earliest_of(moments: list[MilestoneDates]) -> MilestoneDates:
    """For each patient the moment that comes first."""
    best = moments[0]
    for other in moments[1:]:
        earlier = (other.day < best.day) | ((other.day == best.day) & (other.place < best.place))
        plain = best.places is None and other.places is None
        best = MilestoneDates(
            either(earlier, other.row, best.row),
            np.minimum(other.day, best.day),
            None if plain else either(earlier, other.place, best.place),
            best.on_events and other.on_events,
        )
    return best
