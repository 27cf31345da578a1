"""A segment of the log as of a cutoff and a state of knowledge: what may be seen, and no more."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from timeline.log import AsOf, Column, EventTable, Segment, understood
from timeline.log.bounded import bounded
from timeline.log.segment import Superseded
from timeline.vocabulary import Life, Vocabulary
from timeline.vocabulary.adjudication import ADJUDICATED

Index = NDArray[np.intp]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
Instants = NDArray[np.int64]


class Censoring(StrEnum):
    """How far patients without an event are followed.

    Administrative: to the cutoff, if any later event shows the patient alive then; else to the
    last that does. Strict: to the last by the cutoff; nothing after it exists.
    """

    ADMINISTRATIVE = "administrative"
    STRICT = "strict"


@dataclass
class Visible:
    """The events of one kind, and which of them may be seen.

    Whole columns are read and compared as they lie in the log; only what is asked for is taken
    out of them.
    """

    table: EventTable
    seen: Mask

    @cached_property
    def index(self) -> Index:
        """Places of the visible events on their table."""
        return np.flatnonzero(self.seen)

    @cached_property
    def row(self) -> Ints:
        """Place of each visible event in the whole segment."""
        return self.table.row[self.index]

    def column(self, name: str) -> Column | None:
        """A payload column of the visible events; None if no event ever had the field."""
        column = self.table.columns.get(name)
        return None if column is None else column.take(self.index)


@dataclass
class View:
    """A segment as of a cutoff: the only door through which the engine sees events.

    Parameters
    ----------
    segment, as_of
        What is looked at, and as of when.
    vocabulary
        The kinds of event, which say what shows and ends a life, and the terms by which free text
        is read.
    censoring
        Whether an event after the cutoff may show that its patient was alive at it.
    """

    segment: Segment
    as_of: AsOf
    vocabulary: Vocabulary
    censoring: Censoring = Censoring.ADMINISTRATIVE
    _visible: dict[str, Visible | None] = field(default_factory=dict)

    @property
    def patients(self) -> int:
        """Number of patients, those without a visible event included."""
        return len(self.segment.patients)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of which the segment holds any event of a patient's life."""
        return tuple(kind for kind in self.segment.tables if kind != ADJUDICATED)

    @cached_property
    def life(self) -> Life:
        """Kinds of event that show a living patient, and kinds that end a life."""
        return self.vocabulary.life

    def at(self, as_of: AsOf, segment: Segment | None = None) -> Self:
        """The same segment, or another one, as of another cutoff or state of knowledge."""
        return type(self)(segment or self.segment, as_of, self.vocabulary, self.censoring)

    def visible(self, kind: str) -> Visible | None:
        """The visible events of a kind; None if the segment holds none of that kind."""
        if kind not in self._visible:
            table = self.segment.tables.get(kind)
            self._visible[kind] = None if table is None else self._read(kind, table)
        return self._visible[kind]

    def _read(self, kind: str, table: EventTable) -> Visible:
        read = understood(bounded(table, kind, self.vocabulary), kind, self.vocabulary)
        return Visible(read, self._seen(kind, table))

    @cached_property
    def history(self) -> Index:
        """Places of the visible events of all kinds in the order of events of the segment."""
        return np.flatnonzero(self._known & self._happened)

    @cached_property
    def last_of_history(self) -> Index:
        """Place of each patient's last visible event.

        What happened by the cutoff comes first in each patient's rows; from the last of it the
        way back to an event that was known is short.
        """
        return self._back_to(self._known, self._last_happened)

    @cached_property
    def signs_of_life(self) -> Index:
        """Places in the order of the visible events of kinds that show a living patient."""
        return self.history[self.segment.of_kinds(self.life.shown_by)[self.history]]

    @cached_property
    def last_proof_of_life(self) -> Index:
        """Place in the order of each patient's last known event that shows life, or ends it.

        Up to the day on which a patient died the patient was alive. Under administrative censoring
        it may lie after the cutoff: the one fact taken from beyond it.
        """
        shows = self.segment.of_kinds(self.life.shown_by | self.life.ended_by) & self._known
        order = self.segment.order
        if self.censoring is Censoring.STRICT:
            return self._back_to(shows & self._happened, self._last_happened)
        return self._back_to(shows, np.flatnonzero(~order.inside[: len(order.day)]))

    @cached_property
    def _last_happened(self) -> Index:
        """Place of each patient's last event that had happened by the cutoff, known or not."""
        order, last = self.segment.order, self._happened.copy()
        last[:-1] &= ~(self._happened[1:] & order.inside[:-1])
        return np.flatnonzero(last)

    def _back_to(self, wanted: Mask, place: Index) -> Index:
        """From places of events, no two of one patient, back to each patient's last wanted one."""
        inside, found = self.segment.order.inside, []
        while len(place):
            here = wanted[place]
            found.append(place[np.flatnonzero(here)])
            place = place[np.flatnonzero(~here)]
            place = place[inside[place - 1]] - 1  # at -1 stands the last row: False
        return np.concatenate(found) if found else place

    def differs_from(self, later: "View") -> Mask:
        """Patients of whom a view at a later cutoff shows other facts up to this cutoff."""
        differs = np.zeros(self.patients, dtype=bool)
        if self.as_of.known_until != later.as_of.known_until:
            other = np.flatnonzero((self._known != later._known) & self._happened)
            differs[self.segment.order.patient[other]] = True
            if self.adjudications and later.adjudications:
                (table, known), (_, other_known) = self.adjudications, later.adjudications
                differs[table.patient[known != other_known]] = True
        return differs

    def _seen(self, kind: str, table: EventTable) -> Mask:
        """Which events of a table had happened by the cutoff, as known at the lock."""
        happened: Mask = table.day <= self.as_of.last_day
        return happened & self._known_of(table.recorded, self.segment.superseded[kind])

    @cached_property
    def _happened(self) -> Mask:
        """Which events of the order had happened by the cutoff."""
        happened: Mask = self.segment.order.day <= self.as_of.last_day
        return happened

    @cached_property
    def _known(self) -> Mask:
        """Which events of the order are known at the lock."""
        order = self.segment.order
        known = self._known_of(order.recorded, order.superseded)
        known[self.segment.adjudications] = False
        return known

    @cached_property
    def adjudications(self) -> tuple[EventTable, Mask] | None:
        """What experts ever decided, and which of it is known at the lock; None if nothing."""
        table = self.segment.tables.get(ADJUDICATED)
        if table is None:
            return None
        return table, self._known_of(table.recorded, self.segment.superseded[ADJUDICATED])

    def _known_of(self, recorded: Instants, superseded: Superseded) -> Mask:
        """Which events were recorded by the lock, and had not been ended."""
        lock = self.as_of.known_until
        known: Mask = np.ones(len(recorded), dtype=bool) if lock is None else recorded <= lock
        known[superseded.until(lock)] = False
        return known
