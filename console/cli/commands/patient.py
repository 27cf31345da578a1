"""``timeline patient``: one patient's record and derived values as of a cutoff."""

from pathlib import Path

import click
from rich.markup import escape

from console.application.errors import NotFound
from console.application.question import Question
from console.application.session import Session
from console.audit.patient import PatientRecord, patient_record, visible
from console.audit.patient_text import print_record
from console.cli import completion
from console.cli.notices import open_session, say_not_enrolled
from console.cli.options import as_of_options, json_option
from console.figures.patient_chart_of import patient_chart
from console.figures.patient_journey import zero_of
from console.text.output import console, print_json


@click.command(name="patient")
@click.argument("patient", required=False, shell_complete=completion.patients)
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
    """Show the record of PATIENT as of a cutoff, its amendments, and the derived values."""
    if (patient is None) != listing:
        raise click.UsageError("Name a patient, or give --list.")
    with open_session(store, question) as opened:
        if patient is None:
            names = say_not_enrolled(opened.replay()).patients.tolist()
            print_json(names) if as_json else click.echo("\n".join(names))
            return
        record = patient_record(opened, patient)
        if form == "svg":
            click.echo(_figure(opened, record), nl=False)
        elif as_json:
            print_json(record.as_json(opened))
        else:
            out = console()
            title = f"[bold]{escape(patient)}[/], {escape(opened.study.name)}"
            out.print(f"{title}, {opened.as_of_in_words}\n")
            print_record(out, record, zero_of(opened.study))


def _figure(opened: Session, record: PatientRecord) -> str:
    if record.journey is None:
        raise NotFound("no states to draw: the study declares none, or the patient did not enter")
    return patient_chart(opened, record.journey, visible(opened, record.facts))
