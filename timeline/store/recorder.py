"""The library's SQLite recorder, made to move whole batches in one statement each way."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteFactory
from pydantic_core import to_json

IDENTITY_OF_STORE = (
    "CREATE TABLE IF NOT EXISTS store_identity AS SELECT lower(hex(randomblob(16))) AS identity"
)
"""Distinguishes this store from another that once lay in its place; nothing computed shows it."""

RECORD = "json_extract(CAST(state AS TEXT), '$.source_record')"
SYSTEM = "json_extract(CAST(state AS TEXT), '$.source_system')"


class Row(NamedTuple):
    """One event as a row of the store: JSON in the patient's stream."""

    patient: str
    version: int
    topic: str
    state: bytes

    def numbered(self, version: int) -> "Row":
        """The same event at a version of the stream."""
        return Row(self.patient, version, self.topic, self.state)


class BatchRecorder(SQLiteApplicationRecorder):
    """Inserts rows with ``executemany``, measured at twice the speed of one statement per event.

    The library would make an object of each event and read back its position, which nothing
    here uses: the log pulls by position.
    """

    def construct_create_table_statements(self) -> list[str]:
        """The library's tables, and the identity of the store."""
        return [*super().construct_create_table_statements(), IDENTITY_OF_STORE]

    @contextmanager
    def writing(self) -> Iterator[Callable[[Iterable[Row]], None]]:
        """Hold the store against other writers while the caller decides which rows to write."""
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute("UPDATE store_identity SET identity = identity")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS source_records ON {self.events_table_name} ({RECORD})"
            )
            yield partial(cursor.executemany, self.insert_events_statement)

    def rows_of_all(self, patients: Iterable[str]) -> Iterator[tuple[int, Row]]:
        """Position and row of every event of some patients."""
        chosen = "originator_id IN (SELECT value FROM json_each(?))"
        return self._rows(chosen, to_json(list(patients)).decode())

    def patients(self) -> list[str]:
        """Ids of all patients, ascending, read off the index."""
        statement = f"SELECT DISTINCT originator_id FROM {self.events_table_name} ORDER BY 1"
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement)
            return [str(patient) for (patient,) in cursor.fetchall()]

    def holders_of(self, records: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Source system, record and patient of all events of some records, found by an index."""
        statement = (
            f"SELECT DISTINCT {SYSTEM}, {RECORD}, originator_id FROM {self.events_table_name} "
            f"WHERE {RECORD} IN (SELECT value FROM json_each(?))"
        )
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, (to_json(list(records)).decode(),))
            yield from map(tuple, cursor.fetchall())

    def rows_of(self, patient: str) -> Iterator[tuple[int, Row]]:
        """Position and row of a patient's events, in the order of writing."""
        return self._rows("originator_id = ? ORDER BY originator_version", patient)

    def rows_after(self, position: int, limit: int) -> Iterator[tuple[int, Row]]:
        """Position and row of the events written after a position."""
        return self._rows("rowid > ? ORDER BY rowid LIMIT ?", position, limit)

    def _rows(self, chosen: str, *values: str | int) -> Iterator[tuple[int, Row]]:
        statement = (
            "SELECT rowid, originator_id, originator_version, topic, state "
            f"FROM {self.events_table_name} WHERE {chosen}"
        )
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchall()
        return ((position, Row(*row)) for position, *row in found)

    def identity_of_store(self) -> str:
        """Text that was drawn when the store was created."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute("SELECT max(identity) FROM store_identity")
            return str(cursor.fetchone()[0])


class BatchFactory(SQLiteFactory):
    """Builds the batch recorder where the library would build its own."""

    application_recorder_class = BatchRecorder
