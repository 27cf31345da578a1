"""``timeline changes``: corrections and retractions, whether or not a derived value changed."""

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from pathlib import Path

import click
from rich.markup import escape

from console.application.studies import vocabulary_with
from console.cli.options import ZonedInstant, json_option, store_option, study_option
from console.cli.outputs import OutputFile, file_output
from console.text.output import console, print_json, table
from timeline.locks import lock_named
from timeline.record_changes import RecordChange, record_changes
from timeline.spreadsheets import inert
from timeline.store import Store

COLUMNS = (
    "patient", "change", "kind", "source_system", "record", "revision", "field", "old", "new",
    "recorded", "recorder", "reason", "document",
)  # fmt: skip


@click.command(name="changes")
@click.option("--since", metavar="LOCK|INSTANT", help="Only what came after a data lock, or later.")
@click.option("--patient", "patients", multiple=True, help="Of this patient; may be repeated.")
@file_output("--csv", "Write one row a changed field to this file instead.", COLUMNS)
@store_option
@study_option
@json_option
def command(
    since: str | None,
    patients: tuple[str, ...],
    csv: OutputFile | None,
    store: Path,
    study: str | None,
    as_json: bool,
) -> None:
    """List corrections and retractions: the old and the new value, by whom, when and why.

    Every amendment is listed, whether or not a derived value changed by it; 'timeline diff' shows
    which values did.
    """
    position, instant = _since(store, since)
    with Store.open(store, vocabulary_with(study)) as opened:
        for patient in patients:
            opened.history(patient)
        found = [
            change
            for change in record_changes(opened, position)
            if (instant is None or change.amendment.recorded > instant)
            and (not patients or change.amendment.patient in patients)
        ]
    if csv is not None:
        csv.write(_csv(found))
    elif as_json:
        print_json([item.as_json() for item in found])
    else:
        _print(found)


def _since(store: Path, since: str | None) -> tuple[int, datetime | None]:
    """The store position of a lock, or an instant of recording."""
    if since is None:
        return 0, None
    if since[:4].isdigit() and "-" in since:
        return 0, ZonedInstant().convert(since, None, None)
    return lock_named(store, since).position, None


def _print(found: list[RecordChange]) -> None:
    rows = [
        (
            f"{item.amendment.recorded:%Y-%m-%d}",
            escape(item.amendment.recorder),
            escape(item.amendment.patient),
            escape(f"{item.amendment.target_record} ({item.kind.replace('_', ' ')})"),
            escape(_in_words(item)),
            escape(item.amendment.reason),
        )
        for item in found
    ]
    if rows:
        headings = ("recorded", "by", "patient", "record", "change", "reason")
        console().print(table(*headings, rows=rows))
    counted = "1 amendment" if len(found) == 1 else f"{len(found)} amendments"
    click.echo(counted, err=True)


def _in_words(change: RecordChange) -> str:
    """What changed in the record; of a retracted fact that all of it goes."""
    fields = "; ".join(
        f"{name.replace('_', ' ')}: {_text(old)} -> {_text(new)}"
        for name, (old, new) in change.fields.items()
    )
    if change.undoes is not None:
        undone = "correction" if change.undoes == "corrected" else "retraction"
        return f"{undone} retracted; {fields}"
    return fields if change.amendment.kind == "corrected" else "retracted"


def _text(value: object) -> str:
    return "none" if value is None else str(value)


def _csv(found: Iterable[RecordChange]) -> str:
    text = StringIO(newline="")
    rows = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    rows.writeheader()
    for item in found:
        values = item.as_json()
        for name, (old, new) in item.fields.items():
            row = {**values, "field": name, "old": old, "new": new}
            rows.writerow({k: "" if v is None else inert(str(v)) for k, v in row.items()})
    return text.getvalue()
