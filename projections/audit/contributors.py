"""The events behind a cohort's figures, patient by patient."""

from uuid import UUID

import numpy as np

from projections.cohort.replay import Part, Replay
from projections.engine import NOWHERE, Evaluation
from projections.engine.moments import Ints
from projections.engine.outcomes import CENSORED, classified, follow_up
from projections.engine.status import standing
from projections.language import Classes, Condition, Endpoint, Milestone, Node, Quantity

Evidence = dict[str, tuple[UUID, ...]]
"""The deciding events of each patient, each once, in order."""


def behind_endpoint(replay: Replay, name: str) -> Evidence:
    """The event at which each patient's time begins, the one that ended it, and the sign of life.

    The last sign of life is evidence of those who are censored: their time reaches no further.
    """
    node = replay.study.definitions[name]
    assert isinstance(node, Endpoint), f"{name} is no endpoint"
    found: Evidence = {}
    for part in replay.parts:
        followed = follow_up(part.evaluation, node)
        observed = part.evaluation.observation.row
        shown = np.where(followed.cause == CENSORED, observed, np.int32(NOWHERE))
        found |= _events(part, followed.origin.row, followed.row, shown)
    return found


def behind_definition(replay: Replay, name: str) -> Evidence:
    """The event that decided a milestone, class, quantity or condition of each patient."""
    node = replay.study.definitions[name]
    found: Evidence = {}
    for part in replay.parts:
        found |= _events(part, _deciding(part.evaluation, node))
    return found


def behind_population(replay: Replay, name: str) -> Evidence:
    """The event that made, or unmade, each patient a member."""
    condition: Condition = replay.study.populations[name]
    found: Evidence = {}
    for part in replay.parts:
        verdict = standing(part.evaluation, condition, part.evaluation.end)
        found |= _events(part, verdict.row)
    return found


def _deciding(evaluation: Evaluation, node: Node) -> Ints:
    """Rows of the deciding events; ``NOWHERE`` where there is none."""
    match node:
        case Milestone():
            return evaluation.moments(node).row
        case Classes():
            return classified(evaluation, node).row
        case Quantity():
            return evaluation.measured(node).row
        case Condition():
            return standing(evaluation, node, evaluation.end).row
    raise NotImplementedError(f"no event decides a {type(node).__name__}")


def _events(part: Part, *rows: Ints) -> Evidence:
    columns = [part.segment.event_ids(row[part.members]) for row in rows]
    return {
        str(patient): tuple(dict.fromkeys(event for event in events if event is not None))
        for patient, *events in zip(part.patients, *columns, strict=True)
    }
