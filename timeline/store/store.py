"""One door to the event store: nothing beyond this package speaks the library's language."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from eventsourcing.persistence import DataError, PersistenceError
from pydantic_core import from_json, to_json

from timeline.errors import PatientNotFound, Refused, StoreNotFound
from timeline.history import History
from timeline.patient import admit
from timeline.quality import Finding, findings
from timeline.store.digests import Digests, digest, digests
from timeline.store.failures import check_nobody_elses, named_failures, patiently
from timeline.store.ownership import Ownership
from timeline.store.recorder import BatchFactory, BatchRecorder, Row
from timeline.vocabulary import CORE, Corrected, DayOrder, Event, Vocabulary, identity
from timeline.vocabulary.event import Record
from timeline.vocabulary.telling import same_fact

READ_SIZE = 20_000
LOCK_TIMEOUT_SECONDS = 30


class Stored(NamedTuple):
    """One event as it lies in the store.

    ``position`` counts in the whole store, ``version`` in the patient's stream; ``day_order`` is
    the event's place on its day.
    """

    position: int
    version: int
    day_order: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Store:
    """The events of all patients, append-only.

    A patient's events are one stream; its version guards against two writers. ``path`` is the
    SQLite file.
    """

    path: Path
    vocabulary: Vocabulary
    _factory: BatchFactory
    _recorder: BatchRecorder

    @classmethod
    def open(cls, path: Path, vocabulary: Vocabulary = CORE, *, create: bool = False) -> Self:
        """Open a store, creating the file only if asked to.

        Raises
        ------
        StoreNotFound, StoreUnreadable
            If there is no file, or it is no store.
        """
        if not create and not path.exists():
            raise StoreNotFound(f"no store at {path}; 'timeline import' creates one")
        if not path.parent.is_dir():
            raise StoreNotFound(f"no folder {path.parent} for the store; create it first")
        environment = {
            "SQLITE_DBNAME": str(path),
            "ORIGINATOR_ID_TYPE": "text",
            "SQLITE_LOCK_TIMEOUT": str(LOCK_TIMEOUT_SECONDS),
        }
        with named_failures(path):
            check_nobody_elses(path, create)
            factory, recorder = patiently(lambda: _opened(environment), LOCK_TIMEOUT_SECONDS)
        return cls(path, vocabulary, factory, recorder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._factory.close()

    @property
    def position(self) -> int:
        """Position of the last event written; 0 for an empty store."""
        with named_failures(self.path):
            return self._recorder.max_notification_id() or 0

    def fingerprint(self, position: int) -> str:
        """Tells this store up to a position from any other that lay or will lie in its place.

        A store put back from an older copy has the same identity; its events differ from there.
        """
        with named_failures(self.path):
            last = self._recorder.select_notifications(position, 1, stop=position)
            return f"{self._recorder.identity_of_store()}:{digest(to_json(last)).hex()}"

    def read(self, after: int = 0) -> Iterator[Stored]:
        """All events written after a position, in the order of writing."""
        while True:
            with named_failures(self.path):
                page = [_stored(*row) for row in self._recorder.rows_after(after, READ_SIZE)]
            yield from page
            if len(page) < READ_SIZE:
                return
            after = page[-1].position

    def stream(self, patient: str) -> list[Stored]:
        """One patient's events as stored, in the order of writing."""
        with named_failures(self.path):
            return [_stored(*row) for row in self._recorder.rows_of(patient)]

    def digests(self, patients: Iterable[str]) -> dict[str, dict[str, Digests]]:
        """Identity and digests of every event that the store holds of each of some patients."""
        found: dict[str, dict[str, Digests]] = {patient: {} for patient in patients}
        with named_failures(self.path):
            for patient, state in self._recorder.states_of(found):
                found[patient][_identity(_fields(state))] = digests(state)
        return found

    def holds(self, row: Row) -> bool:
        """Whether the store holds the very fact of a row, in whatever schema it was written."""
        fact = self.vocabulary.parse(from_json(row.state))
        return any(
            same_fact(self.vocabulary.parse(stored.fields), fact)
            for stored in self.stream(row.patient)
            if _identity(stored.fields) == fact.identity and stored.fields["kind"] == fact.kind
        )

    def holders(self, records: Iterable[Record]) -> dict[Record, set[str]]:
        """Patients who have or had some source records."""
        holders: dict[Record, set[str]] = {record: set() for record in records}
        with named_failures(self.path):
            for system, name, patient in self._recorder.holders_of({name for _, name in holders}):
                if (system, name) in holders:
                    holders[system, name].add(patient)
        return holders

    def events_of(self, patient: str) -> tuple[Event, ...]:
        """One patient's events in the store's vocabulary, none if the patient is not there."""
        return tuple(self.vocabulary.of_store(stored.fields) for stored in self.stream(patient))

    def history(self, patient: str) -> History:
        """One patient's events, read in the store's vocabulary.

        Raises
        ------
        PatientNotFound
            If the store holds no event of this patient.
        """
        events = self.events_of(patient)
        if not events:
            raise PatientNotFound("the store holds no such patient; see 'timeline patient --list'")
        return History(events, self.vocabulary)

    def record(self, event: Event) -> list[Finding]:
        """Write one event through the patient's aggregate and return the findings it raises.

        Raises
        ------
        Refused
            If the event would make the history impossible.
        StoreBusy
            If another writer holds the file for long.
        """
        event = self.vocabulary.settled(event)
        with self.writing() as write:
            known = History(self.events_of(event.patient), self.vocabulary)
            admitted = admit(known, event)
            if admitted is not known:
                row = self.prepared(event, len(known.events) + 1)
                self._check_owner(event, row)
                write([row])
        before = set(findings(known))
        return [finding for finding in findings(admitted) if finding not in before]

    def _check_owner(self, event: Event, row: Row) -> None:
        ownership = Ownership(self)
        ownership.learn([event.record])
        if refusal := ownership.refusal(event.record, row):
            reason = f"{refusal.reason}; {refusal.remedy}"
            raise Refused("a record belongs to one patient", reason)

    def insert(self, batch: Iterable[Row]) -> None:
        """Write prepared events in one transaction: all of them or none.

        Raises
        ------
        StoreBusy
            If another writer took one of the versions, or holds the file.
        """
        with named_failures(self.path):
            self._recorder.insert_rows(batch)

    @contextmanager
    def writing(self) -> Iterator[Callable[[Iterable[Row]], None]]:
        """Hold the store against other writers; what is then written is kept at the end, or none.

        Raises
        ------
        StoreBusy
            If another writer holds the file for long.
        """
        with named_failures(self.path), self._recorder.writing() as write:
            yield write

    def prepared(self, event: Event, version: int) -> Row:
        """An event as the store keeps it: JSON under the topic ``<place on its day>/<kind>``.

        The place stands in the topic so that the log can sort an event of a kind that it does
        not know; a correction takes the place of the fact that it puts in.
        """
        said = str(event.replacement["kind"]) if isinstance(event, Corrected) else event.kind
        topic = _topic(self.vocabulary.kinds[said].day_order, event.kind)
        return Row(event.patient, version, topic, to_json(event, exclude_none=True))


def _opened(environment: dict[str, str]) -> tuple[BatchFactory, BatchRecorder]:
    factory = BatchFactory(environment)
    try:
        recorder = factory.application_recorder()
    except (PersistenceError, sqlite3.Error):
        factory.close()
        raise
    assert isinstance(recorder, BatchRecorder)
    return factory, recorder


@cache
def _topic(order: DayOrder, kind: str) -> str:
    return f"{order.value}/{kind}"


def _fields(state: bytes) -> dict[str, Any]:
    try:
        fields: dict[str, Any] = from_json(state)
    except ValueError:
        raise DataError("no event") from None
    return fields


def _identity(fields: dict[str, Any]) -> str:
    return identity(fields["source_system"], fields["source_record"], fields["revision"])


def _stored(position: int, version: int, topic: str, state: bytes) -> Stored:
    return Stored(position, version, _place_on_day(topic), _fields(state))


@cache
def _place_on_day(topic: str) -> int:
    place = topic.partition("/")[0]
    if not place.isdecimal():
        raise DataError("no event")
    return int(place)
