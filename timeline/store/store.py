"""One door to the event store: nothing beyond this package speaks the library's language."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic_core import from_json, to_json

from timeline.errors import PatientNotFound, Refused, StoreUnreadable, TimelineError
from timeline.history import History
from timeline.quality import Finding, findings
from timeline.store.digests import Digests, digest, digests
from timeline.store.failures import DAMAGED, damaged_place, named_failures
from timeline.store.opening import check_place, opened
from timeline.store.ownership import Ownership
from timeline.store.position_mark import check_reached, note_reached
from timeline.store.recorder import BatchFactory, BatchRecorder, Row
from timeline.store.seal import sealed
from timeline.store.stored import Stored, page_after, stored, stream_of
from timeline.vocabulary import CORE, Corrected, DayOrder, Event, Vocabulary, identity
from timeline.vocabulary.event import Record
from timeline.vocabulary.telling import same_fact
from timeline.write_rules import admit

READ_SIZE = 20_000


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
            If there is no file, or it is no store, or holds fewer events than it once did.
        StoreUnwritable
            If it cannot be made.
        """
        check_place(path, create=create)
        with named_failures(path):
            factory, recorder = opened(path, create=create)
        store = cls(path, vocabulary, factory, recorder)
        try:
            with named_failures(path):
                check_reached(path, recorder.identity_of_store(), store.position)
        except TimelineError:
            store.close()
            raise
        return store

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
        """Distinguishes this store up to a position from any other in its place, before or later.

        A store put back from an older copy has the same identity; its events differ from there.
        """
        with named_failures(self.path):
            last = self._recorder.select_notifications(position, 1, stop=position)
            return f"{self._recorder.identity_of_store()}:{digest(to_json(last)).hex()}"

    def read(self, after: int = 0) -> Iterator[Stored]:
        """All events written after a position, in the order of writing."""
        while True:
            with named_failures(self.path):
                page = page_after(after, self._recorder.rows_after(after, READ_SIZE))
            yield from page
            if len(page) < READ_SIZE:
                return
            after = page[-1].position

    def check(self) -> None:
        """Look through the whole file, its index included.

        Raises
        ------
        StoreUnreadable
            With the place at which it is found damaged.
        """
        place = damaged_place(self.path, "integrity_check")
        if place is not None:
            raise StoreUnreadable(DAMAGED.format(path=self.path, place=place))

    def patients(self) -> list[str]:
        """Ids of all patients who have or had an event, ascending."""
        with named_failures(self.path):
            return self._recorder.patients()

    def stream(self, patient: str, version: int | None = None) -> list[Stored]:
        """One patient's events as stored, in the order of writing; all, or up to a version."""
        with named_failures(self.path):
            return stream_of(self._recorder.rows_of(patient), version)

    def digests(self, patients: Iterable[str]) -> dict[str, dict[str, Digests]]:
        """Identity and digests of every event that the store holds of each of some patients."""
        found: dict[str, dict[str, Digests]] = {patient: {} for patient in patients}
        with named_failures(self.path):
            for position, row in self._recorder.rows_of_all(found):
                fields = stored(position, row).fields
                found[row.patient][_identity(fields)] = digests(row.state)
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
            raise PatientNotFound(
                "the store holds no such patient; see 'timeline patient --list --cutoff YYYY-MM-DD'"
            )
        return History(events, self.vocabulary)

    def record(self, event: Event, now: datetime | None = None) -> list[Finding]:
        """Write one event through the patient's aggregate and return the findings it raises.

        ``now`` is the instant of writing; without it nothing is in the future.

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
        before = set(findings(known, now=now))
        return [finding for finding in findings(admitted, now=now) if finding not in before]

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
        with self.writing() as write:
            write(batch)

    @contextmanager
    def writing(self) -> Iterator[Callable[[Iterable[Row]], None]]:
        """Hold the store against other writers; what is then written is kept at the end, or none.

        Raises
        ------
        StoreBusy
            If another writer holds the file for long.
        """
        with named_failures(self.path):
            with self._recorder.writing() as write:
                yield lambda rows: write(map(sealed, rows))
            note_reached(self.path, self._recorder.identity_of_store(), self.position)

    def prepared(self, event: Event, version: int) -> Row:
        """An event as the store keeps it: JSON under the topic ``<place on its day>/<kind>``.

        The place stands in the topic so that the log can sort an event of a kind that it does
        not know; a correction takes the place of the fact that it puts in.
        """
        kind = str(event.replacement["kind"]) if isinstance(event, Corrected) else event.kind
        topic = _topic(self.vocabulary.kinds[kind].day_order, event.kind)
        return Row(event.patient, version, topic, to_json(event, exclude_none=True))


@cache
def _topic(order: DayOrder, kind: str) -> str:
    return f"{order.value}/{kind}"


def _identity(fields: dict[str, Any]) -> str:
    return identity(fields["source_system"], fields["source_record"], fields["revision"])
