"""``timeline retract``: withdraw a record by an event that gives the reason."""

import click

from console.cli import completion
from console.cli.amending import amend
from console.cli.writing import Writing, reason_option, system_option, writing_options


@click.command(name="retract")
@click.argument("patient", shell_complete=completion.patients)
@click.argument("record")
@reason_option("withdrawn")
@system_option
@writing_options("withdraws it", "withdrawn")
def command(patient: str, record: str, reason: str, system: str | None, writing: Writing) -> None:
    """Retract RECORD of PATIENT: it never happened, and nothing replaces it.

    The record stays in the store, and every as-of before the retraction still shows it.
    """
    with amend(writing, patient, record, system) as amending:
        amending.write("retracted", amending.as_recorded, amending.fact.occurred, reason)
