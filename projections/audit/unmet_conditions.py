"""Why a condition does not stand, or a milestone is not reached: from the nodes themselves.

A junction lists those of its parts that fail, or the ways of which any would do; a milestone
looks into its window. So whatever can be composed can be explained.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from projections.audit.derive import Audit
from projections.audit.readings import Atom, beginning, latest, nearest, span_of
from projections.audit.searches import Search
from projections.audit.unmet import UnmetCondition, on, once
from projections.engine import NEVER, NOWHERE, MilestoneDates
from projections.engine.observation import NOT_YET
from projections.engine.status import status_at
from projections.engine.truth import FALSE, TRUE
from projections.language import (
    AllOf,
    AnyOf,
    Condition,
    Earliest,
    Elapsed,
    Events,
    InEpisode,
    Judged,
    Milestone,
    Node,
    Not,
    Ongoing,
    Reached,
)
from projections.language.episodes import Carried, OfPatient
from projections.language.milestones import Occurrence
from projections.language.sentences import cited, sentence, stated

FOUND = {1: "it is so", -1: "it is not so", 0: "not known: nothing on record could have shown it"}


@dataclass(frozen=True)
class WhyUnmet:
    """What one patient, or one episode, lacks."""

    audit: Audit

    def against(
        self, condition: Condition, wanted: np.int8, at: MilestoneDates
    ) -> tuple[UnmetCondition, ...]:
        """What keeps a condition from being true (1) or false (-1) at a moment."""
        truth = int(status_at(self.audit.evaluation, condition, at).truth[self.audit.unit])
        if truth == wanted:
            return ()
        text = stated(condition if wanted == TRUE else Not(condition), self.audit.names)
        return once(self._against(condition, wanted, at)) or (UnmetCondition(text, FOUND[truth]),)

    def _against(
        self, condition: Condition, wanted: np.int8, at: MilestoneDates
    ) -> Iterable[UnmetCondition]:
        match condition:
            case AllOf(parts) | AnyOf(parts):
                each = [self.against(part, wanted, at) for part in parts]
                return self.together(condition, wanted, each)
            case Not(part):
                return self.against(part, np.int8(-wanted), at)
            case Reached(milestone) if wanted == TRUE:
                return self.unreached(milestone, at)
            case Reached(milestone):
                return self.reached(milestone, at)
            case Ongoing(begins, ends):
                return self.against(begins if wanted == TRUE else ends, TRUE, at)
            case Carried():
                return ()
        assert isinstance(condition, Atom)
        return latest(self.audit, condition, wanted, at)

    def together(
        self, condition: AllOf | AnyOf, wanted: np.int8, each: list[tuple[UnmetCondition, ...]]
    ) -> Iterable[UnmetCondition]:
        """All that fails, where all is needed; else the ways of which any would do."""
        if isinstance(condition, AllOf) == (wanted == TRUE):
            return [item for part in each for item in part]
        text = sentence(condition if wanted == TRUE else Not(condition), self.audit.names)
        return [UnmetCondition(text, "none of these holds", alternatives=tuple(each))]

    def unreached(self, milestone: Milestone, at: MilestoneDates) -> tuple[UnmetCondition, ...]:
        """What keeps a milestone from being reached by a moment; nothing if it is."""
        audit, unit = self.audit, self.audit.unit
        if audit.evaluation.status_by(milestone, at).truth[unit] == TRUE:
            return ()
        text = f"{cited(milestone, audit.names)} is reached"
        if decision := decided(audit, milestone):
            return (UnmetCondition(text, "decided otherwise", "another decision", decision),)
        day = int(audit.evaluation.moments(milestone).day[unit])
        if day != NEVER:
            then = f"by {on(int(at.day[unit]))}" if at.reached[unit] else "by a moment not reached"
            return (UnmetCondition(text, f"reached only on {on(day)}", f"the same {then}"),)
        return once(self._unreached(milestone, at)) or (UnmetCondition(text, "not reached"),)

    def _unreached(self, milestone: Milestone, at: MilestoneDates) -> Iterable[UnmetCondition]:
        match milestone:
            case Occurrence():
                return self._sought(milestone, at)
            case Earliest(parts):
                each = [self.unreached(part, at) for part in parts]
                text = sentence(milestone, self.audit.names)
                return [UnmetCondition(text, "none of these is reached", alternatives=tuple(each))]
            case Elapsed(since, days):
                return self._elapsed(milestone, since, days, at)
            case Judged(condition, due):
                moment = self.audit.evaluation.moments(due)
                return self.unreached(due, at) or self.against(condition, TRUE, moment)
            case InEpisode():
                return self._in_episode(milestone)
            case OfPatient(inner) if self.audit.outer is not None:
                outer = self.audit.outer
                return WhyUnmet(outer).unreached(inner, outer.end)
        return ()

    def _elapsed(
        self, milestone: Elapsed, since: Milestone, days: int, at: MilestoneDates
    ) -> Iterable[UnmetCondition]:
        if missing := self.unreached(since, self.audit.end):
            return missing
        due = int(self.audit.evaluation.moments(since).day[self.audit.unit]) + days
        text, last_day = sentence(milestone, self.audit.names), self.audit.as_of.last_day
        if due > last_day:
            found = f"falls due on {on(due)}, after {on(last_day)}"
            return [UnmetCondition(text, found, "a later data cutoff")]
        return [self._unobserved(text, due)]

    def _unobserved(self, text: str, due: int) -> UnmetCondition:
        """A deadline that passed when the patient had died, or was not observed any more."""
        observed, unit = self.audit.evaluation.observation, self.audit.unit
        row, end = int(observed.row[unit]), int(observed.end[unit])
        event = None if row == NOWHERE else self.audit.segment.event_id(row)
        shown = "never observed alive" if end == NOT_YET else f"observed until {on(end)}"
        if observed.death[unit] != NEVER:
            shown = f"died on {on(end)}"
        found = f"falls due on {on(due)}; {shown}"
        return UnmetCondition(text, found, f"known to be alive at the end of {on(due)}", event)

    def _sought(self, sought: Occurrence, at: MilestoneDates) -> Iterable[UnmetCondition]:
        start = sought.window.start
        if start is not None and (missing := self.unreached(start, at)):
            rule = sentence(sought, self.audit.names)
            first = f"not looked for before {cited(start, self.audit.names)} is reached"
            return (*missing, UnmetCondition(rule, first, "such an event after that"))
        span = span_of(self.audit, sought.window, at)
        if isinstance(sought.of, Events):
            return [nearest(self.audit, sought, span)]
        return Search(self, sought, span, at).never()

    def _in_episode(self, node: InEpisode) -> Iterable[UnmetCondition]:
        """Why not in the episode, or in any of them; or that there is no such episode."""
        audit = self.audit
        inside = [audit.look_into(node.episodes, unit) for unit in audit.units(node)]
        if not inside:
            start = node.episodes.window.start
            assert start is not None, "episodes have a start"
            missing = self.unreached(start, audit.end)
            return missing or [beginning(audit, node.episodes, node.number)]
        each = tuple(WhyUnmet(item).unreached(node.milestone, item.end) for item in inside)
        if len(each) == 1:
            return each[0]
        return [
            UnmetCondition(
                sentence(node, audit.names), "in none of the episodes", alternatives=each
            )
        ]

    def reached(self, milestone: Milestone, at: MilestoneDates) -> tuple[UnmetCondition, ...]:
        """What keeps it from being known that a milestone is not reached by a moment."""
        audit, unit = self.audit, self.audit.unit
        verdict = audit.evaluation.status_by(milestone, at)
        if verdict.truth[unit] == FALSE:
            return ()
        text = f"{cited(milestone, audit.names)} is not reached"
        if verdict.truth[unit] != TRUE:
            return once(self._unknown(milestone, at)) or (UnmetCondition(text, FOUND[0]),)
        row, day = int(verdict.row[unit]), int(audit.evaluation.moments(milestone).day[unit])
        event = None if row == NOWHERE else audit.segment.event_id(row)
        return (UnmetCondition(text, f"reached on {on(day)}", "that it is not reached", event),)

    def _unknown(self, milestone: Milestone, at: MilestoneDates) -> Iterable[UnmetCondition]:
        """Why it is not known whether a milestone is reached."""
        match milestone:
            case Earliest(parts):
                return [item for part in parts for item in self.reached(part, at)]
            case Elapsed(since):
                return self.reached(since, at)
            case Judged(condition, due) if self.audit.evaluation.moments(due).no_later_than(at)[
                self.audit.unit
            ]:
                return self.against(condition, FALSE, self.audit.evaluation.moments(due))
            case Judged(at=due):
                return self.reached(due, at)
        return ()


def decided(audit: Audit, node: Node) -> UUID | None:
    """The event by which an expert decided a value, if that is applied."""
    override = audit.evaluation.override(node)
    row = None if override is None else override.deciding_row(audit.unit)
    return None if row is None else audit.segment.event_id(row)
