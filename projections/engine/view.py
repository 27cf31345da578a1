"""A segment of the log as of a cutoff and a state of knowledge: what may be seen, and no more."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from projections.engine.runs import firsts, lasts
from timeline.amendments import ALWAYS
from timeline.log import AsOf, Column, Segment, Shelf

Index = NDArray[np.intp] | slice
EVERYTHING = slice(None)


@dataclass
class Visible:
    """The events of one kind that may be seen, in the order of their rows; columns on demand."""

    shelf: Shelf
    index: Index
    _columns: dict[str, Column | None] = field(default_factory=dict)

    @cached_property
    def row(self) -> NDArray[np.int32]:
        """Place of each event in the whole segment."""
        return self.shelf.row[self.index]

    @cached_property
    def patient(self) -> NDArray[np.int32]:
        """Index of each event's patient."""
        return self.shelf.patient[self.index]

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """Clinical day number of each event."""
        return self.shelf.day[self.index]

    def ends(self, *, last: bool) -> tuple[NDArray[np.int32], ...]:
        """Patient, row and day of each patient's first or last event; no other is laid out."""
        ends = lasts(self.patient) if last else firsts(self.patient)
        places = ends if isinstance(self.index, slice) else self.index[ends]
        return self.patient[ends], self.shelf.row[places], self.shelf.day[places]

    def column(self, name: str) -> Column | None:
        """A payload column; None if no event of this kind ever had the field."""
        if name not in self._columns:
            column = self.shelf.columns.get(name)
            self._columns[name] = column if column is None else column.take(self.index)
        return self._columns[name]


@dataclass
class View:
    """A segment as of a cutoff: the only door through which the engine sees events."""

    segment: Segment
    as_of: AsOf
    _visible: dict[str, Visible | None] = field(default_factory=dict)
    _knowledge: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

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
            self._visible[kind] = None if shelf is None else Visible(shelf, self._index(kind))
        return self._visible[kind]

    @cached_property
    def alive_after_cutoff(self) -> NDArray[np.bool_]:
        """Patients of whom some later event is known: the one fact taken from beyond the cutoff.

        An event after the cutoff, whatever it says, shows that its patient was alive at the
        cutoff.
        """
        alive = np.zeros(self.patients, dtype=bool)
        for kind, shelf in self.segment.shelves.items():
            later = np.flatnonzero(self._known(kind) & (shelf.day > self.as_of.last_day))
            alive[shelf.patient[later]] = True
        return alive

    def _index(self, kind: str) -> Index:
        """Places of the events that had happened by the cutoff, as known at the lock."""
        happened = self.segment.shelves[kind].day <= self.as_of.last_day
        seen = happened & self._known(kind)
        return EVERYTHING if seen.all() else np.flatnonzero(seen)

    def _known(self, kind: str) -> NDArray[np.bool_]:
        """Which events of a kind were recorded, and not yet superseded, by the lock."""
        if kind not in self._knowledge:
            shelf, lock = self.segment.shelves[kind], self.as_of.known_until
            if lock is None:
                self._knowledge[kind] = shelf.superseded == ALWAYS
            else:
                self._knowledge[kind] = (shelf.recorded <= lock) & (shelf.superseded > lock)
        return self._knowledge[kind]
