"""Episodes as histories of their own: the engine evaluates inside them as it does on patients."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask, MilestoneDates, either
from projections.engine.occurrences import Occurrences
from projections.engine.truth import ConditionHistory
from projections.engine.view import View, Visible


@dataclass(frozen=True, slots=True)
class EpisodeTable:
    """One entry per episode, by patient and number.

    Attributes
    ----------
    patient, number
        Whose episode, and which; numbers run from 1.
    row, day
        The event that began it.
    end
        Row of the event that began the next one; ``NEVER`` for the last.
    """

    patient: Ints
    number: Ints
    row: Ints
    day: Ints
    end: Ints

    @property
    def starts(self) -> MilestoneDates:
        """When each episode began."""
        return MilestoneDates(self.row, self.day, self.row)

    def from_start(self, moments: MilestoneDates) -> MilestoneDates:
        """Moments of episodes; what was reached before one began is reached from its start on."""
        day, place = np.maximum(moments.day, self.day), moments.place
        earlier = (moments.day < self.day) | ((moments.day == self.day) & (place < self.row))
        return MilestoneDates(moments.row, day, either(earlier, self.row, place), moments.on_events)

    def clipped(self, moments: MilestoneDates) -> MilestoneDates:
        """Moments as their episodes see them, which do not see what comes after them."""
        seen = self.from_start(moments)
        return seen.only(seen.place < self.end)

    @property
    def ends(self) -> MilestoneDates:
        """When the next one of the same patient began."""
        followed = self.end != NEVER
        row = np.where(followed, self.end, np.int32(NOWHERE))
        day = np.append(self.day[1:], np.int32(NEVER))
        return MilestoneDates(row, np.where(followed, day, np.int32(NEVER)), self.end)

    def containing(self, row: Ints, patient: Ints) -> tuple[Ints, Mask]:
        """The episode in which each event lies, and whether it lies in one."""
        episode = np.searchsorted(self.row, row, side="right") - 1
        inside = episode >= 0
        inside[inside] &= self.patient[episode[inside]] == patient[inside]
        return episode.astype(np.int32), inside


@dataclass
class EpisodeView(View):
    """The events inside episodes, each under its episode instead of its patient."""

    outer: View | None = None
    table: EpisodeTable | None = None

    @classmethod
    def inside(cls, outer: View, table: EpisodeTable) -> EpisodeView:
        """The inside of the episodes of a view."""
        return cls(
            outer.segment, outer.as_of, outer.vocabulary, outer.censoring, outer=outer, table=table
        )

    @property
    def patients(self) -> int:
        """Number of episodes."""
        assert self.table is not None
        return len(self.table.row)

    def visible(self, kind: str) -> Visible | None:
        """The visible events of a kind that lie in an episode."""
        if kind not in self._visible:
            assert self.outer is not None
            whole = self.outer.visible(kind)
            self._visible[kind] = None if whole is None else self._inside(whole)
        return self._visible[kind]

    def _inside(self, whole: Visible) -> Visible | None:
        assert self.table is not None
        if not self.patients:
            return None
        table = whole.table
        episode, inside = self.table.containing(table.row, table.patient)
        return Visible(replace(table, patient=episode), whole.seen & inside)


def lifted(
    table: EpisodeTable, inside: MilestoneDates, number: int, patients: int
) -> MilestoneDates:
    """Moments of episodes as moments of their patients: of the n-th, or the earliest of all (0)."""
    inside = table.from_start(inside)
    chosen = inside.reached & ((table.number == number) | (number == 0))
    index = np.flatnonzero(chosen)
    index = index[np.lexsort((inside.place[index], inside.day[index], table.patient[index]))]
    patient, first = np.unique(table.patient[index], return_index=True)
    index = index[first]
    row, day = (np.full(patients, nothing, dtype=np.int32) for nothing in (NOWHERE, NEVER))
    place = np.full(patients, NEVER, dtype=np.int32)
    row[patient], day[patient] = inside.row[index], inside.day[index]
    place[patient] = inside.place[index]
    return MilestoneDates(row, day, place, inside.on_events)


def of_patients(table: EpisodeTable, outer: MilestoneDates) -> MilestoneDates:
    """Moments of patients as seen from each of their episodes."""
    patient = table.patient
    return MilestoneDates(
        outer.row[patient], outer.day[patient], outer.place[patient], outer.on_events
    )


def carried(table: EpisodeTable, outer: ConditionHistory) -> ConditionHistory:
    """A condition inside each episode, beginning with how it stood when the episode began."""
    latest = np.searchsorted(outer.at.row, table.row, side="right") - 1
    known = latest >= 0
    known[known] &= outer.at.patient[latest[known]] == table.patient[known]
    truth = np.full(len(table.row), outer.initial, dtype=np.int8)
    truth[known] = outer.truth[latest[known]]
    setter = table.row.copy()
    setter[known] = outer.setters[latest[known]]
    episode, inside = table.containing(outer.at.row, outer.at.patient)
    later = inside & ~np.isin(outer.at.row, table.row)
    row = np.concatenate([table.row, outer.at.row[later]])
    order = np.argsort(row, kind="stable")
    numbers = np.arange(len(table.row), dtype=np.int32)
    at = Occurrences(
        row[order],
        np.concatenate([numbers, episode[later]])[order],
        np.concatenate([table.day, outer.at.day[later]])[order],
    )
    return ConditionHistory(
        at,
        np.concatenate([truth, outer.truth[later]])[order],
        outer.initial,
        np.concatenate([setter, outer.setters[later]])[order],
    )
