"""Why a condition held at no moment of a window: what about it never held, or never at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from projections.audit.derive import Audit
from projections.audit.readings import Atom, best
from projections.audit.unmet import Span, UnmetCondition
from projections.engine import MilestoneDates
from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask
from projections.engine.occurrences import Occurrences
from projections.engine.truth import TRUE, Truth
from projections.engine.windows import bounds
from projections.language import AllOf, AnyOf, Condition, Milestone, Not, Ongoing, Reached
from projections.language.milestones import Occurrence
from projections.language.sentences import cited, sentence

Unmet = tuple[UnmetCondition, ...]


class Conditions(Protocol):
    """Why conditions and milestones are not met at a moment (``WhyUnmet``)."""

    @property
    def audit(self) -> Audit:
        """Of the patient or episode."""

    def against(self, condition: Condition, wanted: np.int8, at: MilestoneDates) -> Unmet:
        """What keeps a condition from having a truth value."""

    def together(
        self, condition: AllOf | AnyOf, wanted: np.int8, each: list[Unmet]
    ) -> Iterable[UnmetCondition]:
        """What is unmet of a junction."""

    def unreached(self, milestone: Milestone, at: MilestoneDates) -> Unmet:
        """What keeps a milestone from being reached."""

    def reached(self, milestone: Milestone, at: MilestoneDates) -> Unmet:
        """What keeps it from being known that a milestone is not reached."""


@dataclass
class Search:
    """A condition that was sought in a window, in vain."""

    conditions: Conditions
    sought: Occurrence
    span: Span
    at: MilestoneDates

    def never(self) -> tuple[UnmetCondition, ...]:
        """What about the condition never held in the window.

        Where each part held at some time but never all at once, what failed at the moment at
        which most of them held. Where it stood from before and was not assessed in the window,
        that.
        """
        assert isinstance(self.sought.of, Condition)
        found = self._never(self.sought.of, TRUE)
        if found:
            return found
        return (self._not_assessed(self.sought.of),)

    def _never(self, condition: Condition, wanted: np.int8) -> tuple[UnmetCondition, ...]:
        if (self._truth(condition) == wanted).any():
            return ()
        match condition:
            case AllOf(parts) | AnyOf(parts):
                needs_all = isinstance(condition, AllOf) == (wanted == TRUE)
                each = [self._never(part, wanted) for part in parts]
                if not needs_all:
                    return tuple(self.conditions.together(condition, wanted, each))
                return tuple(item for part in each for item in part) or self._closest(parts, wanted)
            case Not(part):
                return self._never(part, np.int8(-wanted))
            case Ongoing(begins, ends):
                return self._never(begins if wanted == TRUE else ends, TRUE)
            case Reached(milestone) if wanted == TRUE:
                return self.conditions.unreached(milestone, self.at) or self._too_late(condition)
            case Reached(milestone):
                return self.conditions.reached(milestone, self.at)
        if isinstance(condition, Atom):
            at = self.conditions.audit.evaluation.signal_values(condition.signal).at
            until = self.at.covers(at.row, at.day, at.patient) & (at.day <= self.span.last)
            found = best(self.conditions.audit, condition, wanted, self._kept(at), until, self.span)
            return (found,)
        text = condition if wanted == TRUE else Not(condition)
        return (
            UnmetCondition(sentence(text, self.conditions.audit.names), f"never {self.span.words}"),
        )

    def _closest(self, parts: tuple[Condition, ...], wanted: np.int8) -> tuple[UnmetCondition, ...]:
        """What failed at the moment at which most parts held."""
        holds = np.array([self._truth(part) == wanted for part in parts])
        place = int(np.flatnonzero(holds.sum(0) == holds.sum(0).max())[-1])
        moment = self._moment(place)
        each = [self.conditions.against(part, wanted, moment) for part in parts]
        return tuple(item for part in each for item in part)

    def _too_late(self, condition: Reached) -> tuple[UnmetCondition, ...]:
        audit = self.conditions.audit
        name = cited(condition.milestone, audit.names)
        text = f"{name} is reached"
        return (UnmetCondition(text, "reached, but not assessed from then on", self.span.words),)

    def _not_assessed(self, condition: Condition) -> UnmetCondition:
        """It held before the window, but no event in the window showed it."""
        text = sentence(condition, self.conditions.audit.names)
        return UnmetCondition(text, "held before the window; not assessed in it", self.span.words)

    @cached_property
    def _points(self) -> tuple[Ints, Ints]:
        """Rows and days in the window at which the condition was assessed; else its last row."""
        assert isinstance(self.sought.of, Condition)
        at = self.conditions.audit.evaluation.truths(self.sought.of).at
        kept = np.flatnonzero(self._kept(at))
        if len(kept):
            return at.row[kept], at.day[kept]
        order = self.conditions.audit.segment.order
        seen = order.row[order.day <= self.span.last]
        last = int(seen[-1]) if len(seen) else NOWHERE
        return np.array([last], np.int32), np.array([self.span.last], np.int32)

    def _kept(self, at: Occurrences) -> Mask:
        """Which events of the unit lie in the window, up to the moment."""
        audit = self.conditions.audit
        kept: Mask = at.patient == audit.unit
        kept &= self.at.covers(at.row, at.day, at.patient)
        for bound in bounds(audit.evaluation, self.sought.window, at):
            kept &= bound.kept
        return kept

    def _truth(self, condition: Condition) -> Truth:
        """A condition as it stood at each of the points."""
        audit = self.conditions.audit
        truths = audit.evaluation.truths(condition)
        mine = truths.at.patient == audit.unit
        place = np.searchsorted(truths.at.row[mine], self._points[0], side="right")
        stood: Truth = np.append(truths.initial, truths.truth[mine])[place]
        return stood

    def _moment(self, place: int) -> MilestoneDates:
        """One of the points as a moment."""
        row, day = (column[place] for column in self._points)
        none = MilestoneDates.none(self.conditions.audit.evaluation.view.patients)
        moment = replace(none, row=none.row.copy(), day=none.day.copy())
        moment.row[self.conditions.audit.unit] = row
        moment.day[self.conditions.audit.unit] = day if row != NOWHERE else NEVER
        return moment
