"""A cohort as of a data cutoff: every definition of a study, over every part of the log."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
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
    """The patients of one block of a segment that are in the study, and their evaluation."""

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

    def among(self, members: Collection[str], population: str) -> "EndpointTable":
        """The rows of the members of a population; those left out are counted under its name."""
        inside = np.isin(self.patient, list(members))
        left_out = {f"not {population}": int((~inside).sum())} if not inside.all() else {}
        return EndpointTable(
            self.patient[inside],
            self.time[inside],
            self.cause[inside],
            self.reason[inside],
            self.origin[inside],
            self.end[inside],
            {**self.outside, **left_out},
        )


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
        for whole in self.log.parts:
            first = 0
            for block in whole.segment.blocks:
                evaluation = known.get(id(block)) or Evaluation(View(block, self.as_of))
                enrolled = evaluation.moments(self.study.enrolment).reached
                current = whole.current[first : first + len(block.patients)]
                self.parts.append(Part(block, evaluation, np.flatnonzero(enrolled & current)))
                first += len(block.patients)

    def _known_evaluations(self) -> dict[int, Evaluation]:
        known = self.previous
        if known is None or known.as_of != self.as_of or known.study != self.study:
            return {}
        return {id(part.segment): part.evaluation for part in known.parts}

    @cached_property
    def patients(self) -> NDArray[np.str_]:
        """Ids of the study's patients, ascending."""
        ids = _joined([part.patients for part in self.parts], np.str_)
        return ids if self._order is None else ids[self._order]

    def milestone(self, name: str) -> MilestoneTable:
        """When each patient reached a milestone of the study."""
        node = self.study.definitions[name]
        assert isinstance(node, Milestone), f"{name} is no milestone"
        day = self._column(lambda part: part.evaluation.moments(node).day, np.int32)
        return MilestoneTable(self.patients, day, self._evidence(node))

    def members(self, population: str) -> NDArray[np.str_]:
        """Ids of the patients in a population, ascending."""
        condition = self.study.populations[population]
        return self.patients[self._column(lambda part: self._holds(part, condition), np.bool_)]

    def classes(self, name: str) -> dict[str, str]:
        """Each patient's class under a definition of the study."""
        labels, cases = self._classified(name)
        named = np.array(labels, dtype=object)[cases].tolist()
        return dict(zip(self.patients.tolist(), named, strict=True))

    def quantity(self, name: str) -> dict[str, object]:
        """Each patient's number or word under a definition of the study, None if unknown."""
        node = self.study.definitions[name]
        assert isinstance(node, Quantity), f"{name} is no quantity"
        values = self._column(lambda part: part.evaluation.measured(node).values, np.object_)
        return dict(zip(self.patients.tolist(), values, strict=True))

    def class_counts(self, name: str) -> dict[str, int]:
        """How many patients belong to each class of a definition, in the order of its cases."""
        labels, cases = self._classified(name)
        counts = dict.fromkeys(labels, 0)
        for label, count in zip(labels, np.bincount(cases, minlength=len(labels)), strict=True):
            counts[label] += int(count)
        return counts

    def endpoint(self, name: str) -> EndpointTable:
        """Follow-up of every patient under an endpoint of the study, in the order of ids."""
        node = self.study.definitions[name]
        assert isinstance(node, Endpoint), f"{name} is no endpoint"

        def followed(part: Part) -> FollowUp:
            return follow_up(part.evaluation, node, self.censoring)

        cause = self._column(lambda part: followed(part).cause, np.int8)
        reason = self._column(lambda part: followed(part).reason, np.int8)
        origin = self._column(lambda part: followed(part).origin.day, np.int32)
        end = self._column(lambda part: followed(part).day, np.int32)
        reasons = followed(self.parts[0]).reasons if self.parts else ()
        return _table(self.patients, cause, reason, reasons, origin, end, len(node.events))

    def _classified(self, name: str) -> tuple[list[str], NDArray[np.int8]]:
        """The labels of a classification, and the place of each patient's among them."""
        node = self.study.definitions[name]
        assert isinstance(node, Classes), f"{name} is no classification"
        labels = [*(case.label for case in node.cases), node.otherwise]
        return labels, self._column(lambda part: classify(part.evaluation, node), np.int8)

    def _evidence(self, node: Milestone) -> list[UUID | None]:
        """Ids of the deciding events."""
        found: list[UUID | None] = []
        for part in self.parts:
            found += part.segment.event_ids(part.evaluation.moments(node).row[part.members])
        return found if self._order is None else [found[place] for place in self._order]

    def _holds(self, part: Part, condition: Condition) -> Mask:
        evaluation = part.evaluation
        holds: Mask = standing(evaluation, condition, evaluation.end).truth == TRUE
        return holds

    @cached_property
    def _order(self) -> NDArray[np.intp] | None:
        """The order of the members by id; None if they are in order, as in a log of one part."""
        if len(self.log.parts) <= 1:
            return None
        ids = _joined([part.segment.patients[part.members] for part in self.parts], np.bytes_)
        return np.argsort(ids, kind="stable")

    def _column(
        self, of: Callable[[Part], NDArray[Number]], dtype: type[Number]
    ) -> NDArray[Number]:
        """One value for each of the study's patients, in the order of ids."""
        column = _joined([of(part)[part.members] for part in self.parts], dtype)
        return column if self._order is None else column[self._order]


def _table(
    patient: NDArray[np.str_],
    cause: NDArray[np.int8],
    reason: NDArray[np.int8],
    reasons: tuple[str, ...],
    origin: NDArray[np.int32],
    end: NDArray[np.int32],
    events: int,
) -> EndpointTable:
    inside = np.flatnonzero(cause != OUTSIDE)
    outside = Counter(reasons[code] for code in reason[cause == OUTSIDE].tolist())
    cause, origin, end = cause[inside], origin[inside], end[inside]
    return EndpointTable(
        patient[inside],
        (end.astype(np.int64) - origin).astype(np.float64),
        np.where(cause > events, cause - events + 1, np.minimum(cause, 1)),
        np.array(reasons, dtype=np.str_)[reason[inside]],
        origin,
        end,
        dict(sorted(outside.items())),
    )


def _joined(arrays: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


__all__ = ["ALIVE_AT_CUTOFF", "Censoring", "EndpointTable", "MilestoneTable", "Replay"]
