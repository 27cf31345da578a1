"""Everything an audit of one value says: derivation, events, findings, history, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from console.application.errors import NotFound
from console.application.findings import findings_about
from console.application.session import Session
from console.audit.query import derivation_of, parse_label, parse_query
from projections.audit import (
    AuditQuery,
    Derivation,
    NoExplanation,
    ValueChange,
    ValueHistory,
    WhyNot,
    why_not,
)
from timeline.history import History
from timeline.quality import Finding
from timeline.vocabulary import Event


@dataclass(frozen=True)
class Audited:
    """One value of one patient, with all that there is to be said of it.

    Attributes
    ----------
    derivation
        How it came about.
    events
        The recorded events of the patient under their ids.
    findings
        Data-quality findings that touch an event in the derivation.
    by_cutoff, by_knowledge
        What it was at earlier cutoffs, and at earlier states of knowledge.
    refused
        Why it is not another value, if that is in question.
    """

    patient: str
    derivation: Derivation
    events: dict[UUID, Event]
    findings: list[Finding]
    by_cutoff: list[ValueChange]
    by_knowledge: list[ValueChange]
    refused: WhyNot | None = None

    @property
    def cited(self) -> dict[UUID, Event]:
        """The events that the audit speaks of, in its order."""
        ids = [*self.derivation.events(), *_caused(self.by_cutoff), *_caused(self.by_knowledge)]
        ids += [event for finding in self.findings for event in finding.events]
        if self.refused is not None:
            leaves = (leaf for item in self.refused.unmet for leaf in item.leaves())
            ids += [leaf.event for leaf in leaves if leaf.event is not None]
        return {item: self.events[item] for item in dict.fromkeys(ids)}

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "derivation": self.derivation.as_json(),
            **({} if self.refused is None else {"why_not": self.refused.as_json()}),
            "findings": [
                {
                    "name": finding.name,
                    "statement": finding.statement,
                    "events": [str(event) for event in finding.events],
                }
                for finding in self.findings
            ],
            "history": {
                "by_cutoff": [item.as_json() for item in self.by_cutoff],
                "by_knowledge": [item.as_json() for item in self.by_knowledge],
            },
            "events": {str(i): event.model_dump(mode="json") for i, event in self.cited.items()},
        }


def audited(opened: Session, patient: str, value: str, label: str | None) -> Audited:
    """Audit a value of a patient; with a label, also why it is not that one.

    Raises
    ------
    NotFound
        If there is no such definition, episode or label.
    """
    audit, query = opened.audit(patient), parse_query(opened, value)
    history = opened.store.history(patient)
    derivation = derivation_of(audit, query)
    earlier = ValueHistory(opened.study, query, history, opened.as_of, opened.censoring)
    touched = set(derivation.events())
    return Audited(
        patient,
        derivation,
        history.by_id,
        [item for item in findings_about(opened, patient, history) if touched & set(item.events)],
        earlier.by_cutoff(),
        earlier.by_knowledge(),
        None if label is None else _refused(opened, patient, query, label, history),
    )


def _refused(
    opened: Session, patient: str, query: AuditQuery, label: str, history: History
) -> WhyNot:
    audit = opened.audit(patient)
    try:
        return why_not(audit, query, parse_label(audit, query, label), history)
    except NoExplanation as refusal:
        raise NotFound(str(refusal)) from None


def _caused(changes: list[ValueChange]) -> Iterator[UUID]:
    return (event for change in changes for event in change.because)
