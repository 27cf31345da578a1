"""Derivation trees: one patient's evaluation with every intermediate kept."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np

from projections.audit.derivation import Derivation, Rejected
from projections.audit.rejections import TRUTHS, rejections
from projections.engine import NEVER, NOWHERE, Evaluation, Moments, View
from projections.engine.conditions import reached_by, standing
from projections.engine.outcomes import OUTSIDE, Censoring, classify, follow_up
from projections.language import (
    AllOf,
    AnyOf,
    Case,
    Classes,
    Condition,
    Endpoint,
    Episodes,
    InEpisode,
    Milestone,
    Node,
    Not,
    Quantity,
    Reached,
)
from projections.language.milestones import Sought
from projections.language.parts import parts_of
from projections.language.sentences import cited, sentence
from projections.study import Study
from timeline.dates import day_from_number
from timeline.log import AsOf, Segment

VERDICTS = {1: "reached", -1: "not reached", 0: "unknown"}


@dataclass
class Audit:
    """The derivations of one patient's values.

    Parameters
    ----------
    study
        Whose definitions are asked.
    segment
        A segment of that patient alone (``Segment.only``).
    as_of, censoring
        As for the cohort's replay.
    """

    study: Study
    segment: Segment
    as_of: AsOf
    censoring: Censoring = Censoring.ADMINISTRATIVE
    evaluation: Evaluation = field(init=False)
    unit: int = field(init=False, default=0)
    _opened: set[tuple[int, int, int]] = field(default_factory=set)
    _opens: bool = field(init=False, default=True)

    def __post_init__(self) -> None:
        self.names = self.study.names
        self._enter(Evaluation(View(self.segment, self.as_of)), 0)

    def _enter(self, evaluation: Evaluation, unit: int) -> None:
        """Look at the patient (unit 0), or at one of the patient's episodes."""
        self.evaluation, self.unit = evaluation, unit
        self.end = Moments.at_end_of(self.as_of.last_day, evaluation.view.patients)

    def of(self, name: str) -> Derivation:
        """How the named value of this patient came about."""
        self._opened.clear()
        return self._derive(self.study.definitions[name], self.end)

    def of_episode(self, episodes: str, number: int, name: str) -> Derivation | None:
        """How the named value inside an episode came about; None if there is no such episode."""
        self._opened.clear()
        node = self.study.definitions[episodes]
        assert isinstance(node, Episodes), f"{episodes} is no definition of episodes"
        for unit in self._units(node, number) if number > 0 else []:
            inside = self._inside(node, unit)
            return inside._derive(self.study.inside[episodes][name], inside.end)
        return None

    def _derive(self, node: Node, at: Moments) -> Derivation:
        """Open a definition where it stands first in the tree; elsewhere say what came out."""
        mark = (id(node), id(self.evaluation), self.unit)
        if mark in self._opened:
            shut = copy(self)
            shut._opens = False
            return replace(shut._derived(node, at), rejected=(), parts=(), opened_before=True)
        if id(node) in self.names:
            self._opened.add(mark)
        return self._derived(node, at)

    def _derived(self, node: Node, at: Moments) -> Derivation:
        match node:
            case Reached(milestone) if id(node) not in self.names:
                return self._derive(milestone, at)
            case InEpisode():
                return self._in_episode(node)
            case Milestone():
                return self._milestone(node)
            case Condition():
                return self._condition(node, at)
            case Endpoint():
                return self._endpoint(node)
            case Classes():
                return self._classes(node)
            case Quantity():
                return self._quantity(node)
            case Episodes():
                return self._episodes(node)
        raise NotImplementedError(f"no derivation for {type(node).__name__}")

    def _parts(self, nodes: Iterable[Node], at: Moments) -> tuple[Derivation, ...]:
        return tuple(self._derive(node, at) for node in nodes) if self._opens else ()

    def _told(self, node: Node, value: str, date: str | None, **rest: object) -> Derivation:
        return Derivation(
            self.names.get(id(node), ""),
            sentence(node, self.names),
            getattr(node, "source", ""),
            value,
            date,
            **rest,  # type: ignore[arg-type]
        )

    def _milestone(self, milestone: Milestone) -> Derivation:
        moments = self.evaluation.moments(milestone)
        verdict = reached_by(self.evaluation, milestone, self.end)
        value = VERDICTS[int(verdict.truth[self.unit])]
        at = moments if moments.reached[self.unit] else self.end
        parts = self._parts(parts_of(milestone), at)
        rejected: tuple[Rejected, ...] = ()
        decided = self._events(verdict.row[[self.unit]])
        if isinstance(milestone, Sought):
            if isinstance(milestone.of, Condition) and moments.reached[self.unit]:
                decided = self._setters(milestone.of, moments)
            considered = rejections(self.evaluation, milestone, moments, self.unit, self.names)
            rejected = tuple(one for one in considered if one.event not in decided)
        date = _date(int(moments.day[self.unit]))
        return self._told(
            milestone, value, date, decided_by=decided, rejected=rejected, parts=parts
        )

    def _in_episode(self, node: InEpisode) -> Derivation:
        """A milestone inside episodes: the one that decided, or all that were looked into."""
        moments = self.evaluation.moments(node)
        looked_into = self._units(node.episodes, node.number)
        reached = [
            unit
            for unit in looked_into
            if self._inside(node.episodes, unit)._reaches(node.milestone, moments)
        ]
        parts = tuple(
            self._inside(node.episodes, unit)._derive(node.milestone, self.end)
            for unit in reached[:1] or looked_into
            if self._opens
        )
        verdict = reached_by(self.evaluation, node, self.end)
        return self._told(
            node,
            VERDICTS[int(verdict.truth[self.unit])],
            _date(int(moments.day[self.unit])),
            decided_by=self._events(verdict.row[[self.unit]]),
            parts=parts,
        )

    def _episodes(self, episodes: Episodes) -> Derivation:
        """The episodes of the patient, each with the event that began it."""
        table = self.evaluation.inside(episodes).table
        units = self._units(episodes)
        return self._told(
            episodes,
            f"{len(units)} episodes",
            None,
            decided_by=self._events(table.row[units]),
            parts=self._parts(episodes.window.milestones, self.end),
        )

    def _quantity(self, quantity: Quantity) -> Derivation:
        """A number or word, and the event it was read off."""
        found = self.evaluation.measured(quantity)
        value = found.values[self.unit]
        text = f"{value:g}" if isinstance(value, float | int) else str(value)
        return self._told(
            quantity,
            "unknown" if value is None else text,
            None,
            decided_by=self._events([found.row[self.unit]]),
            parts=self._parts(parts_of(quantity), self.end),
        )

    def _units(self, episodes: Episodes, number: int = 0) -> list[int]:
        """Indices of this patient's episodes, or of the one with a number."""
        table = self.evaluation.inside(episodes).table
        mine = (table.patient == self.unit) & ((table.number == number) | (number == 0))
        return [int(unit) for unit in np.flatnonzero(mine)]

    def _inside(self, episodes: Episodes, unit: int) -> "Audit":
        """The same audit, looking at one episode."""
        inside = copy(self)
        inside._enter(self.evaluation.inside(episodes), unit)
        return inside

    def _reaches(self, milestone: Milestone, lifted: Moments) -> bool:
        row = self.evaluation.moments(milestone).row[self.unit]
        return row != NOWHERE and row in lifted.row

    def _condition(self, condition: Condition, at: Moments) -> Derivation:
        verdict = standing(self.evaluation, condition, at)
        decided = self._setters(condition, at)
        parts = self._parts(parts_of(condition), at)
        return self._told(
            condition, TRUTHS[int(verdict.truth[self.unit])], None, decided_by=decided, parts=parts
        )

    def _endpoint(self, endpoint: Endpoint) -> Derivation:
        followed = follow_up(self.evaluation, endpoint, self.censoring)
        sources = (*endpoint.events, *endpoint.competing, *endpoint.censors)
        milestones = (endpoint.origin, *(source.milestone for source in sources))
        parts = self._parts(milestones, self.end)
        reason = followed.reasons[int(followed.reason[self.unit])]
        if followed.cause[self.unit] == OUTSIDE:
            return self._told(endpoint, f"not in the analysis: {reason}", None, parts=parts)
        days = int(followed.day[self.unit]) - int(followed.origin.day[self.unit])
        outcome = reason if followed.cause[self.unit] > 0 else f"censored ({reason})"
        return self._told(
            endpoint,
            f"{outcome} after {days} days",
            _date(int(followed.day[self.unit])),
            decided_by=self._events(
                np.array([followed.origin.row[self.unit], followed.row[self.unit]])
            ),
            parts=parts,
        )

    def _classes(self, classes: Classes) -> Derivation:
        case = int(classify(self.evaluation, classes)[self.unit])
        labels = [*(one.label for one in classes.cases), classes.otherwise]
        considered = classes.cases[: case + 1]
        parts = tuple(self._case(one) for one in considered)
        decided = parts[case].decided_by if case < len(classes.cases) else ()
        return self._told(classes, labels[case], None, decided_by=decided, parts=parts)

    def _case(self, case: Case) -> Derivation:
        part = self._derive(case.when, self.end)
        truth = TRUTHS[int(standing(self.evaluation, case.when, self.end).truth[self.unit])]
        text = f"{case.label} if {cited(case.when, self.names)}"
        return Derivation("", text, "", truth, None, decided_by=part.decided_by, parts=(part,))

    def _setters(self, condition: Condition, at: Moments) -> tuple[UUID, ...]:
        """The events that set the signals of a condition, each once."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                found = [event for part in parts for event in self._setters(part, at)]
            case Not(part):
                found = list(self._setters(part, at))
            case _:
                found = list(
                    self._events(standing(self.evaluation, condition, at).row[[self.unit]])
                )
        return tuple(dict.fromkeys(found))

    def _events(self, rows: Iterable[int]) -> tuple[UUID, ...]:
        found = [self.segment.event_id(int(row)) for row in rows if row != NOWHERE]
        return tuple(dict.fromkeys(found))


def _date(day: int) -> str | None:
    return None if day == NEVER else day_from_number(day).isoformat()
