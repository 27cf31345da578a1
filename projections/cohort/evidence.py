"""What decided a value, for every patient at once: the value, its day, and the event behind it."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Replay
from projections.engine import NEVER, NOWHERE, Evaluation
from projections.engine.outcomes import OUTSIDE, classified, follow_up
from projections.engine.status import standing
from projections.language import Classes, Condition, Endpoint, Milestone, Node, Quantity
from timeline.dates import day_from_number


@dataclass(frozen=True, slots=True)
class Decided:
    """A value of one patient.

    Attributes
    ----------
    value
        A label, number or truth, None where unknown; of a milestone whether it was reached, of
        an endpoint why follow-up ended.
    day
        ISO date of a milestone, or of the end of follow-up; None for other values.
    event
        Id of the event that settled it, None where none did (as for the cutoff itself).
    since
        ISO date from which an endpoint counts.
    outside
        Whether the patient is left out of an endpoint, for the reason that is its value.
    """

    value: object
    day: str | None
    event: UUID | None
    since: str | None = None
    outside: bool = False


class _Columns(NamedTuple):
    """Values of all patients of a part, with the rows of their events and their days."""

    value: NDArray[np.object_]
    row: NDArray[Any]
    day: NDArray[Any] | None = None
    since: NDArray[Any] | None = None
    outside: NDArray[np.bool_] | None = None


def decided(replay: Replay, node: Node) -> dict[str, Decided]:
    """What a definition, population or endpoint came to, by patient in the order of ids."""
    found = {}
    for part in replay.parts:
        columns = _columns(part.evaluation, node)
        for member in part.members.tolist():
            row = int(columns.row[member])
            found[part.segment.patient_id(member)] = Decided(
                columns.value[member],
                _iso(columns.day, member),
                part.segment.event_id(row) if row != NOWHERE else None,
                _iso(columns.since, member),
                columns.outside is not None and bool(columns.outside[member]),
            )
    return dict(sorted(found.items()))


def _columns(evaluation: Evaluation, node: Node) -> _Columns:
    match node:
        case Milestone():
            moments = evaluation.moments(node)
            return _Columns(moments.reached.astype(object), moments.row, moments.day)
        case Quantity():
            measured = evaluation.measured(node)
            return _Columns(measured.values, measured.row)
        case Classes():
            labels = np.array([*(case.label for case in node.cases), node.otherwise], dtype=object)
            verdicts = classified(evaluation, node)
            return _Columns(labels[verdicts.case], verdicts.row)
        case Condition():
            settled = standing(evaluation, node, evaluation.end)
            truths = np.array([None, True, False], dtype=object)
            return _Columns(truths[settled.truth], settled.row)
        case Endpoint():
            ended = follow_up(evaluation, node)
            reasons = np.array(ended.reasons, dtype=object)[ended.reason]
            outside = ended.cause == OUTSIDE
            return _Columns(reasons, ended.row, ended.day, ended.origin.day, outside)
    raise NotImplementedError(f"no evidence for {type(node).__name__}")


def _iso(days: NDArray[Any] | None, member: int) -> str | None:
    if days is None or days[member] == NEVER:
        return None
    return day_from_number(int(days[member])).isoformat()
