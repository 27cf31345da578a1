"""A segment of the log as of a cutoff and a state of knowledge: what may be seen, and no more."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timeline.amendments import ALWAYS
from timeline.log import AsOf, Column, Segment, Shelf
from timeline.log.segment import Chronicle

Index = NDArray[np.intp]
Ints = NDArray[np.int32]
Instants = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass
class Visible:
    """The events of one kind, and which of them may be seen.

    Whole columns are read and compared as they lie in the log; only what is asked for is taken
    out of them.
    """

    shelf: Shelf
    seen: Mask

    @cached_property
    def index(self) -> Index:
        """Places of the visible events on their shelf."""
        return np.flatnonzero(self.seen)

    @cached_property
    def row(self) -> Ints:
        """Place of each visible event in the whole segment."""
        return self.shelf.row[self.index]

    def column(self, name: str) -> Column | None:
        """A payload column of the visible events; None if no event ever had the field."""
        column = self.shelf.columns.get(name)
        return None if column is None else column.take(self.index)


@dataclass
class View:
    """A segment as of a cutoff: the only door through which the engine sees events."""

    segment: Segment
    as_of: AsOf
    _visible: dict[str, Visible | None] = field(default_factory=dict)

    @property
    def patients(self) -> int:
        """Number of patients, those without a visible event included."""
        return len(self.segment.patients)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of which the segment holds any event."""
        return tuple(self.segment.shelves)

    def visible(self, kind: str) -> Visible | None:
        """The visible events of a kind; None if the segment holds none of that kind."""
        if kind not in self._visible:
            shelf = self.segment.shelves.get(kind)
            self._visible[kind] = None if shelf is None else Visible(shelf, self._seen(shelf))
        return self._visible[kind]

    @cached_property
    def history(self) -> Index:
        """Places of the visible events of all kinds in the chronicle of the segment."""
        events = self.segment.chronicle
        return np.flatnonzero(self._seen(events))

    @cached_property
    def last_of_history(self) -> Index:
        """Place of each patient's last visible event in the chronicle; no other is looked at."""
        events = self.segment.chronicle
        happened = events.day <= self.as_of.last_day
        followed = happened[1:] & (events.patient[1:] == events.patient[:-1])
        happened[:-1] &= ~followed
        return self._latest_known(np.flatnonzero(happened))

    @cached_property
    def alive_after_cutoff(self) -> Mask:
        """Patients of whom some later event is known: the one fact taken from beyond the cutoff.

        An event after the cutoff, whatever it says, shows that its patient was alive at the
        cutoff.
        """
        events = self.segment.chronicle
        later = np.flatnonzero(events.day > self.as_of.last_day)
        known = self._known(events.recorded[later], events.superseded[later])
        alive = np.zeros(self.patients, dtype=bool)
        alive[events.patient[later[np.flatnonzero(known)]]] = True
        return alive

    def _latest_known(self, place: Index) -> Index:
        """From places in the chronicle back to the nearest known event of the same patient."""
        events = self.segment.chronicle
        found = [place[:0]]
        while len(place):
            known = self._known(events.recorded[place], events.superseded[place])
            found.append(place[np.flatnonzero(known)])
            place = place[np.flatnonzero(~known)]
            place = place[(place > 0) & (events.patient[place - 1] == events.patient[place])] - 1
        return np.concatenate(found)

    def _seen(self, events: Shelf | Chronicle) -> Mask:
        """Which events had happened by the cutoff, as known at the lock."""
        happened: Mask = events.day <= self.as_of.last_day
        return happened & self._known(events.recorded, events.superseded)

    def _known(self, recorded: Instants, superseded: Instants) -> Mask:
        """What was recorded, and not yet superseded, by the lock."""
        lock = self.as_of.known_until
        current: Mask = superseded == ALWAYS if lock is None else superseded > lock
        return current if lock is None else current & (recorded <= lock)
