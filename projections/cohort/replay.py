"""A cohort as of a data cutoff: every definition of a study, over every part of the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from projections.cohort.adjudications import evaluated, overrides
from projections.cohort.tables import EndpointTable, Followed, MilestoneTable, endpoint_table
from projections.engine import Evaluation
from projections.engine.earlier_cutoff import PartialEvaluation, at_earlier_cutoff
from projections.engine.milestone_dates import Ints, Mask
from projections.engine.outcomes import (
    ALIVE_AT_CUTOFF,
    Censoring,
    FollowUp,
    classify,
    follow_up,
)
from projections.engine.status import status_at
from projections.engine.truth import TRUE
from projections.engine.values import values_of, words_of
from projections.language import Classes, Condition, Endpoint, Milestone, Node, Quantity
from projections.study import Study
from timeline.log import AsOf, Log, Segment

Number = TypeVar("Number", bound=np.generic)
Evaluations = Mapping[int, Evaluation]


@dataclass(frozen=True, slots=True)
class Part:
    """The patients of one block of a segment and their evaluation: those in the study, and others.

    ``others`` are not enrolled as of the replay, and may not even be known.
    """

    segment: Segment
    evaluation: Evaluation
    members: NDArray[np.intp]
    others: NDArray[np.intp]

    @property
    def patients(self) -> NDArray[np.str_]:
        """Ids of the members."""
        return self.segment.patient_ids[self.members]


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
    later
        A replay of the same study and log at a later cutoff, off which this one is read where
        both show the same facts.
    """

    study: Study
    log: Log
    as_of: AsOf
    censoring: Censoring = Censoring.ADMINISTRATIVE
    previous: "Replay | None" = None
    later: "Replay | None" = None
    parts: list[Part] = field(init=False)

    def __post_init__(self) -> None:
        known, later = self._evaluations_of(self.previous, self.as_of), self._later_evaluations()
        self.previous = self.later = None
        self.parts = []
        for whole in self.log.parts:
            first = 0
            for block in whole.segment.blocks:
                current = whole.current[first : first + len(block.patients)]
                for share in self._evaluated(block, current, known, later):
                    enrolled = share.evaluation.moments(self.study.enrolment).reached
                    members = np.flatnonzero(enrolled & share.patients)
                    others = np.flatnonzero(share.patients & ~enrolled)
                    self.parts.append(Part(share.segment, share.evaluation, members, others))
                first += len(block.patients)

    def _evaluated(
        self, block: Segment, current: Mask, known: Evaluations, later: Evaluations
    ) -> list[PartialEvaluation]:
        """The current patients of a block, each in a share whose evaluation is right for them."""
        if id(block) in later:
            return at_earlier_cutoff(later[id(block)], self.as_of, current, overrides(self.study))
        evaluation = known.get(id(block))
        if evaluation is None:
            evaluation = evaluated(self.study, block, self.as_of, self.censoring)
        return [PartialEvaluation(block, evaluation, current)]

    def _later_evaluations(self) -> Evaluations:
        if self.later is not None and self.later.as_of.cutoff < self.as_of.cutoff:
            return {}
        return self._evaluations_of(self.later, None)

    def _evaluations_of(self, other: "Replay | None", as_of: AsOf | None) -> Evaluations:
        """Evaluations of another replay by segment; none if it asked something else."""
        if other is None or (other.study, other.censoring) != (self.study, self.censoring):
            return {}
        if other.as_of != (as_of or other.as_of):
            return {}
        return {id(part.segment): part.evaluation for part in other.parts}

    @property
    def _blocks(self) -> list[Segment]:
        return [block for whole in self.log.parts for block in whole.segment.blocks]

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
        node = self.study.definitions[name]
        assert isinstance(node, Classes), f"{name} is no classification"
        return {patient: str(label) for patient, label in self._by_patient(node).items()}

    def quantity(self, name: str) -> dict[str, object]:
        """Each patient's number or word under a definition of the study, None if unknown."""
        node = self.study.definitions[name]
        assert isinstance(node, Quantity), f"{name} is no quantity"
        return self._by_patient(node)

    def class_counts(self, name: str) -> dict[str, int]:
        """How many patients belong to each class of a definition, in the order of its cases."""
        node = self.study.definitions[name]
        assert isinstance(node, Classes), f"{name} is no classification"
        cases = self._column(lambda part: classify(part.evaluation, node), np.int8)
        counts = np.bincount(cases, minlength=len(node.case_labels)).tolist()
        found = dict.fromkeys(node.case_labels, 0)
        for label, count in zip(node.case_labels, counts, strict=True):
            found[label] += count
        return found

    def endpoint(self, name: str) -> EndpointTable:
        """Follow-up of every patient under an endpoint of the study, in the order of ids."""
        node = self.study.definitions[name]
        assert isinstance(node, Endpoint), f"{name} is no endpoint"

        def followed(part: Part) -> FollowUp:
            return follow_up(part.evaluation, node)

        def entered(part: Part) -> Ints:
            found = followed(part)
            return found.origin.day if found.entry is None else found.entry

        def enrolled(part: Part) -> Ints:
            return part.evaluation.moments(self.study.enrolment).day

        every = Followed(
            self._column(lambda part: followed(part).cause, np.int8),
            self._column(lambda part: followed(part).reason, np.int8),
            self._column(lambda part: followed(part).origin.day, np.int32),
            self._column(lambda part: followed(part).day, np.int32),
            self._column(entered, np.int32),
            self._column(enrolled, np.int32),
        )
        reasons = followed(self.parts[0]).reasons if self.parts else ()
        return endpoint_table(self.patients, every, reasons, node)

    def words(self, name: str) -> dict[str, str]:
        """What a definition of the study evaluates to in words, by patient."""
        node = self.study.definitions[name]
        words = self._column(lambda part: words_of(part.evaluation, node), np.object_)
        return dict(zip(self.patients.tolist(), words.tolist(), strict=True))

    def _by_patient(self, node: Node) -> dict[str, object]:
        """What a definition evaluates to, by patient."""
        values = self._column(lambda part: values_of(part.evaluation, node).value, np.object_)
        return dict(zip(self.patients.tolist(), values.tolist(), strict=True))

    def _evidence(self, node: Milestone) -> list[UUID | None]:
        """Ids of the deciding events."""
        found: list[UUID | None] = []
        for part in self.parts:
            found += part.segment.event_ids(part.evaluation.moments(node).row[part.members])
        return found if self._order is None else [found[place] for place in self._order]

    def _holds(self, part: Part, condition: Condition) -> Mask:
        evaluation = part.evaluation
        holds: Mask = status_at(evaluation, condition, evaluation.end).truth == TRUE
        return holds

    @cached_property
    def _order(self) -> NDArray[np.intp] | None:
        """The order of the members by id; None if they are in order, as in a log of one part."""
        if len(self.log.parts) <= 1 and len(self.parts) == len(self._blocks):
            return None
        ids = _joined([part.segment.patients[part.members] for part in self.parts], np.bytes_)
        return np.argsort(ids, kind="stable")

    def _column(
        self, of: Callable[[Part], NDArray[Number]], dtype: type[Number]
    ) -> NDArray[Number]:
        """One value for each of the study's patients, in the order of ids."""
        column = _joined([of(part)[part.members] for part in self.parts], dtype)
        return column if self._order is None else column[self._order]


def _joined(arrays: list[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


__all__ = ["ALIVE_AT_CUTOFF", "Censoring", "EndpointTable", "MilestoneTable", "Replay"]
