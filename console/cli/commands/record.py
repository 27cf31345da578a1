"""``timeline record``: write one event, under the rules of the patient's history."""

from contextlib import AbstractContextManager
from typing import Any

import click

from console.cli import completion
from console.cli.recording import fields_of, parsed
from console.cli.writing import Writing, writing_options
from timeline.errors import PatientNotFound
from timeline.store import Store, writable
from timeline.vocabulary import Event

NAMED_ELSEWHERE = {
    "kind": "the argument KIND",
    "patient": "the argument PATIENT",
    "occurred": "the argument OCCURRED",
    "recorder": "--recorder",
    "source_record": "--record",
    "source_system": "--system",
    "revision": "--revision",
    "document": "--document",
    "recorded": "--recorded",
}
"""Fields of every event, and the argument or option that gives each."""


@click.command(name="record")
@click.argument("kind", shell_complete=completion.kinds)
@click.argument("patient", shell_complete=completion.patients)
@click.argument("occurred")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--record", "source_record", required=True, help="Id of the source record.")
@click.option("--system", "source_system", default="console", show_default=True)
@click.option("--revision", type=int, default=1, show_default=True)
@click.option("--document", help="The source document.")
@click.option("--new-patient", is_flag=True, help="The store does not hold this patient yet.")
@writing_options("records it", "recorded")
def command(
    kind: str,
    patient: str,
    occurred: str,
    fields: tuple[str, ...],
    new_patient: bool,
    writing: Writing,
    **envelope: Any,
) -> None:
    """Write one event of KIND that OCCURRED to PATIENT.

    The patient, and a study, definition and decision that are named, must be there already; the
    first event of a patient is recorded with --new-patient.

    For example: timeline record death P001 2019-05-02 cause=disease --recorder dm1 --record D-17.
    See 'timeline correct' and 'timeline retract' for records that are wrong.
    """
    raw = {
        **_payload(fields, writing.vocabulary.kinds.get(kind)),
        **{name: value for name, value in envelope.items() if value is not None},
        **writing.envelope,
        "kind": kind,
        "patient": patient,
        "occurred": occurred,
    }
    with _opened(writing, new_patient) as store:
        parsed(store, raw)
        _check_patient(store, patient, new_patient)
        writing.write(store, raw)


def _payload(fields: tuple[str, ...], kind: type[Event] | None) -> dict[str, Any]:
    """The fields given as FIELD=VALUE; those with an option of their own are refused."""
    for name in (field.partition("=")[0] for field in fields):
        if name in NAMED_ELSEWHERE:
            raise click.UsageError(f"'{name}' is no FIELD; it is given by {NAMED_ELSEWHERE[name]}")
    return fields_of(fields, kind)


def _opened(writing: Writing, new_patient: bool) -> AbstractContextManager[Store]:
    """The store to write to; only a new patient may be the first of a new one."""
    if new_patient:
        return writable(writing.store, writing.vocabulary)
    return writing.opened()


def _check_patient(store: Store, patient: str, new_patient: bool) -> None:
    there = bool(store.stream(patient))
    if new_patient and there:
        raise click.UsageError("the store holds this patient already; leave --new-patient out")
    if not (new_patient or there):
        raise PatientNotFound("the store holds no such patient; check the id, or add --new-patient")
