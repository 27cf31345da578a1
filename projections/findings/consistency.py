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
    return sorted(finding for item in replay.study.contradictions for finding in _of(replay, item))


def _of(replay: Replay, suspicion: Suspicion) -> Iterator[Finding]:
    """Patients in whom a suspicion is confirmed; only they are audited for their events."""
    names = _compared(suspicion)
    values = [replay.words(name) for name in names]
    declared = replace(STATED_OTHERWISE, name=suspicion.name)
    for patient in map(str, replay.patients):
        statement = _statement(suspicion, [value[patient] for value in values])
        if statement:
            yield declared.finding(patient, statement, _deciding(replay, patient, names))


def _compared(suspicion: Suspicion) -> tuple[str, ...]:
    """Names of the definitions whose values are suspicious."""
    match suspicion:
        case Contradiction(_, stated, derived):
            return stated, derived
        case SuspectClass(_, classification):
            return (classification,)


def _statement(suspicion: Suspicion, values: list[str]) -> str:
    """What is found, in words; empty if nothing is."""
    match suspicion, values:
        case Contradiction(), [stated, derived] if suspicion.disagree(stated, derived):
            return f"stated {stated}, derived {derived}"
        case SuspectClass(_, name, labels), [label] if label in labels:
            return f"{name.replace('_', ' ')}: {label}"
    return ""


def _deciding(replay: Replay, patient: str, names: tuple[str, ...]) -> tuple[UUID, ...]:
    """The events that decided some values of a patient, each once."""
    found = replay.log.part_of(patient)
    assert found is not None, "a patient of the replay is in its log"
    segment, index = found
    audit = Audit(replay.study, segment.only(index), replay.as_of, replay.censoring)
    rows = [audit.derived(replay.study.definitions[name]).rows for name in names]
    return tuple(dict.fromkeys(event for some in rows for event in audit.events(some)))
