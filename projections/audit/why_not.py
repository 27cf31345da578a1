"""Why a patient has not another value: which conditions failed, and what would have met them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from projections.audit.counterfactual import hypothetical_events
from projections.audit.derive import Audit
from projections.audit.query import AuditQuery
from projections.audit.record import HypotheticalEvent, Record
from projections.audit.unmet import UnmetCondition
from projections.audit.unmet_conditions import WhyUnmet, decided
from projections.engine.status import status_at
from projections.engine.truth import TRUE
from projections.language import (
    Case,
    Classes,
    Condition,
    Endpoint,
    Milestone,
    Node,
    Source,
)
from projections.language.sentences import cited, sentence
from timeline.history import History

MOST_HYPOTHETICAL = 3
"""An answer that needs more events than this is given in words only."""


class NoExplanation(ValueError):
    """A value of which there is no why not; the message says of what there is."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a value is not another.

    Attributes
    ----------
    alternative
        What it might have been, in words.
    value
        What it is.
    unmet
        What stood against it; empty if it is so.
    example
        Events with which it would have been so, found by replaying with them; empty if none of up
        to three was found.
    """

    alternative: str
    value: str
    unmet: tuple[UnmetCondition, ...]
    example: tuple[HypotheticalEvent, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {
            "why_not": self.alternative,
            "value": self.value,
            "unmet": [item.as_json() for item in self.unmet],
            "example": [
                {"kind": item.kind, "occurred": item.date, **item.fields} for item in self.example
            ],
        }


def why_not(audit: Audit, query: AuditQuery, label: str, history: History) -> WhyNot:
    """What stood against a value, and an example of what would have brought it about.

    Parameters
    ----------
    audit
        Of the patient, as of now.
    query
        A classification or an endpoint with a ``label``, a milestone or condition without one.
    history
        All records of the patient.

    Raises
    ------
    NotAsked
        If the definition has no such label, or is none of these.
    """
    inside = query.within(audit)
    if inside is None:
        raise NoExplanation(
            "the patient has no such episode; ask why not of the milestone that begins it"
        )
    node = query.node(inside)
    unmet = unmet_of(inside, node, label)
    record = Record.from_history(audit.segment.patient_id(0), history)

    def left(events: tuple[HypotheticalEvent, ...]) -> tuple[UnmetCondition, ...]:
        segment = record.segment(hypothetical=events)
        counterfactual = query.within(Audit(audit.study, segment, audit.as_of, audit.censoring))
        return unmet if counterfactual is None else unmet_of(counterfactual, node, label)

    value = inside.derived(node).value
    return WhyNot(_in_words(inside, node, label), value, unmet, _example(unmet, left, record))


def unmet_of(audit: Audit, node: Node, label: str = "") -> tuple[UnmetCondition, ...]:
    """What stands against a value as of the cutoff; empty if and only if it is so."""
    conditions = WhyUnmet(audit)
    match node:
        case Milestone():
            return conditions.unreached(node, audit.end)
        case Condition():
            return conditions.against(node, TRUE, audit.end)
        case Classes():
            return _against_case(conditions, node, label)
        case Endpoint():
            return _against_event(conditions, node, label)
    raise NoExplanation("ask it of a classification, an endpoint, a milestone or a condition")


def labels_of(node: Node) -> tuple[str, ...]:
    """The labels of which it can be asked why a definition does not give them."""
    match node:
        case Classes(cases, otherwise):
            return (*(case.label for case in cases), otherwise)
        case Endpoint(events=events, competing=competing):
            return tuple(source.name for source in (*events, *competing))
    return ()


def _against_case(conditions: WhyUnmet, classes: Classes, label: str) -> tuple[UnmetCondition, ...]:
    """Why a case is not true, and which earlier ones are: they are asked in order."""
    if decision := decided(conditions.audit, classes):
        value = conditions.audit.derived(classes).value
        if value == label:
            return ()
        return (
            UnmetCondition(
                f"it is {label}", f"decided to be {value}", "another decision", decision
            ),
        )
    place = labels_of(classes).index(label)
    earlier = [_won(conditions, case) for case in classes.cases[:place]]
    won = tuple(item for item in earlier if item is not None)
    if place == len(classes.cases):
        return won
    return (*conditions.against(classes.cases[place].when, TRUE, conditions.audit.end), *won)


def _won(conditions: WhyUnmet, case: Case) -> UnmetCondition | None:
    """A case that is true, and so keeps every later one from being asked."""
    audit = conditions.audit
    if status_at(audit.evaluation, case.when, audit.end).truth[audit.unit] != TRUE:
        return None
    rows = audit.derived(case.when).rows
    event = audit.segment.event_id(rows[0]) if rows else None
    found = f"'{case.label}' comes earlier and holds: {cited(case.when, audit.names)}"
    return UnmetCondition("no earlier case holds", found, "", event)


def _against_event(
    conditions: WhyUnmet, endpoint: Endpoint, label: str
) -> tuple[UnmetCondition, ...]:
    """Why follow-up did not end with an event: it did not come about, or another came first."""
    audit = conditions.audit
    source = next(source for source in _sources(endpoint) if source.name == label)
    missing = (
        *conditions.unreached(endpoint.origin, audit.end),
        *conditions.unreached(source.milestone, audit.end),
    )
    derived = audit.derived(endpoint)
    if missing or derived.value.rpartition(" after ")[0] == label:
        return missing
    event = audit.segment.event_id(derived.rows[-1]) if derived.rows else None
    return (
        UnmetCondition(f"'{label}' comes first", derived.value, "that it comes earlier", event),
    )


def _sources(endpoint: Endpoint) -> tuple[Source, ...]:
    return (*endpoint.events, *endpoint.competing)


def _in_words(audit: Audit, node: Node, label: str) -> str:
    match node:
        case Classes(cases) if label in [case.label for case in cases]:
            when = next(case.when for case in cases if case.label == label)
            return f"{label} if {sentence(when, audit.names)}"
        case Classes():
            return f"{label}, if no case holds"
        case Endpoint():
            return f"{label} ends {cited(node, audit.names)}"
    return sentence(node, audit.names)


def _example(
    unmet: tuple[UnmetCondition, ...],
    left: Callable[[tuple[HypotheticalEvent, ...]], tuple[UnmetCondition, ...]],
    record: Record,
) -> tuple[HypotheticalEvent, ...]:
    """Events that leave nothing unmet: one after the other, each of which leaves less or other."""
    events: tuple[HypotheticalEvent, ...] = ()
    for _ in range(MOST_HYPOTHETICAL):
        best, remaining = None, unmet
        for proposal in _proposals(unmet, record):
            now = left((*events, proposal))
            if not now:
                return (*events, proposal)
            if best is None and _leaves(now) != _leaves(remaining):
                best, remaining = proposal, now
        if best is None:
            return ()
        events, unmet = (*events, best), remaining
    return ()


def _proposals(unmet: tuple[UnmetCondition, ...], record: Record) -> Iterator[HypotheticalEvent]:
    leaves = (leaf for item in unmet for leaf in item.leaves())
    wanted = dict.fromkeys(leaf.wanted for leaf in leaves if leaf.wanted is not None)
    for item in wanted:
        yield from hypothetical_events(item, record)


def _leaves(unmet: tuple[UnmetCondition, ...]) -> set[str]:
    return {leaf.sentence for item in unmet for leaf in item.leaves()}
