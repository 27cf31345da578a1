"""All that is on record of one patient as of a cutoff, with its amendments and derived values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from console.application.findings import findings_about
from console.application.session import Session
from console.figures.patient_journey import Journey, journey_of
from projections.audit import Audit
from projections.language import Classes, Condition, Endpoint, Episodes, Milestone, Quantity
from timeline.amendments import ALWAYS
from timeline.dates import possible_days
from timeline.history import Fact, History
from timeline.log import AsOf
from timeline.quality import Finding
from timeline.record_changes import RecordChange, record_change
from timeline.vocabulary import Amendment, Corrected, Event, Retracted

SORTS = {
    "milestone": Milestone,
    "class": Classes,
    "endpoint": Endpoint,
    "condition": Condition,
    "episodes": Episodes,
    "quantity": Quantity,
}


@dataclass(frozen=True, slots=True)
class PatientValue:
    """A derived value by the name of its definition, with its date (ISO), if it has one."""

    name: str
    sort: str
    value: str
    date: str | None


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """One patient as of a cutoff.

    Attributes
    ----------
    patient
        The id.
    facts
        What is on record, by clinical day; outvoted facts included.
    retracted
        Facts that a retraction known by then has withdrawn.
    changes
        Corrections and retractions known by then, in the order of recording.
    corrected
        Ids of the facts that were put in the place of another.
    journey
        Through the states; None where there are none.
    values, findings
        What the study derives, and the data-quality findings.
    """

    patient: str
    facts: tuple[Fact, ...]
    retracted: tuple[Fact, ...]
    changes: tuple[RecordChange, ...]
    corrected: frozenset[UUID]
    journey: Journey | None
    values: tuple[PatientValue, ...]
    findings: tuple[Finding, ...]

    def as_json(self, opened: Session) -> dict[str, Any]:
        """Plain values, with the as-of and the stamp of the session."""
        changes = [change.as_json() for change in self.changes]
        return {
            "patient": self.patient,
            "as_of": opened.as_of.as_json(),
            "stamp": opened.stamp().as_json(),
            "states": self.journey.as_json() if self.journey else [],
            "events": [_fact_as_json(fact) for fact in self.facts],
            **({"amendments": changes} if changes else {}),
            "values": {
                item.name: {"sort": item.sort, "value": item.value, "date": item.date}
                for item in self.values
            },
            "findings": [f"{item.name}: {item.statement}" for item in self.findings],
        }


def patient_record(opened: Session, patient: str) -> PatientRecord:
    """The record of a patient of the store, as of the session.

    Raises
    ------
    PatientNotFound
        If the store holds no event of this patient.
    """
    history, as_of = opened.store.history(patient), opened.as_of
    known, held = history.by_id, history.facts()
    facts = tuple(fact for fact in held if as_of.has_on_record(fact))
    audit = opened.audit(patient)
    return PatientRecord(
        patient,
        facts,
        tuple(fact for fact in held if _is_retracted(fact, known, as_of)),
        tuple(_changes(history, as_of)),
        frozenset(
            fact.event.id for fact in facts if isinstance(known.get(fact.event.id), Corrected)
        ),
        journey_of(opened, patient, visible(opened, facts)),
        tuple(_value(audit, name) for name in opened.study.definitions),
        tuple(findings_about(opened, patient, history)),
    )


def visible(opened: Session, facts: tuple[Fact, ...]) -> list[Event]:
    """The events that count: those that no other of their day outvotes."""
    return [fact.event for fact in facts if opened.as_of.sees(fact)]


def _fact_as_json(fact: Fact) -> dict[str, object]:
    return {
        "id": str(fact.event.id),
        **fact.event.model_dump(mode="json", exclude_none=True),
        "day": fact.day.isoformat(),
        "dating": fact.dating.name.lower(),
        "outvoted": fact.outvoted,
    }


def _is_retracted(fact: Fact, known: dict[UUID, Event], as_of: AsOf) -> bool:
    """Whether a fact of before the cutoff had been withdrawn by the lock."""
    amendment = None if fact.held.ended_by is None else known.get(UUID(bytes=fact.held.ended_by))
    ended = fact.held.end <= _lock(as_of) and fact.day <= as_of.cutoff
    return ended and isinstance(amendment, Retracted)


def _changes(history: History, as_of: AsOf) -> Iterator[RecordChange]:
    """Amendments known by the lock of facts that, before or after, lie by the cutoff."""
    known = [event for event in history.events if isinstance(event, Amendment)]
    for amendment in sorted(known, key=lambda event: (event.recorded, event.revision)):
        change = record_change(history, amendment)
        in_time = as_of.known_by is None or amendment.recorded <= as_of.known_by
        target = history.by_id.get(amendment.target)
        days = [*_days(amendment), *(_days(target) if target else ())]
        if in_time and min(days, default=as_of.cutoff.isoformat()) <= as_of.cutoff.isoformat():
            yield change


def _days(event: Event) -> Iterator[str]:
    """The first possible day of what an event says happened."""
    day = event.replacement.get("occurred") if isinstance(event, Corrected) else None
    yield possible_days(str(day or event.occurred))[0].isoformat()


def _lock(as_of: AsOf) -> int:
    return ALWAYS - 1 if as_of.known_until is None else as_of.known_until


def _value(audit: Audit, name: str) -> PatientValue:
    node = audit.study.definitions[name]
    derived = audit.derived(node)
    sort = next(word for word, kind in SORTS.items() if isinstance(node, kind))
    return PatientValue(name, sort, derived.value, derived.date)
