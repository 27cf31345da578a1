"""An evaluation at an earlier cutoff, read off one at a later cutoff by comparing dates.

Definitions are causal: what was reached by a cutoff stays reached, with the same date, at every
later one. So a milestone at the earlier cutoff is the one at the later, kept where it was reached
by then. What ``last`` takes part in moves with the cutoff, and is evaluated again; so is what a
deadline takes part in where nothing after a cutoff exists, not even a sign of life.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.engine.episode_table import EpisodeTable, EpisodeView
from projections.engine.evaluation import Evaluation, Inside
from projections.engine.milestone_dates import NEVER, Mask, MilestoneDates
from projections.engine.observation import Observation
from projections.engine.occurrences import Occurrences
from projections.engine.overrides import Overrides
from projections.engine.truth import ConditionHistory, Status
from projections.engine.view import Censoring, View
from projections.language import Condition, Episodes, Milestone, Node
from projections.language.cutoff_dependence import awaits, moves
from timeline.log import AsOf, Segment
from timeline.log.patient_selection import chosen

MOST_APART = 0.25
"""Above this share of differing patients the whole segment is evaluated again."""
FEW = 2_000
"""Of fewer patients, two evaluations cost more than one of them all."""


class PartialEvaluation(NamedTuple):
    """Some patients of a segment, and an evaluation that is right for them."""

    segment: Segment
    evaluation: Evaluation
    patients: Mask


def at_earlier_cutoff(
    later: Evaluation, as_of: AsOf, patients: Mask, decided: Callable[[View], Overrides]
) -> list[PartialEvaluation]:
    """Some patients of a later evaluation as of an earlier cutoff.

    Those of whom another state of knowledge shows other facts up to that cutoff get a segment and
    an evaluation of their own; where they are many, all are evaluated. ``decided`` gives the
    overrides of a view.
    """
    segment = later.view.segment
    view = later.view.at(as_of)
    differ = view.differs_from(later.view) & patients
    if as_of.known_until != later.view.as_of.known_until:
        observed = Observation.in_view(view)
        differ |= observed.differs(later.observation, view.as_of.last_day) & patients
    apart = np.flatnonzero(differ)
    if (len(apart) and len(differ) < FEW) or len(apart) > MOST_APART * len(differ):
        return [PartialEvaluation(segment, Evaluation(view, decided(view)), patients)]
    read = PartialEvaluation(segment, Earlier(view, decided(view), later=later), patients & ~differ)
    if not len(apart):
        return [read]
    alone = chosen(segment, apart)
    everyone = np.ones(len(apart), dtype=bool)
    apart_view = view.at(as_of, alone)
    return [read, PartialEvaluation(alone, Evaluation(apart_view, decided(apart_view)), everyone)]


def _moves(node: Node, view: View) -> bool:
    """Whether a definition may say otherwise at a later cutoff of what came before."""
    return moves(node) or (view.censoring is Censoring.STRICT and awaits(node))


@dataclass
class _ReadOff(Evaluation):
    """Read off an evaluation at a later cutoff, but for what a later cutoff may change."""

    later: Evaluation = field(kw_only=True)

    def derived_moments(self, milestone: Milestone) -> MilestoneDates:
        """When each patient or episode reached a milestone, as far as by the earlier cutoff."""
        if self._moves(milestone):
            return super().derived_moments(milestone)
        return self._by_then(milestone)

    def derived_truths(self, condition: Condition) -> ConditionHistory:
        """A condition at every event up to the earlier cutoff that may change it."""
        if self._moves(condition):
            return super().derived_truths(condition)
        return self._true_by_then(condition)

    def _by_then(self, milestone: Milestone) -> MilestoneDates:
        raise NotImplementedError

    def _true_by_then(self, condition: Condition) -> ConditionHistory:
        raise NotImplementedError

    def _moves(self, node: Node) -> bool:
        return self.later.once("moves", lambda: _moves(node, self.view), node)


@dataclass
class Earlier(_ReadOff):
    """Right for patients of whom both views show the same facts up to the earlier cutoff."""

    def derived_status(self, milestone: Milestone, at: MilestoneDates) -> Status:
        """Whether a milestone was reached by a moment no later than the earlier cutoff."""
        if self._moves(milestone):
            return super().derived_status(milestone, at)
        return self.later.derived_status(milestone, at)

    def derived_inside(self, episodes: Episodes) -> Inside:
        """The evaluation inside the episodes that began by the earlier cutoff."""
        if any(self._moves(bound) for bound in episodes.window.milestones):
            return super().derived_inside(episodes)
        return EarlierInside.at_earlier_cutoff(self, episodes)

    def _by_then(self, milestone: Milestone) -> MilestoneDates:
        moments = self.later.moments(milestone)
        return moments.only(moments.day <= self.view.as_of.last_day)

    def _true_by_then(self, condition: Condition) -> ConditionHistory:
        truths = self.later.truths(condition)
        return truths.take(truths.at.day <= self.view.as_of.last_day)


@dataclass
class EarlierInside(_ReadOff, Inside):
    """The inside of episodes at an earlier cutoff, read off that at a later one.

    ``kept`` are the episodes that began by then, by their index at the later cutoff.
    """

    later: Inside = field(kw_only=True)
    kept: NDArray[np.intp] = field(kw_only=True)

    @classmethod
    def at_earlier_cutoff(cls, outer: Earlier, episodes: Episodes) -> "EarlierInside":
        """The episodes that began by the cutoff of ``outer``; the last of them is open again."""
        later, last_day = outer.later.inside(episodes), outer.view.as_of.last_day
        table = later.table
        kept = np.flatnonzero(table.day <= last_day)
        ended = table.ends.day[kept] <= last_day
        shorter = EpisodeTable(
            table.patient[kept],
            table.number[kept],
            table.row[kept],
            table.day[kept],
            np.where(ended, table.end[kept], np.int32(NEVER)),
        )
        view, overrides = (
            EpisodeView.inside(outer.view, shorter),
            outer.overrides.inside(episodes, shorter),
        )
        return cls(view, overrides, outer=outer, table=shorter, later=later, kept=kept)

    def derived_status(self, milestone: Milestone, at: MilestoneDates) -> Status:
        """Whether a milestone was reached by a moment no later than the earlier cutoff."""
        if at is not self.end or self._moves(milestone):
            return super().derived_status(milestone, at)
        return self._reached_by_end(milestone)

    @cached_property
    def _later_end(self) -> MilestoneDates:
        """The end of the earlier cutoff's day, for all episodes of the later cutoff."""
        return MilestoneDates.at_end_of(self.view.as_of.last_day, self.later.view.patients)

    def _reached_by_end(self, milestone: Milestone) -> Status:
        found = self.later.derived_status(milestone, self._later_end)
        return Status(found.truth[self.kept], found.row[self.kept])

    def _by_then(self, milestone: Milestone) -> MilestoneDates:
        found = self.later.moments(milestone)
        places = None if found.places is None else found.places[self.kept]
        kept = MilestoneDates(found.row[self.kept], found.day[self.kept], places, found.on_events)
        return kept.only(kept.day <= self.view.as_of.last_day)

    def _true_by_then(self, condition: Condition) -> ConditionHistory:
        found = self.later.truths(condition)
        number = np.full(self.later.view.patients, -1, dtype=np.int32)
        number[self.kept] = np.arange(len(self.kept), dtype=np.int32)
        episode = number[found.at.patient]
        index = np.flatnonzero((found.at.day <= self.view.as_of.last_day) & (episode >= 0))
        at = Occurrences(found.at.row[index], episode[index], found.at.day[index])
        evidence = None if found.evidence is None else found.evidence[index]
        return ConditionHistory(at, found.truth[index], found.initial, evidence)
