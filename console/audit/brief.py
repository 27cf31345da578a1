"""An audit on one screen: the rule, the value, what decided it, and how much was rejected."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from rich.console import Console
from rich.markup import escape

from console.application.findings import findings_about
from console.application.session import Session
from console.audit.arrangement import deciding_part
from console.audit.query import derivation_of, parse_query
from console.text.derivation import event_line
from projections.audit import Derivation
from timeline.vocabulary import Event

MOST_EVENTS = 3
LONGEST_RULE = 300


@dataclass(frozen=True, slots=True)
class BriefAudit:
    """What decided a value, without the whole derivation.

    Attributes
    ----------
    rule
        The case that holds of a classification, else the whole rule.
    events
        The deciding ones, as recorded.
    rejected, definitions
        How many events came into question and were not taken, and how many definitions the
        derivation rests on.
    findings
        Names of the data-quality findings that touch an event of the derivation.
    """

    derivation: Derivation
    rule: str
    events: tuple[Event, ...]
    rejected: int
    definitions: int
    findings: tuple[str, ...]


def brief_audit(opened: Session, patient: str, value: str) -> BriefAudit:
    """The brief audit of a value of a patient.

    Raises
    ------
    NotFound
        If there is no such definition or episode.
    """
    derivation = derivation_of(opened.audit(patient), parse_query(opened, value))
    history = opened.store.history(patient)
    nodes, touched, known = list(derivation.nodes()), {*derivation.events()}, history.by_id
    part = deciding_part(derivation)
    findings = findings_about(opened, patient, history)
    return BriefAudit(
        derivation,
        part.sentence if part is not None and not part.name else derivation.sentence,
        tuple(known[event] for event in derivation.decided_by),
        len(_rejected(nodes)),
        len({node.name for node in nodes if node.name}),
        tuple(item.name for item in findings if touched & {*item.events}),
    )


def print_brief(out: Console, brief: BriefAudit) -> None:
    """Print it, in some ten lines."""
    node = brief.derivation
    day = f" on {node.date}" if node.date else ""
    name = escape(node.name.replace("_", " "))
    out.print(f"[bold]{name}[/]: [bold]{escape(node.value)}[/]{day}")
    out.print(f"rule: [italic]{escape(_shortened(brief.rule))}[/]")
    for event in brief.events[:MOST_EVENTS]:
        out.print(f"[green]decided by[/] {event_line(event)}")
    if (more := len(brief.events) - MOST_EVENTS) > 0:
        out.print(f"[green]decided by[/] {more} more events")
    for line in _counts(brief):
        out.print(line)


def _shortened(rule: str) -> str:
    """A rule that is not too long for a screen, with a word on what is left out."""
    if len(rule) <= LONGEST_RULE:
        return rule
    kept = rule[:LONGEST_RULE].rpartition(" ")[0]
    return f"{kept} ... (shortened; without --brief the whole rule is shown)"


def _counts(brief: BriefAudit) -> Iterator[str]:
    decision = brief.derivation.adjudication
    if decision is not None:
        applied = "applied" if decision.applied else "not applied"
        yield f"adjudicated, {applied}; the rule says {escape(decision.derived)}"
    if not brief.events:
        yield "decided by no event"
    yield f"rejected: {brief.rejected} events; definitions involved: {brief.definitions}"
    if brief.findings:
        names = ", ".join(dict.fromkeys(name.replace("_", " ") for name in brief.findings))
        yield f"[red]findings[/]: {escape(names)}"


def _rejected(nodes: list[Derivation]) -> set[UUID]:
    return {item.event for node in nodes for item in node.rejected}
