"""``timeline correct``: change fields of a record by an event that gives the reason."""

import click

from console.cli import completion
from console.cli.amending import amend, replacement
from console.cli.recording import fields_of
from console.cli.writing import Writing, reason_option, system_option, writing_options


@click.command(name="correct")
@click.argument("patient", shell_complete=completion.patients)
@click.argument("record")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@reason_option("corrected")
@system_option
@writing_options("corrects it", "corrected")
def command(
    patient: str,
    record: str,
    fields: tuple[str, ...],
    reason: str,
    system: str | None,
    writing: Writing,
) -> None:
    """Correct fields of RECORD of PATIENT; fields that are not named stay as they are.

    FIELD= removes a field, occurred=DATE moves the event. The record as it was stays in the
    store, and every as-of before the correction still shows it.

    For example: timeline correct P001 D-17 occurred=2019-05-01 --reason typo --recorder dm1.
    """
    with amend(writing, patient, record, system) as amending:
        fact = amending.fact
        corrected = replacement(fact, fields_of(fields, type(fact)))
        amending.write("corrected", fact, corrected["occurred"], reason, replacement=corrected)
