"""Writing events: prepared ones against bare SQLite, and what a whole import adds to that."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic_core import from_json

from benchmarks.forms import event_lines
from benchmarks.harness import ROUNDS, Figure, interleaved, of_rounds, ratio
from benchmarks.stores import Stored, batched
from timeline.ingest import BulkLoad
from timeline.store import Row, Store
from timeline.vocabulary import CORE, Event

INSERT = "INSERT INTO stored_events VALUES (?,?,?,?)"


def measure(patients: int, rounds: int = ROUNDS) -> list[Figure]:
    """Throughput of writing, and microseconds an event for each step of an import."""
    with TemporaryDirectory() as name:
        bench = _Bench(Path(name), patients)
        times = interleaved(
            {
                "bare": bench.insert_bare,
                "prepared": bench.insert_prepared,
                "import": bench.import_file,
                "read": bench.read,
                "validate": bench.validate,
                "encode": bench.encode,
            },
            rounds,
        )
    events = len(bench.rows)
    figures = [
        ratio(
            "speed of inserting prepared events / of bare executemany",
            times["bare"],
            times["prepared"],
            at_least=0.5,
        ),
        ratio("whole import / insert of prepared events", times["import"], times["prepared"]),
    ]
    for name, what in STEPS.items():
        found = [time / events * 1e6 for time in times[name]]
        figures.append(of_rounds(f"{what}, per event", found, "us"))
    return figures


STEPS = {
    "bare": "bare executemany",
    "prepared": "insert of prepared events",
    "read": "reading a line of JSON",
    "validate": "validating a record",
    "encode": "encoding an event",
    "import": "whole import",
}


class _Bench:
    """A cohort in all stages of its way into a store; every write goes to a store of its own."""

    def __init__(self, folder: Path, patients: int) -> None:
        self.folder, self.number = folder, 0
        self.lines = list(event_lines(patients))
        self.file = folder / "events.jsonl"
        self.file.write_text("\n".join(self.lines), encoding="utf-8")
        self.raw = [json.loads(line) for line in self.lines]
        with self._new_store() as store:
            self.rows: list[Row] = [*map(Stored(store).row, self.raw)]
        self.events: list[Event] = [*map(CORE.parse, self.raw)]

    def insert_bare(self) -> None:
        with self._new_store() as store:
            path = store.path
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for batch in batched(self.rows):
                connection.execute("BEGIN")
                connection.executemany(INSERT, batch)
                connection.execute("COMMIT")

    def insert_prepared(self) -> None:
        with self._new_store() as store:
            for batch in batched(self.rows):
                store.insert(batch)

    def import_file(self) -> None:
        with self._new_store() as store:
            *_, report = BulkLoad(store).load(self.file)
            assert report.added == len(self.rows), "every event is taken up"

    def read(self) -> list[object]:
        return [from_json(line) for line in self.lines]

    def validate(self) -> list[Event]:
        return [CORE.parse(raw) for raw in self.raw]

    def encode(self) -> list[Row]:
        prepared: Callable[[Event, int], Row] = self.any_store.prepared
        return [prepared(event, 1) for event in self.events]

    def _new_store(self) -> Store:
        self.number += 1
        self.any_store = Store.open(self.folder / f"{self.number}.db", create=True)
        return self.any_store
