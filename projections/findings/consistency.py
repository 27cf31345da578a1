"""Data-quality findings of a study as of a cutoff: the record states one thing, another follows."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.study.consistency import Contradiction, SuspectClass, Suspicion
from timeline.quality import Declaration, Finding, Severity

STATED_OTHERWISE = Declaration(
    "stated_otherwise",
    Severity.WARNING,
    "What is stated is not what the study derives, or falls in a class that the study suspects.",
    "Audit the derived value, and correct whichever of the two is wrong.",
)
"""The findings that a study declares; each has the name that the study gives it."""


def contradicted(replay: Replay) -> list[Finding]:
    """Everything that the study finds suspicious in its patients, sorted by name."""
    return sorted(
        finding for patient in replay.patients for finding in _contradictions(replay, str(patient))
    )


def _contradictions(replay: Replay, patient: str) -> Iterator[Finding]:
    found = replay.log.part_of(patient)
    assert found is not None, "a patient of the replay is in its log"
    segment, index = found
    audit = Audit(replay.study, segment.only(index), replay.as_of, replay.censoring)
    for suspicion in replay.study.contradictions:
        for statement, events in _suspected(audit, suspicion):
            declared = replace(STATED_OTHERWISE, name=suspicion.name)
            yield declared.finding(patient, statement, tuple(dict.fromkeys(events)))


def _suspected(audit: Audit, suspicion: Suspicion) -> Iterator[tuple[str, tuple[UUID, ...]]]:
    """The statement of a suspicion that is confirmed, and the events behind it."""
    match suspicion:
        case Contradiction(_, stated_name, derived_name):
            stated, deciding = _derived(audit, stated_name)
            derived, because = _derived(audit, derived_name)
            if suspicion.disagree(stated, derived):
                yield f"stated {stated}, derived {derived}", (*deciding, *because)
        case SuspectClass(_, name, labels):
            label, deciding = _derived(audit, name)
            if label in labels:
                yield f"{name.replace('_', ' ')}: {label}", deciding


def _derived(audit: Audit, name: str) -> tuple[str, tuple[UUID, ...]]:
    """A value and the events that decided it, without its derivation."""
    derived = audit.derived(audit.study.definitions[name])
    return derived.value, audit.events(derived.rows)
