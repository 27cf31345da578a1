"""Bulk import: whole batches in single transactions; what is known already changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from timeline.errors import InvalidEvent, StoreBusy
from timeline.intake.readers import Line, read_lines
from timeline.intake.rejects import Reject, reject
from timeline.store import Store, digest
from timeline.vocabulary import Amendment, Event

BATCH_SIZE = 10_000
ATTEMPTS = 5


@dataclass(slots=True)
class ImportReport:
    """What became of the lines of one file."""

    file: str
    read: int = 0
    added: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)
    patients: set[str] = field(default_factory=set)


class _Candidate(NamedTuple):
    line: Line
    event: Event
    digest: bytes


@dataclass(slots=True)
class BulkLoad:
    """An import into a store, which remembers what it has seen of each patient it touched.

    Parameters
    ----------
    store
        Where the events go.
    dry_run
        Check everything and write nothing.
    """

    store: Store
    dry_run: bool = False
    _known: dict[str, dict[UUID, bytes]] = field(default_factory=dict)

    def load(self, path: Path) -> Iterator[ImportReport]:
        """Import one file, yielding the same report after every batch as it grows.

        Raises
        ------
        FileUnreadable, StoreBusy
            If the file cannot be read, or other writers keep changing the same patients.
        """
        report = ImportReport(path.name)
        lines = read_lines(path, self.store.vocabulary)
        while batch := list(islice(lines, BATCH_SIZE)):
            report.read += len(batch)
            self._take_up([c for line in batch for c in self._checked(line, report)], report)
            yield report
        yield report

    def _checked(self, line: Line, report: ImportReport) -> Iterator[_Candidate]:
        """The line as an event; or nothing, and a reject in the report."""
        try:
            if line.fault is not None:
                raise line.fault
            event = self.store.vocabulary.parse(line.raw)
            _check_revision(event)
        except InvalidEvent as fault:
            report.rejects.append(
                reject(report.file, line.number, fault, line.raw, self.store.vocabulary)
            )
        else:
            yield _Candidate(line, event, digest(self.store.prepared(event, 0).state))

    def _take_up(self, candidates: list[_Candidate], report: ImportReport) -> None:
        outcome = self._written(candidates, report.file)
        report.added += outcome.added
        report.unchanged += outcome.unchanged
        report.rejects += outcome.rejects
        report.patients |= outcome.patients

    def _written(self, candidates: list[_Candidate], file: str) -> ImportReport:
        """Write what is new, afresh if another writer changed the same patients meanwhile."""
        for attempt in range(1, ATTEMPTS + 1):
            outcome = ImportReport(file)
            batch = [stored for one in candidates for stored in self._new(one, outcome)]
            try:
                if batch and not self.dry_run:
                    self.store.insert(batch)
            except StoreBusy:
                for one in candidates:
                    self._known.pop(one.event.patient, None)
                if attempt == ATTEMPTS:
                    raise
            else:
                return outcome
        raise AssertionError("the last attempt returns or raises")

    def _new(self, one: _Candidate, outcome: ImportReport) -> Iterator[StoredEvent]:
        known = self._known_of(one.event.patient)
        identity = one.event.id
        if identity not in known:
            known[identity] = one.digest
            outcome.added += 1
            outcome.patients.add(one.event.patient)
            yield self.store.prepared(one.event, len(known))
        elif known[identity] == one.digest:
            outcome.unchanged += 1
        else:
            fault = InvalidEvent(
                "source_record",
                "this record and revision already hold another fact",
                "send the change as a 'corrected' event, or give the fact a record of its own",
            )
            outcome.rejects.append(
                reject(outcome.file, one.line.number, fault, one.line.raw, self.store.vocabulary)
            )

    def _known_of(self, patient: str) -> dict[UUID, bytes]:
        """Ids and digests of the events that the store holds of a patient, read once."""
        if patient not in self._known:
            self._known[patient] = self.store.digests(patient)
        return self._known[patient]


def _check_revision(event: Event) -> None:
    if event.revision > 1 and not isinstance(event, Amendment):
        raise InvalidEvent(
            "revision",
            "only corrections raise the revision of a record",
            "send a 'corrected' event that names the record as its target",
        )
