"""``timeline patient``: one patient's history and derived values as of a cutoff."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from console.derivations import content, origin
from console.options import as_of_options, json_option
from console.output import as_of_line, console, print_json, table
from console.session import Session, session
from projections.audit import Audit
from projections.language import Classes, Condition, Endpoint, Episodes, Milestone, Quantity
from timeline.quality import findings
from timeline.vocabulary import Event

SORTS = {
    "milestone": Milestone,
    "class": Classes,
    "endpoint": Endpoint,
    "condition": Condition,
    "episodes": Episodes,
    "quantity": Quantity,
}


@click.command(name="patient")
@click.argument("patient", required=False)
@click.option("--list", "listing", is_flag=True, help="List the patients of the study instead.")
@as_of_options
@json_option
def command(
    patient: str | None,
    listing: bool,
    store: Path,
    study: str | None,
    cutoff: date,
    known_by: datetime | None,
    censoring: str,
    as_json: bool,
) -> None:
    """Show the history of PATIENT as of a cutoff, and the values derived from it."""
    if (patient is None) != listing:
        raise click.UsageError("Name a patient, or give --list.")
    with session(store, study, cutoff, known_by, censoring) as opened:
        if patient is None:
            names = opened.replay().patients.tolist()
            print_json(names) if as_json else click.echo("\n".join(names))
            return
        told_patient, facts = _told(opened, patient)
    if as_json:
        print_json(told_patient)
    else:
        _print(told_patient, facts)


def _told(opened: Session, patient: str) -> tuple[dict[str, Any], list[Event]]:
    history = opened.store.history(patient)
    facts = [fact.event for fact in history.facts() if opened.as_of.sees(fact)]
    audit = opened.audit(patient)
    values = {
        "patient": patient,
        "as_of": opened.as_of.as_json(),
        "stamp": opened.stamp(),
        "events": [
            {"id": str(fact.id), **fact.model_dump(mode="json", exclude_none=True)}
            for fact in facts
        ],
        "values": {name: _value(audit, name) for name in opened.study.definitions},
        "findings": [f"{one.name}: {one.statement}" for one in findings(history)],
    }
    return values, facts


def _line(event: Event) -> tuple[str, str, str]:
    return event.occurred, escape(content(event)), escape(origin(event))


def _value(audit: Audit, name: str) -> dict[str, str | None]:
    derivation = audit.of(name)
    node = audit.study.definitions[name]
    sort = next(word for word, kind in SORTS.items() if isinstance(node, kind))
    return {"sort": sort, "value": derivation.value, "date": derivation.date}


def _print(told_patient: dict[str, Any], facts: list[Event]) -> None:
    out = console()
    stamp = told_patient["stamp"]
    as_of = as_of_line(told_patient["as_of"], stamp["censoring"])
    out.print(f"[bold]{escape(told_patient['patient'])}[/], {stamp['study']}, {as_of}\n")
    out.print(table("date", "event", "recorded by, from", rows=map(_line, facts)))
    out.print("\n[bold]derived[/]")
    for line in _derived(told_patient["values"]):
        out.print(f"  {escape(line)}")
    for finding in told_patient["findings"]:
        out.print(f"[red]finding[/] {escape(finding)}")


def _derived(values: dict[str, Any]) -> Iterator[str]:
    """Dated values by date, then the others, grouped by what came out."""
    dated = sorted((value["date"], name) for name, value in values.items() if value["date"])
    for date_, name in dated:
        outcome = values[name]["value"].removeprefix("reached")
        yield f"{date_} {name.replace('_', ' ')}{': ' if outcome else ''}{outcome}"
    undated = {name: value["value"] for name, value in values.items() if not value["date"]}
    for outcome in dict.fromkeys(undated.values()):
        names = (name.replace("_", " ") for name, one in undated.items() if one == outcome)
        yield f"{outcome}: {', '.join(names)}"
