"""``timeline audit``: how a value of a patient was derived."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from rich.markup import escape
from rich.tree import Tree

from console.options import as_of_options, json_option
from console.output import as_of_line, console, print_json
from console.session import Session, session
from projections.audit import Derivation
from timeline.vocabulary import Event

SHOWN_REJECTED = 6


@click.command(name="audit")
@click.argument("patient")
@click.argument("value")
@as_of_options
@json_option
def command(
    patient: str,
    value: str,
    store: Path,
    study: str | None,
    cutoff: date,
    known_by: datetime | None,
    censoring: str,
    as_json: bool,
) -> None:
    """Show how VALUE of PATIENT was derived: rule, deciding events, rejected ones."""
    with session(store, study, cutoff, known_by, censoring) as opened:
        audit = opened.audit(patient)
        tree = audit.of(opened.definition(value))
        events = opened.store.history(patient).by_id
    if as_json:
        cited = dict.fromkeys(tree.events())
        print_json(
            {
                "patient": patient,
                "as_of": opened.as_of.as_json(),
                "stamp": opened.stamp(),
                "derivation": tree.as_json(),
                "events": {str(one): events[one].model_dump(mode="json") for one in cited},
            }
        )
        return
    out = console()
    out.print(f"[bold]{escape(patient)}[/], {_as_of(opened)}")
    out.print(derivation_tree(tree, events))


def _as_of(opened: Session) -> str:
    return as_of_line(opened.as_of.as_json(), str(opened.censoring))


def derivation_tree(derivation: Derivation, events: Mapping[UUID, Event]) -> Tree:
    """A derivation as a tree that a person reads from the top."""
    root = Tree(_heading(derivation))
    _grow(root, derivation, events)
    return root


def _grow(branch: Tree, derivation: Derivation, events: Mapping[UUID, Event]) -> None:
    branch.add(f"[italic]{escape(derivation.sentence)}[/]{_source(derivation)}")
    for identity in derivation.decided_by:
        branch.add(f"[green]decided by[/] {told(events[identity])}")
    for one in derivation.rejected[:SHOWN_REJECTED]:
        branch.add(f"[red]rejected[/] {told(events[one.event])}: {escape(one.reason)}")
    if len(derivation.rejected) > SHOWN_REJECTED:
        more = len(derivation.rejected) - SHOWN_REJECTED
        branch.add(f"[red]rejected[/] {more} more (all of them with --json)")
    for part in derivation.parts:
        _grow(branch.add(_heading(part)), part, events)


def _heading(derivation: Derivation) -> str:
    date_ = f" on {derivation.date}" if derivation.date else ""
    name = derivation.name.replace("_", " ")
    title = f"[bold]{name}[/]: " if name else ""
    return f"{title}{escape(derivation.value)}{date_}"


def _source(derivation: Derivation) -> str:
    return f" [dim]({escape(derivation.source)})[/]" if derivation.source else ""


def told(event: Event) -> str:
    """An event in one line: what, when, by whom recorded, from where."""
    payload: dict[str, Any] = event.payload
    content = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in payload.items())
    said = f"{event.kind.replace('_', ' ')} {event.occurred}" + (f" ({content})" if content else "")
    origin = f"recorded {event.recorded:%Y-%m-%d} by {event.recorder}"
    record = f"{event.source_system} {event.source_record}"
    mark = "" if event.provenance == "reported" else f", {event.provenance}"
    return escape(f"{said} [{origin}, {record}{mark}]")
