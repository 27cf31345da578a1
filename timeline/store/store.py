"""One door to the event store: nothing beyond this package speaks the library's language."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from pydantic_core import from_json, to_json

from timeline.errors import PatientNotFound, StoreBusy, StoreNotFound, StoreUnreadable
from timeline.history import History
from timeline.patient import admit
from timeline.quality import Finding, findings
from timeline.store.recorder import BatchFactory, BatchRecorder
from timeline.vocabulary import CORE, Corrected, Event, Vocabulary, event_id

READ_SIZE = 20_000
LOCK_TIMEOUT_SECONDS = "30"


class Stored(NamedTuple):
    """One event as it lies in the store.

    ``position`` counts in the whole store (0 where only one stream was read), ``version`` in the
    patient's stream; ``day_order`` is the event's place on its day.
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
            "SQLITE_LOCK_TIMEOUT": LOCK_TIMEOUT_SECONDS,
        }
        with _named_failures(path):
            factory = BatchFactory(environment)
            recorder = factory.application_recorder()
            recorder.max_notification_id()
        assert isinstance(recorder, BatchRecorder)
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
        with _named_failures(self.path):
            return self._recorder.max_notification_id() or 0

    def read(self, after: int = 0) -> Iterator[Stored]:
        """All events written after a position, in the order of writing."""
        while True:
            with _named_failures(self.path):
                page = self._recorder.select_notifications(
                    after, READ_SIZE, inclusive_of_start=False
                )
            for note in page:
                yield _stored(note.id, note)
            if len(page) < READ_SIZE:
                return
            after = page[-1].id

    def stream(self, patient: str) -> list[Stored]:
        """One patient's events as stored, in the order of writing."""
        with _named_failures(self.path):
            events = self._recorder.select_events(patient)
        return [_stored(0, event) for event in events]

    def digests(self, patient: str) -> dict[UUID, bytes]:
        """Id and digest of the content of every event that the store holds of a patient."""
        with _named_failures(self.path):
            events = self._recorder.select_events(patient)
        return {_identity(from_json(event.state)): digest(event.state) for event in events}

    def history(self, patient: str) -> History:
        """One patient's events, read in the store's vocabulary.

        Raises
        ------
        PatientNotFound
            If the store holds no event of this patient.
        """
        stream = self.stream(patient)
        if not stream:
            raise PatientNotFound("the store holds no such patient; see 'timeline patient --list'")
        return self._told(stream)

    def record(self, event: Event) -> list[Finding]:
        """Write one event through the patient's aggregate and return the findings it raises.

        Raises
        ------
        Refused
            If the event would make the history impossible.
        StoreBusy
            If another writer changed this patient's history meanwhile.
        """
        known = self._told(self.stream(event.patient))
        admitted = admit(known, event)
        if admitted is not known:
            self.insert([self.prepared(event, len(known.events) + 1)])
        before = set(findings(known))
        return [finding for finding in findings(admitted) if finding not in before]

    def insert(self, batch: Sequence[StoredEvent]) -> None:
        """Write prepared events in one transaction: all of them or none.

        Raises
        ------
        StoreBusy
            If another writer took one of the versions, or holds the file.
        """
        with _named_failures(self.path):
            self._recorder.insert_events(batch)

    def prepared(self, event: Event, version: int) -> StoredEvent:
        """An event as the store keeps it: JSON under the topic ``<place on its day>/<kind>``.

        The place stands in the topic so that the log can sort an event of a kind that it does
        not know; a correction takes the place of the fact that it puts in.
        """
        said = self.vocabulary.replacement(event) if isinstance(event, Corrected) else event
        return StoredEvent(
            originator_id=event.patient,
            originator_version=version,
            topic=f"{said.day_order.value}/{event.kind}",
            state=to_json(event, exclude_none=True),
        )

    def _told(self, stream: Sequence[Stored]) -> History:
        return History(
            tuple(self.vocabulary.parse(stored.fields) for stored in stream), self.vocabulary
        )


def digest(state: bytes) -> bytes:
    """A short fingerprint of an event's content."""
    return blake2b(state, digest_size=16).digest()


def _identity(fields: dict[str, Any]) -> UUID:
    return event_id(fields["source_system"], fields["source_record"], fields["revision"])


def _stored(position: int, event: StoredEvent) -> Stored:
    order = int(event.topic.partition("/")[0])
    return Stored(position, event.originator_version, order, from_json(event.state))


@contextmanager
def _named_failures(path: Path) -> Iterator[None]:
    """Turn the library's errors into ours; their texts may quote rows, so they are not kept."""
    try:
        yield
    except IntegrityError:
        raise StoreBusy("another writer changed the same history; repeat the command") from None
    except (PersistenceError, sqlite3.Error) as error:
        if "locked" in str(error):
            raise StoreBusy(f"{path} is locked by another program; repeat the command") from None
        raise StoreUnreadable(f"{path} is not a readable store") from None
