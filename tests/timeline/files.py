"""Files to import, and what a store holds after an import."""

import csv
import json
import sqlite3
from contextlib import closing

from timeline.ingest import BulkLoad
from timeline.store import Store


def jsonl(path, raws):
    """A file of one JSON object a line."""
    path.write_text("".join(json.dumps(raw) + "\n" for raw in raws), encoding="utf-8")
    return path


def table(path, raws):
    """The same as CSV: lists joined by semicolons, replacements as JSON, absent values empty."""
    names = list(dict.fromkeys(name for raw in raws for name in raw))
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, names)
        rows.writeheader()
        rows.writerows({name: _cell(value) for name, value in raw.items()} for raw in raws)
    return path


def _cell(value):
    match value:
        case list():
            return ";".join(value)
        case dict():
            return json.dumps(value)
        case _:
            return value


def imported(store, *paths, dry_run=False):
    """The last report on each file."""
    load = BulkLoad(store, dry_run)
    return [list(load.load(path))[-1] for path in paths]


def contents(path):
    """Every row of a store by patient and version, whatever the order of writing."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT originator_id, originator_version, topic, state FROM stored_events "
            "ORDER BY originator_id, originator_version"
        ).fetchall()


def events(path):
    """All events of a store by patient and record."""
    with Store.open(path) as store:
        patients = sorted({item.fields["patient"] for item in store.read()})
        return [
            event
            for patient in patients
            for event in sorted(store.history(patient).events, key=lambda one: one.identity)
        ]
