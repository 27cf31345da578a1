"""The episodes of a cohort as a table: one row per episode, with the values derived inside it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import numpy as np

from projections.cohort.replay import Part, Replay
from projections.engine import Evaluation
from projections.engine.milestone_dates import NEVER
from projections.engine.outcomes import OUTSIDE, FollowUp
from projections.engine.values import values_of
from projections.language import Endpoint, Episodes, Node
from timeline.dates import day_from_number


class Ending(NamedTuple):
    """How follow-up from inside an episode ended.

    ``days`` is None where the episode is outside the endpoint; ``cause`` is 0 if censored, 1 at
    an event, and 2 or more at a competing one.
    """

    days: int | None
    cause: int | None
    reason: str

    def __str__(self) -> str:
        if self.days is None:
            return f"not in the analysis: {self.reason}"
        ended = self.reason if self.cause else f"censored ({self.reason})"
        return f"{ended} after {self.days} days"


@dataclass(frozen=True, slots=True)
class Value:
    """What a definition evaluates to inside an episode: a word or number, a date, or nothing."""

    value: object
    date: str | None
    event: UUID | None


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One episode of one patient.

    Attributes
    ----------
    patient, number
        Whose, and which; numbers run from 1.
    start, begun_by
        ISO date and id of the event that began it.
    values
        The study's definitions inside these episodes, by name.
    """

    patient: str
    number: int
    start: str
    begun_by: UUID
    values: Mapping[str, Value]


def episode_rows(
    replay: Replay, name: str, chosen: Collection[str] | None = None
) -> list[EpisodeRow]:
    """The episodes of a study's cohort under a name, by patient and number.

    Of the definitions inside them all are evaluated, or those asked for.
    """
    node = replay.study.definitions[name]
    assert isinstance(node, Episodes), f"{name} is no definition of episodes"
    inside = replay.study.inside.get(name, {})
    definitions = {key: node for key, node in inside.items() if chosen is None or key in chosen}
    rows = [row for part in replay.parts for row in _rows(part, node, definitions)]
    return sorted(rows, key=lambda row: (row.patient, row.number))


def _rows(part: Part, episodes: Episodes, definitions: Mapping[str, Node]) -> Iterator[EpisodeRow]:
    inside = part.evaluation.inside(episodes)
    table = inside.table
    values = {name: _values(inside, part, node) for name, node in definitions.items()}
    for episode in np.flatnonzero(np.isin(table.patient, part.members)):
        yield EpisodeRow(
            part.segment.patient_id(int(table.patient[episode])),
            int(table.number[episode]),
            day_from_number(int(table.day[episode])).isoformat(),
            part.segment.event_id(int(table.row[episode])),
            {name: found[episode] for name, found in values.items()},
        )


def _values(inside: Evaluation, part: Part, node: Node) -> list[Value]:
    """One definition in every episode of a part."""
    found = values_of(inside, node)
    if found.follow_up is not None:
        return list(_endings(part, found.follow_up, node))
    columns = (found.value.tolist(), found.row.tolist(), found.day.tolist())
    return [_value(part, *entry) for entry in zip(*columns, strict=True)]


def _endings(part: Part, found: FollowUp, endpoint: Node) -> Iterator[Value]:
    """How follow-up under an endpoint ended in every episode, and on which day."""
    assert isinstance(endpoint, Endpoint), "only an endpoint follows"
    events = len(endpoint.events)
    columns = (found.cause, found.reason, found.origin.day, found.day, found.row)
    for cause, reason, origin, day, row in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        why = found.reasons[reason]
        if cause == OUTSIDE:
            yield _value(part, Ending(None, None, why))
        else:
            code = min(cause, 1) if cause <= events else cause - events + 1
            yield _value(part, Ending(day - origin, code, why), row, day)


def _value(part: Part, value: object, row: int = -1, day: int = NEVER) -> Value:
    date = None if day == NEVER else day_from_number(day).isoformat()
    return Value(value, date, part.segment.event_id(row) if row >= 0 else None)
