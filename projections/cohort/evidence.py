"""What decided a value, for every patient at once: the value, its day, and the event behind it."""

from dataclasses import dataclass
from uuid import UUID

from projections.cohort.replay import Replay
from projections.engine import NEVER, NOWHERE
from projections.engine.values import values_of
from projections.language import Node
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


def decided(replay: Replay, node: Node) -> dict[str, Decided]:
    """What a definition, population or endpoint evaluates to, by patient in the order of ids."""
    found = {}
    for part in replay.parts:
        values = values_of(part.evaluation, node)
        since = None if values.follow_up is None else values.follow_up.origin.day
        for member in part.members.tolist():
            row = int(values.row[member])
            found[part.segment.patient_id(member)] = Decided(
                values.value[member],
                _iso(int(values.day[member])),
                part.segment.event_id(row) if row != NOWHERE else None,
                None if since is None else _iso(int(since[member])),
                bool(values.outside[member]),
            )
    return dict(sorted(found.items()))


def _iso(day: int) -> str | None:
    return None if day == NEVER else day_from_number(day).isoformat()
