"""How many imputed days the endpoints of a replay rest on."""

from collections.abc import Iterator

import numpy as np

from projections.cohort.replay import Part, Replay
from projections.engine import Evaluation
from projections.engine.milestone_dates import Ints
from projections.engine.outcomes import OUTSIDE, follow_up
from projections.language import Endpoint


def imputed_days(replay: Replay) -> int:
    """Number of events with a partial date from or to which time is counted."""
    nodes = [replay.study.definitions[name] for name in replay.study.endpoints]
    endpoints = [node for node in nodes if isinstance(node, Endpoint)]
    return sum(_imputed_of(part, endpoints) for part in replay.parts)


def _imputed_of(part: Part, endpoints: list[Endpoint]) -> int:
    rows = [row for endpoint in endpoints for row in _rows(part, part.evaluation, endpoint)]
    counted = np.unique(np.concatenate(rows)) if rows else np.empty(0, dtype=np.int32)
    return int(np.isin(counted, part.segment.imputed).sum())


def _rows(part: Part, evaluation: Evaluation, endpoint: Endpoint) -> Iterator[Ints]:
    """Rows of the events at which time begins and ends, of patients inside an endpoint."""
    found = follow_up(evaluation, endpoint)
    inside = part.members[found.cause[part.members] != OUTSIDE]
    yield found.origin.row[inside]
    yield found.row[inside]
