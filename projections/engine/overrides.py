"""Overrides: decided values that take the place of what the rules evaluate to.

Where nothing was decided there is no override, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from projections.engine.episode_table import EpisodeTable
from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask, MilestoneDates
from projections.engine.occurrences import Occurrences
from projections.engine.truth import FALSE, TRUE, ConditionHistory, Truth


@dataclass(frozen=True, slots=True)
class Override:
    """The decided values of one definition, one entry per unit: a patient, or an episode.

    Attributes
    ----------
    unit, number
        Index of the patient, and number of the episode (0: a value of the patient); inside
        episodes the index of the episode.
    row, day
        The event that says so.
    value
        Whether a milestone is reached (then on that day); the index of a class; the number or
        word of a quantity.
    inside
        Whether the event lies among the events of the unit, so that its place among them counts.
    """

    unit: Ints
    number: Ints
    row: Ints
    day: Ints
    value: NDArray[np.object_]
    inside: Mask

    def deciding_row(self, unit: int) -> int | None:
        """The row of the event that decided a unit's value; None if nobody decided it."""
        found = np.flatnonzero(self.unit == unit)
        return int(self.row[found[0]]) if len(found) else None

    def within(self, table: EpisodeTable) -> Override:
        """Decisions on episodes, by the index of the episode; one that there is not is dropped."""
        pairs = zip(table.patient.tolist(), table.number.tolist(), strict=True)
        index = {pair: place for place, pair in enumerate(pairs)}
        decided = zip(self.unit.tolist(), self.number.tolist(), strict=True)
        unit = np.array([index.get(pair, -1) for pair in decided], dtype=np.int32)
        kept = unit >= 0
        unit, row = unit[kept], self.row[kept]
        inside = (row >= table.row[unit]) & (row < table.end[unit])
        return Override(unit, self.number[kept], row, self.day[kept], self.value[kept], inside)

    def moments(self, derived: MilestoneDates, last_day: int) -> MilestoneDates:
        """Moments with those decided, as far as they are reached by the cutoff."""
        row, day, place = derived.row.copy(), derived.day.copy(), derived.place.copy()
        reached = self.value.astype(bool) & (self.day <= last_day)
        row[self.unit] = np.where(reached, self.row, np.int32(NOWHERE))
        day[self.unit] = np.where(reached, self.day, np.int32(NEVER))
        place[self.unit] = np.where(reached, self.row, np.int32(NEVER))
        return MilestoneDates(row, day, place, derived.on_events)

    def absence(self, truth: Truth, row: Ints) -> tuple[Truth, Ints]:
        """What was decided is known, also that it was not reached by a moment."""
        truth, row = truth.copy(), row.copy()
        truth[self.unit], row[self.unit] = FALSE, self.row
        return truth, row

    def shown(self, derived: ConditionHistory, patients: int, last_day: int) -> ConditionHistory:
        """Whether a milestone is reached: of the units decided, at the event that says so."""
        decided = np.zeros(patients, dtype=bool)
        decided[self.unit] = True
        others = derived.take(~decided[derived.at.patient])
        mine = np.flatnonzero(self.inside & (self.day <= last_day))
        row = np.concatenate([others.at.row, self.row[mine]])
        order = np.argsort(row, kind="stable")
        at = Occurrences(
            row[order],
            np.concatenate([others.at.patient, self.unit[mine]])[order],
            np.concatenate([others.at.day, self.day[mine]])[order],
        )
        truth = np.where(self.value[mine].astype(bool), TRUE, FALSE)
        return replace(others, at=at, truth=np.concatenate([others.truth, truth])[order])


ByNode = Mapping[int, Override]


@dataclass(frozen=True, slots=True)
class Overrides:
    """Overrides by the identity of the nodes that they are about.

    Parameters
    ----------
    of_patients
        On milestones, classes and quantities of patients.
    of_episodes
        On those inside episodes, under the identity of the episodes' node.
    """

    of_patients: ByNode
    of_episodes: Mapping[int, ByNode]

    def inside(self, episodes: object, table: EpisodeTable) -> Overrides:
        """Those inside the episodes of a table."""
        found = self.of_episodes.get(id(episodes))
        if not found:
            return NO_OVERRIDES
        return Overrides({node: override.within(table) for node, override in found.items()}, {})

    def without(self, node: object) -> Overrides:
        """All but those on one definition."""

        def rest(overrides: ByNode) -> ByNode:
            return {key: override for key, override in overrides.items() if key != id(node)}

        inside = {episodes: rest(overrides) for episodes, overrides in self.of_episodes.items()}
        return Overrides(rest(self.of_patients), inside)


NO_OVERRIDES = Overrides({}, {})
