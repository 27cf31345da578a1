"""Data-quality findings of a study as of a cutoff: the record states one thing, another follows."""

from collections.abc import Iterator
from uuid import UUID

from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.study.consistency import Contradiction, SuspectClass, Suspicion
from timeline.quality import Finding


def contradicted(replay: Replay) -> list[Finding]:
    """Everything that the study finds suspicious in its patients, sorted by name."""
    return sorted(finding for patient in replay.patients for finding in _of(replay, str(patient)))


def _of(replay: Replay, patient: str) -> Iterator[Finding]:
    found = replay.log.part_of(patient)
    assert found is not None, "a patient of the replay is in its log"
    segment, index = found
    audit = Audit(replay.study, segment.only(index), replay.as_of, replay.censoring)
    for suspicion in replay.study.contradictions:
        for statement, events in _suspected(audit, suspicion):
            yield Finding(suspicion.name, patient, statement, tuple(dict.fromkeys(events)))


def _suspected(audit: Audit, suspicion: Suspicion) -> Iterator[tuple[str, tuple[UUID, ...]]]:
    """What is said of a suspicion that is confirmed, and the events behind it."""
    match suspicion:
        case Contradiction(_, stated_name, derived_name):
            stated, by = _came(audit, stated_name)
            derived, because = _came(audit, derived_name)
            if suspicion.disagree(stated, derived):
                yield f"stated {stated}, derived {derived}", (*by, *because)
        case SuspectClass(_, name, labels):
            label, by = _came(audit, name)
            if label in labels:
                yield f"{name.replace('_', ' ')}: {label}", by


def _came(audit: Audit, name: str) -> tuple[str, tuple[UUID, ...]]:
    """A value and the events that decided it; nobody asks here how it was derived."""
    came = audit.derived(audit.study.definitions[name])
    return came.value, audit.events(came.rows)
