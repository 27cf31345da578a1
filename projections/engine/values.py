"""What a definition evaluates to for every patient: its value, its date, and the deciding event."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.evaluation import Evaluation
from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask
from projections.engine.outcomes import OUTSIDE, FollowUp, classified, follow_up
from projections.engine.status import status_at
from projections.language import (
    Classes,
    Condition,
    Endpoint,
    Episodes,
    Milestone,
    Node,
    Quantity,
)
from projections.language.wording import plain

TRUTHS = np.array([None, True, False], dtype=object)
TRUTHS_IN_WORDS = np.array(["unknown", "true", "false"], dtype=object)
VERDICTS = np.array(["unknown", "reached", "not reached"], dtype=object)
"""By truth: 0, 1, and -1 from the end."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a definition evaluates to; one entry per patient, inside episodes one per episode.

    Attributes
    ----------
    value
        Objects of shape (patients,): a label, number, word or truth, None where unknown; of a
        milestone whether it was reached, of an endpoint why follow-up ended, of episodes how many
        there are.
    day
        Day number of a milestone, or of the end of follow-up; ``NEVER`` where there is none.
    row
        Row of the event that decided it; ``NOWHERE`` where none did.
    follow_up
        Of an endpoint the whole follow-up; None of all else.
    """

    value: NDArray[np.object_]
    day: Ints
    row: Ints
    follow_up: FollowUp | None = None

    @property
    def outside(self) -> Mask:
        """Which patients an endpoint leaves out, for the reason that is their value."""
        if self.follow_up is None:
            return np.zeros(len(self.row), dtype=bool)
        left_out: Mask = self.follow_up.cause == OUTSIDE
        return left_out


def values_of(evaluation: Evaluation, node: Node) -> Values:
    """What a definition evaluates to as of the cutoff.

    Raises
    ------
    NotImplementedError
        If it is a node that has no value for a patient, such as the events of a kind.
    """
    return evaluation.once("values", lambda: _values(evaluation, node), node)


def _values(evaluation: Evaluation, node: Node) -> Values:
    match node:
        case Milestone():
            moments = evaluation.moments(node)
            return Values(moments.reached.astype(object), moments.day, moments.row)
        case Condition():
            status = status_at(evaluation, node, evaluation.end)
            return _undated(TRUTHS[status.truth], status.row)
        case Classes():
            found = classified(evaluation, node)
            return _undated(np.array(node.case_labels, dtype=object)[found.case], found.row)
        case Quantity():
            measured = evaluation.measured(node)
            return _undated(measured.values, measured.row)
        case Endpoint():
            ended = follow_up(evaluation, node)
            reasons = np.array(ended.reasons, dtype=object)[ended.reason]
            return Values(reasons, ended.day, ended.row, ended)
        case Episodes():
            table, patients = evaluation.inside(node).table, evaluation.view.patients
            counts = np.bincount(table.patient, minlength=patients).astype(object)
            return _undated(counts, np.full(patients, NOWHERE, dtype=np.int32))
    raise NotImplementedError(f"a {type(node).__name__} has no value for a patient")


def _undated(value: NDArray[np.object_], row: Ints) -> Values:
    return Values(value, np.full(len(row), NEVER, dtype=np.int32), row)


def words_of(evaluation: Evaluation, node: Node) -> NDArray[np.object_]:
    """The same in words; of a milestone that is not reached, whether that is known."""
    match node:
        case Milestone():
            return VERDICTS[evaluation.status_by(node, evaluation.end).truth]
        case Condition():
            return TRUTHS_IN_WORDS[status_at(evaluation, node, evaluation.end).truth]
    found = values_of(evaluation, node).value.tolist()
    return np.array(["unknown" if value is None else plain(value) for value in found], dtype=object)
