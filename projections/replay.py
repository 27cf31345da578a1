"""A cohort as of a data cutoff: every definition of a study, over every part of the log."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from projections.engine import Evaluation, View
from projections.engine.conditions import standing
from projections.engine.moments import NEVER, Mask
from projections.engine.outcomes import (
    ALIVE_AT_CUTOFF,
    OUTSIDE,
    Censoring,
    FollowUp,
    classify,
    follow_up,
)
from projections.engine.truth import TRUE
from projections.language import Classes, Condition, Endpoint, Milestone, Quantity
from projections.study import Study
from timeline.dates import day_from_number
from timeline.log import AsOf, Log, Segment

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Part:
    """The patients of one segment that are in the study, and the evaluation over them."""

    segment: Segment
    evaluation: Evaluation
    members: NDArray[np.intp]

    @property
    def patients(self) -> NDArray[np.str_]:
        """Ids of the members."""
        ids: NDArray[np.str_] = np.char.decode(self.segment.patients[self.members], "utf-8")
        return ids


@dataclass(frozen=True, slots=True)
class EndpointTable:
    """One row per patient with the origin: what a survival analysis is fed with.

    Attributes
    ----------
    patient
        Patient ids.
    time
        Days from origin to event or censoring.
    cause
        0 censored, 1 the event of interest, k + 1 the k-th competing event.
    reason
        Name of the event or censor source that ended follow-up.
    origin, end
        Day numbers.
    outside
        Patients not in the table, counted by the reason why.
    """

    patient: NDArray[np.str_]
    time: NDArray[np.float64]
    cause: NDArray[np.int8]
    reason: NDArray[np.str_]
    origin: NDArray[np.int32]
    end: NDArray[np.int32]
    outside: dict[str, int]

    @property
    def event(self) -> Mask:
        """Whether the event of interest was observed."""
        observed: Mask = self.cause == 1
        return observed


@dataclass(frozen=True, slots=True)
class MilestoneTable:
    """One row per patient of the study: when a milestone was reached, and by which event."""

    patient: NDArray[np.str_]
    day: NDArray[np.int32]
    evidence: list[UUID | None]

    @property
    def reached(self) -> Mask:
        """Which patients reached it."""
        reached: Mask = self.day != NEVER
        return reached

    def dates(self) -> list[str | None]:
        """The dates in ISO form, None where not reached."""
        return [
            day_from_number(day).isoformat() if there else None
            for day, there in zip(self.day, self.reached, strict=True)
        ]


@dataclass
class Replay:
    """A study over a log, as of a cutoff and a state of knowledge.

    Parameters
    ----------
    study, log, as_of, censoring
        What is asked, over which record, as of when, and how follow-up ends.
    previous
        An earlier replay of the same study; parts of the log that it evaluated as of the same
        cutoff are not evaluated again.
    """

    study: Study
    log: Log
    as_of: AsOf
    censoring: Censoring = Censoring.ADMINISTRATIVE
    previous: "Replay | None" = None
    parts: list[Part] = field(init=False)

    def __post_init__(self) -> None:
        known = self._known_evaluations()
        self.previous = None
        self.parts = []
        for part in self.log.parts:
            evaluation = known.get(id(part.segment)) or Evaluation(View(part.segment, self.as_of))
            enrolled = evaluation.moments(self.study.enrolment).reached
            members = np.flatnonzero(enrolled & part.current)
            self.parts.append(Part(part.segment, evaluation, members))

    def _known_evaluations(self) -> dict[int, Evaluation]:
        known = self.previous
        if known is None or known.as_of != self.as_of or known.study != self.study:
            return {}
        return {id(part.segment): part.evaluation for part in known.parts}

    @property
    def patients(self) -> NDArray[np.str_]:
        """Ids of the study's patients, ascending."""
        return np.sort(self._ids())

    def milestone(self, name: str) -> MilestoneTable:
        """When each patient reached a milestone of the study."""
        node = self.study.definitions[name]
        assert isinstance(node, Milestone), f"{name} is no milestone"
        found = [(part, part.evaluation.moments(node)) for part in self.parts]
        patient = self._ids()
        day = _joined([moments.day[part.members] for part, moments in found], np.int32)
        rows = [(part.segment, row) for part, moments in found for row in moments.row[part.members]]
        order = np.argsort(patient)
        evidence = [rows[i][0].event_id(rows[i][1]) if rows[i][1] >= 0 else None for i in order]
        return MilestoneTable(patient[order], day[order], evidence)

    def members(self, population: str) -> NDArray[np.str_]:
        """Ids of the patients in a population, ascending."""
        condition = self.study.populations[population]
        return np.sort(self._ids(lambda part: self._holds(part, condition)))

    def classes(self, name: str) -> dict[str, str]:
        """Each patient's class under a definition of the study."""
        node = self.study.definitions[name]
        assert isinstance(node, Classes), f"{name} is no classification"
        labels = np.array([*(case.label for case in node.cases), node.otherwise])
        case = _joined([classify(p.evaluation, node)[p.members] for p in self.parts], np.int8)
        return dict(sorted(zip(self._ids().tolist(), labels[case].tolist(), strict=True)))

    def quantity(self, name: str) -> dict[str, object]:
        """Each patient's number or word under a definition of the study, None if unknown."""
        node = self.study.definitions[name]
        assert isinstance(node, Quantity), f"{name} is no quantity"
        values = [v for p in self.parts for v in p.evaluation.measured(node).values[p.members]]
        return dict(sorted(zip(self._ids().tolist(), values, strict=True)))

    def class_counts(self, name: str) -> dict[str, int]:
        """How many patients belong to each class of a definition, in the order of its cases."""
        node = self.study.definitions[name]
        assert isinstance(node, Classes), f"{name} is no classification"
        counts = Counter(self.classes(name).values())
        labels = dict.fromkeys([*(case.label for case in node.cases), node.otherwise])
        return {label: counts[label] for label in labels}

    def endpoint(self, name: str) -> EndpointTable:
        """Follow-up of every patient under an endpoint of the study, in the order of ids."""
        node = self.study.definitions[name]
        assert isinstance(node, Endpoint), f"{name} is no endpoint"
        followed = [follow_up(part.evaluation, node, self.censoring) for part in self.parts]
        return _table(self._ids(), self.parts, followed, len(node.events))

    def _holds(self, part: Part, condition: Condition) -> Mask:
        evaluation = part.evaluation
        holds: Mask = standing(evaluation, condition, evaluation.end).truth == TRUE
        return holds

    def _ids(self, which: Callable[[Part], Mask] | None = None) -> NDArray[np.str_]:
        ids = []
        for part in self.parts:
            members = part.members if which is None else part.members[which(part)[part.members]]
            ids.append(np.char.decode(part.segment.patients[members], "utf-8"))
        return np.concatenate(ids) if ids else np.empty(0, dtype=np.str_)


def _table(
    patient: NDArray[np.str_], parts: list[Part], followed: list[FollowUp], events: int
) -> EndpointTable:
    def column(of: Callable[[FollowUp], NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
        pairs = zip(parts, followed, strict=True)
        return _joined([of(one)[part.members] for part, one in pairs], dtype)

    cause = column(lambda one: one.cause, np.int8)
    reasons = np.array(followed[0].reasons if followed else [""])
    reason = reasons[column(lambda one: one.reason, np.int8)]
    outside = Counter(reason[cause == OUTSIDE].tolist())
    inside = np.flatnonzero(cause != OUTSIDE)
    inside = inside[np.argsort(patient[inside])]
    origin = column(lambda one: one.origin.day, np.int32)[inside]
    end = column(lambda one: one.day, np.int32)[inside]
    cause = np.where(cause > events, cause - events + 1, np.minimum(cause, 1))[inside]
    return EndpointTable(
        patient[inside],
        (end.astype(np.int64) - origin).astype(np.float64),
        cause,
        reason[inside],
        origin,
        end,
        dict(sorted(outside.items())),
    )


def _joined(arrays: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


__all__ = ["ALIVE_AT_CUTOFF", "Censoring", "EndpointTable", "MilestoneTable", "Replay"]
