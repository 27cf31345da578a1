"""``timeline patient``: one patient's history and derived values as of a cutoff."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from console.application.errors import NotFound
from console.application.findings import findings_about
from console.application.question import Question
from console.application.session import Session
from console.cli.notices import open_session, say_not_enrolled
from console.cli.options import as_of_options, json_option
from console.figures.patient_chart_of import patient_chart
from console.figures.patient_journey import Way, way_of, zero_of
from console.figures.text_chart import text_chart
from console.text.derivation import content, origin, when
from console.text.output import as_of_line, console, print_json, table
from projections.audit import Audit
from projections.language import Classes, Condition, Endpoint, Episodes, Milestone, Quantity
from projections.states import Stay
from timeline.history import Fact
from timeline.imputation import Dating
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "svg"]),
    default="text",
    show_default=True,
    help="Text, or the chart alone as a figure.",
)
@as_of_options
@json_option
def command(
    patient: str | None,
    listing: bool,
    form: str,
    store: Path,
    question: Question,
    as_json: bool,
) -> None:
    """Show the history of PATIENT as of a cutoff, and the values derived from it."""
    if (patient is None) != listing:
        raise click.UsageError("Name a patient, or give --list.")
    with open_session(store, question) as opened:
        if patient is None:
            names = say_not_enrolled(opened.replay()).patients.tolist()
            print_json(names) if as_json else click.echo("\n".join(names))
            return
        history = opened.store.history(patient)
        recorded = [fact for fact in history.facts() if opened.as_of.has_on_record(fact)]
        facts = [fact.event for fact in recorded if opened.as_of.sees(fact)]
        way = way_of(opened, patient, facts)
        if form == "svg":
            click.echo(_figure(opened, way, facts), nl=False)
            return
        told_patient = _told(opened, patient, recorded, way)
        found = findings_about(opened, patient, history)
        told_patient["findings"] = [f"{item.name}: {item.statement}" for item in found]
    if as_json:
        print_json(told_patient)
    else:
        _print(told_patient, recorded, way, zero_of(opened.study))


def _figure(opened: Session, way: Way | None, facts: list[Event]) -> str:
    if way is None:
        raise NotFound("no states to draw: the study declares none, or the patient did not enter")
    return patient_chart(opened, way, facts)


def _told(opened: Session, patient: str, facts: list[Fact], way: Way | None) -> dict[str, Any]:
    audit = opened.audit(patient)
    return {
        "patient": patient,
        "as_of": opened.as_of.as_json(),
        "stamp": opened.stamp(),
        "states": way.as_json() if way else [],
        "events": [
            {
                "id": str(fact.event.id),
                **fact.event.model_dump(mode="json", exclude_none=True),
                "day": fact.day.isoformat(),
                "dating": fact.dating.name.lower(),
                "outvoted": fact.outvoted,
            }
            for fact in facts
        ],
        "values": {name: _value(audit, name) for name in opened.study.definitions},
    }


def _line(fact: Fact) -> tuple[str, str, str]:
    said = f"{content(fact.event)} (outvoted)" if fact.outvoted else content(fact.event)
    return _when(fact), escape(said), escape(origin(fact.event))


def _when(fact: Fact) -> str:
    """The date as it is known, and the day on which it is placed where that is another."""
    if fact.dating == Dating.EXACT:
        return when(fact.event)
    return f"{fact.event.occurred} ({fact.day})"


def _value(audit: Audit, name: str) -> dict[str, str | None]:
    derivation = audit.derivation(name)
    node = audit.study.definitions[name]
    sort = next(word for word, kind in SORTS.items() if isinstance(node, kind))
    return {"sort": sort, "value": derivation.value, "date": derivation.date}


def _print(told_patient: dict[str, Any], facts: list[Fact], way: Way | None, zero: str) -> None:
    out = console()
    stamp = told_patient["stamp"]
    as_of = as_of_line(told_patient)
    out.print(f"[bold]{escape(told_patient['patient'])}[/], {stamp['study']}, {as_of}\n")
    if way is not None:
        _print_way(out, way, facts, zero)
    out.print(table("date", "event", "recorded by, from", rows=map(_line, facts)))
    out.print("\n[bold]derived[/]")
    for line in _derived(told_patient["values"]):
        out.print(f"  {escape(line)}")
    for finding in told_patient["findings"]:
        out.print(f"[red]finding[/] {escape(finding)}")


def _print_way(out: Console, way: Way, facts: list[Fact], zero: str) -> None:
    for line in text_chart(way.lane, way.rows, zero, out.width):
        out.print(escape(line), no_wrap=True, crop=True)
    events = {fact.event.id: fact.event for fact in facts}
    rows = [
        (
            *stay.dates,
            str(stay.stop - stay.start),
            escape(_with_passed(stay)),
            escape(content(events[stay.event])) if stay.event in events else "",
        )
        for stay in way.stays
    ]
    out.print()
    headings = ("from", "until", "days", "state", "brought there by")
    out.print(table(*headings, rows=rows, right=frozenset({2})))
    out.print()


def _with_passed(stay: Stay) -> str:
    passed = ", ".join(item.label for item in stay.passed)
    return f"{stay.label} (passing {passed})" if passed else stay.label


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
