"""The events behind a cohort's figures, patient by patient."""

from uuid import UUID

import numpy as np

from projections.cohort.replay import Part, Replay
from projections.engine import NOWHERE
from projections.engine.milestone_dates import Ints
from projections.engine.outcomes import CENSORED, follow_up
from projections.engine.values import values_of
from projections.language import Endpoint, Node

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
    return _behind(replay, replay.study.definitions[name])


def behind_population(replay: Replay, name: str) -> Evidence:
    """The event that made, or unmade, each patient a member."""
    return _behind(replay, replay.study.populations[name])


def _behind(replay: Replay, node: Node) -> Evidence:
    found: Evidence = {}
    for part in replay.parts:
        found |= _events(part, values_of(part.evaluation, node).row)
    return found


def _events(part: Part, *rows: Ints) -> Evidence:
    columns = [part.segment.event_ids(row[part.members]) for row in rows]
    return {
        str(patient): tuple(dict.fromkeys(event for event in events if event is not None))
        for patient, *events in zip(part.patients, *columns, strict=True)
    }
