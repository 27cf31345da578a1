"""Data-quality findings of a study as of a cutoff: the record stated one thing, another follows."""

from collections.abc import Iterator
from uuid import UUID

from projections.audit import Audit
from projections.replay import Replay
from timeline.quality import Finding

UNKNOWN = "unknown"


def contradicted(replay: Replay) -> list[Finding]:
    """Every patient of whom a stated value contradicts the derived one, sorted by name."""
    return sorted(finding for patient in replay.patients for finding in _of(replay, str(patient)))


def _of(replay: Replay, patient: str) -> Iterator[Finding]:
    found = replay.log.part_of(patient)
    assert found is not None, "a patient of the replay is in its log"
    segment, index = found
    audit = Audit(replay.study, segment.only(index), replay.as_of, replay.censoring)
    for rule in replay.study.contradictions:
        stated, derived = audit.of(rule.stated), audit.of(rule.derived)
        if stated.value != UNKNOWN and rule.disagree(stated.value, derived.value):
            statement = f"stated {stated.value}, derived {derived.value}"
            events = _cited(stated.decided_by, derived.decided_by)
            yield Finding(rule.name, patient, statement, events)


def _cited(*events: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(event for some in events for event in some))
