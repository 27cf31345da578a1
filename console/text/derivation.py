"""A derivation as a tree that a person reads from the top, each definition opened once."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from rich.markup import escape
from rich.tree import Tree

from projections.audit import Derivation
from projections.audit.derivation import Adjudicated
from timeline.vocabulary import CORE, Amendment, Corrected, Event
from timeline.vocabulary.event import ENVELOPE
from timeline.vocabulary.measurement import Measurement

SHOWN_REJECTED = 5


def derivation_tree(derivation: Derivation, events: Mapping[UUID, Event]) -> Tree:
    """The tree of a derivation; all that it leaves out is in the JSON form."""
    root = Tree(_heading(derivation), guide_style="dim")
    _grow(root, derivation, events, {derivation.name})
    return root


def _grow(
    branch: Tree, derivation: Derivation, events: Mapping[UUID, Event], shown: set[str]
) -> None:
    if derivation.name:
        branch.add(f"[italic]{escape(derivation.sentence)}[/]{_source(derivation)}")
    if derivation.name or not derivation.parts:
        for identity in _deciding(derivation):
            branch.add(f"[green]decided by[/] {event_line(events[identity])}")
    if derivation.adjudication is not None:
        _grow_adjudication(branch, derivation.adjudication, events)
    for item in derivation.rejected[:SHOWN_REJECTED]:
        branch.add(f"[red]rejected[/] {event_line(events[item.event])}: {escape(item.reason)}")
    more = len(derivation.rejected) - SHOWN_REJECTED
    if more > 0:
        branch.add(f"[red]rejected[/] {more} more (--json lists them)")
    for part in derivation.parts:
        if part.opened_before:
            where = "above" if part.name in shown else "below"
            branch.add(f"{_heading(part)} [dim]({where})[/]")
        else:
            shown.add(part.name)
            _grow(branch.add(_heading(part)), part, events, shown)


def _deciding(derivation: Derivation) -> Iterator[UUID]:
    """The deciding events but for an adjudication, which stands by itself."""
    decision = derivation.adjudication
    told_apart = None if decision is None else decision.event
    return (item for item in derivation.decided_by if item != told_apart)


def _grow_adjudication(branch: Tree, decision: Adjudicated, events: Mapping[UUID, Event]) -> None:
    """What an expert decided and whether it counts, and what the rule itself says."""
    used = "applied" if decision.applied else "not applied"
    branch.add(f"[magenta]adjudicated, {used}[/] {event_line(events[decision.event])}")
    day = f" on {decision.date}" if decision.date else ""
    branch.add(f"[magenta]the rule says[/] {escape(decision.derived)}{day}")


def _heading(derivation: Derivation) -> str:
    name = derivation.name.replace("_", " ")
    title = f"[bold]{name}[/]" if name else escape(derivation.sentence)
    day = f" on {derivation.date}" if derivation.date else ""
    return f"{title}: [bold]{escape(derivation.value)}[/]{day}"


def _source(derivation: Derivation) -> str:
    """Where a definition comes from, and which version of it this is."""
    known = (derivation.source, derivation.version and f"version {derivation.version}")
    text = "; ".join(filter(None, known))
    return f" [dim]({escape(text)})[/]" if text else ""


def event_line(event: Event) -> str:
    """An event in one line: when, what; by whom recorded, from which record and document."""
    document = f", {event.document}" if event.document else ""
    return escape(f"{occurrence(event)} {content(event)} [{origin(event)}{document}]")


def short_event_line(event: Event) -> str:
    """An event in a cell of a table: when, what, and from which record."""
    return escape(f"{occurrence(event)} {content(event)} [{origin(event)}]")


def occurrence(event: Event) -> str:
    """The date as it is known: with its time of day, or with the rule that imputes a day."""
    if len(event.occurred) < len("2019-12-31"):
        return f"{event.occurred} ({event.imputation})"
    return f"{event.occurred} {event.time}" if event.time else event.occurred


def origin(event: Event) -> str:
    """By whom an event was recorded and when, from which record, and how it is known."""
    mark = "" if event.provenance == "reported" else f", {event.provenance}"
    record = f"{event.source_system} {event.source_record}"
    return f"{event.recorder} {event.recorded:%Y-%m-%d}, {record}{mark}"


def content(event: Event) -> str:
    """What an event says, without its envelope."""
    kind = event.kind.replace("_", " ")
    if isinstance(event, Amendment):
        return f"{kind}: {_amended(event)}"
    text = _fields({**_with_qualifier(event), **understood(event)})
    return f"{kind}: {text}" if text else kind


def understood(event: Event) -> dict[str, str]:
    """Free text that is no preferred term, with what it is understood as."""
    found = {}
    for name, reading in CORE.readings(event).items():
        written = getattr(event, name)
        texts = {written} if isinstance(written, str) else set(written)
        if reading.unknown:
            found[name] = f"{_shown(event.payload[name])} (not understood)"
        elif not texts <= {*reading.terms, *reading.named}:
            found[name] = f"{_shown(event.payload[name])} (understood as {reading.text})"
    return found


def _with_qualifier(event: Event) -> dict[str, object]:
    """The payload, a qualifier written before the number that it belongs to."""
    fields: dict[str, object] = event.payload
    qualifier = fields.pop("qualifier", None)
    if qualifier is not None and isinstance(event, Measurement):
        fields[event.measured_in] = f"{qualifier}{_shown(fields[event.measured_in])}"
    return fields


def _amended(event: Amendment) -> str:
    """Which record an amendment names, what it says instead, and why."""
    instead = ""
    if isinstance(event, Corrected):
        fields = {k: v for k, v in event.replacement.items() if k not in ENVELOPE}
        what = str(event.replacement.get("kind", "")).replace("_", " ")
        day = event.replacement.get("occurred", event.occurred)
        instead = ", ".join(filter(None, (f" is {what} of {day}", _fields(fields))))
    return f"{event.target_record}{instead} ({event.reason})"


def _fields(fields: Mapping[str, object]) -> str:
    named = (f"{name.replace('_', ' ')} {_shown(value)}" for name, value in fields.items())
    return ", ".join(named)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " + ".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
