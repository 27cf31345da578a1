"""``timeline record``: write one event, guarded by the patient's history."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from console.application.studies import vocabulary_with
from console.cli.options import ZonedInstant, json_option, store_option, study_option
from console.cli.recording import fields_of, now_or, record_and_tell
from timeline.errors import PatientNotFound
from timeline.store import Store, writable
from timeline.vocabulary import Event, Vocabulary

TOLD_ELSEWHERE = {
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
"""Fields of every event, and what of the command tells them."""


@click.command(name="record")
@click.argument("kind")
@click.argument("patient")
@click.argument("occurred")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--recorder", required=True, help="Who records it.")
@click.option("--record", "source_record", required=True, help="Id of the source record.")
@click.option("--system", "source_system", default="console", show_default=True)
@click.option("--revision", type=int, default=1, show_default=True)
@click.option("--document", help="The source document.")
@click.option("--recorded", type=ZonedInstant(), help="When it was recorded. Default: now.")
@click.option("--new-patient", is_flag=True, help="The store does not hold this patient yet.")
@store_option
@study_option
@json_option
def command(
    kind: str,
    patient: str,
    occurred: str,
    fields: tuple[str, ...],
    recorded: datetime | None,
    new_patient: bool,
    store: Path,
    study: str | None,
    as_json: bool,
    **envelope: Any,
) -> None:
    """Write one event of KIND that OCCURRED to PATIENT.

    The patient, and a study, definition and decision that are named, must be there already; the
    first event of a patient is recorded with --new-patient.

    For example: timeline record death P001 2019-05-02 cause=disease --recorder dm1 --record D-17.
    See 'timeline correct' and 'timeline retract' for records that are wrong.
    """
    known = vocabulary_with(study)
    raw = {
        **_payload(fields, known.kinds.get(kind)),
        **{name: value for name, value in envelope.items() if value is not None},
        "kind": kind,
        "patient": patient,
        "occurred": occurred,
        "recorded": now_or(recorded),
    }
    with _opened(store, known, new_patient) as opened:
        opened.vocabulary.parse(raw)
        _check_patient(opened, patient, new_patient)
        record_and_tell(opened, raw, study, as_json)


def _payload(fields: tuple[str, ...], kind: type[Event] | None) -> dict[str, Any]:
    """What is told of the event as FIELD=VALUE; what has an option or argument is told there."""
    for name in (field.partition("=")[0] for field in fields):
        if name in TOLD_ELSEWHERE:
            raise click.UsageError(f"'{name}' is no FIELD; it is told by {TOLD_ELSEWHERE[name]}")
    return fields_of(fields, kind)


def _opened(
    store: Path, vocabulary: Vocabulary, new_patient: bool
) -> AbstractContextManager[Store]:
    """The store to write to; only a new patient may be the first of a new one."""
    return (writable if new_patient else Store.open)(store, vocabulary)


def _check_patient(store: Store, patient: str, new_patient: bool) -> None:
    there = bool(store.stream(patient))
    if new_patient and there:
        raise click.UsageError("the store holds this patient already; leave --new-patient out")
    if not (new_patient or there):
        raise PatientNotFound("the store holds no such patient; check the id, or add --new-patient")
