"""Bulk import: whole batches in single transactions; what is known already changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

from timeline.errors import InvalidEvent
from timeline.ingest.missing import (
    NO_CODES,
    MissingCodes,
    check_no_codes,
    check_nothing_asserted,
)
from timeline.ingest.readers import Line, SourceFile
from timeline.ingest.reasons import explained
from timeline.ingest.rejects import reject
from timeline.ingest.report import ImportReport
from timeline.store import Digests, Ownership, Row, Store, digests
from timeline.vocabulary import Amendment, Corrected, Event, Vocabulary
from timeline.vocabulary.event import Record

BATCH_SIZE = 10_000
MOST_REMEMBERED = 100_000
"""Patients whose events an import keeps in mind, some tens of megabytes."""

UNNUMBERED = 0
UNKNOWN = -1
CHANGED = InvalidEvent(
    "source_record",
    "this record and revision already hold another fact",
    "send the change as a 'corrected' event, or give the fact a record of its own",
)

DATED_AHEAD = "recorded_before_it_happened"
REFUSING = frozenset({DATED_AHEAD})
"""Names of findings that refuse a line at import, unless they are accepted."""


class _Candidate(NamedTuple):
    """A checked line, in texts only: keeping events alive cost a third of the time in garbage."""

    line: int
    identity: str
    record: Record
    digests: Digests
    row: Row


@dataclass(slots=True)
class BulkLoad:
    """An import into a store, which remembers what it has seen of each patient it touched.

    Parameters
    ----------
    store
        Where the events go.
    dry_run
        Check everything and write nothing.
    accepted
        Names of findings that refuse no line: an archive may have to be imported as it is.
    missing
        Codes that the files use for missing values.

    Raises
    ------
    UndeclarableCode
        If one is declared for a field that no kind of event has.
    """

    store: Store
    dry_run: bool = False
    accepted: frozenset[str] = frozenset()
    missing: MissingCodes = NO_CODES
    _known: dict[str, dict[str, Digests]] = field(default_factory=dict)
    _position: int = UNKNOWN
    _ownership: Ownership = field(init=False)

    def __post_init__(self) -> None:
        self.missing.check(self.store.vocabulary)
        self._ownership = Ownership(self.store)

    def load(self, path: Path) -> Iterator[ImportReport]:
        """Import one file, yielding the same report after every batch as it grows.

        Raises
        ------
        FileUnreadable, StoreBusy
            If the file cannot be read, or another writer holds the store for long.
        """
        source = SourceFile.at(path, self.store.vocabulary)
        report = ImportReport(path.name, notices=source.notices)
        yield from self.load_lines(source.lines(), report)

    def load_lines(self, lines: Iterator[Line], report: ImportReport) -> Iterator[ImportReport]:
        """Import lines from elsewhere than a file, yielding the report after every batch.

        Raises
        ------
        StoreBusy
            If another writer holds the store for long.
        """
        while checked := [self._checked(line, report) for line in islice(lines, BATCH_SIZE)]:
            report.read += len(checked)
            self._import([candidate for candidate in checked if candidate], report)
            report.rejects.sort(key=attrgetter("line"))
            yield report
        yield report

    def _checked(self, line: Line, report: ImportReport) -> _Candidate | None:
        """The line as an event; or nothing, and a reject or an empty row in the report."""
        raw = self.missing.without(line.raw)
        if not raw and line.fault is None:
            report.empty += 1
            return None
        try:
            event = self._event(raw, line.fault)
            check_nothing_asserted(line.raw, raw, self.store.vocabulary)
        except InvalidEvent as fault:
            why = explained(fault, line.raw, self.store.vocabulary, self.missing)
            self._reject(line.number, line.raw, why, report)
            return None
        row = self.store.prepared(event, UNNUMBERED)
        return _Candidate(line.number, event.identity, event.record, digests(row.state), row)

    def _event(self, raw: dict[str, Any], fault: InvalidEvent | None) -> Event:
        if fault is not None:
            raise fault
        event = self.store.vocabulary.parse(raw)
        check_no_codes(raw, self.store.vocabulary, self.missing)
        _check_lists(raw)
        _check_revision(event)
        if DATED_AHEAD not in self.accepted:
            _check_date(event, self.store.vocabulary)
        return event

    def _import(self, candidates: list[_Candidate], report: ImportReport) -> None:
        if self.dry_run:
            self._rows(candidates, report)
        elif candidates:
            self._write(candidates, report)

    def _write(self, candidates: list[_Candidate], report: ImportReport) -> None:
        """Decide what is new, and write it, while no other writer can."""
        with self.store.writing() as write:
            position, self._position = self._position, UNKNOWN
            if self.store.position != position or len(self._known) > MOST_REMEMBERED:
                self._known.clear()
                position = self.store.position
            rows = self._rows(candidates, report)
            write(rows)
        self._position = position + len(rows)
        self._ownership.forget()

    def _rows(self, candidates: list[_Candidate], report: ImportReport) -> list[Row]:
        self._learn(candidates)
        return [row for candidate in candidates if (row := self._new_row(candidate, report))]

    def _learn(self, candidates: list[_Candidate]) -> None:
        """Read what the store holds of patients not met before, and who has the new records."""
        patients = {candidate.row.patient for candidate in candidates}
        self._known |= self.store.digests(patients - self._known.keys())
        self._ownership.learn(
            {
                candidate.record
                for candidate in candidates
                if candidate.identity not in self._known[candidate.row.patient]
            }
        )

    def _new_row(self, candidate: _Candidate, report: ImportReport) -> Row | None:
        """The row to write, if the event is new to its patient's stream."""
        held = self._known[candidate.row.patient].get(candidate.identity)
        fault = self._ownership.refusal(candidate.record, candidate.row) if held is None else None
        if held is None and fault is None:
            return self._added(candidate, report)
        if held is not None and (
            held.fact == candidate.digests.fact or self.store.holds(candidate.row)
        ):
            report.unchanged += 1
            report.recorded_otherwise += (
                held.fact == candidate.digests.fact and held != candidate.digests
            )
        else:
            self._reject(candidate.line, from_json(candidate.row.state), fault or CHANGED, report)
        return None

    def _added(self, candidate: _Candidate, report: ImportReport) -> Row:
        known = self._known[candidate.row.patient]
        known[candidate.identity] = candidate.digests
        self._ownership.claim(candidate.record, candidate.row)
        report.added += 1
        report.patients.add(candidate.row.patient)
        return candidate.row.numbered(len(known))

    def _reject(
        self, line: int, raw: dict[str, Any], fault: InvalidEvent, report: ImportReport
    ) -> None:
        report.rejects.append(reject(report.file, line, fault, raw, self.store.vocabulary))


def _check_revision(event: Event) -> None:
    if event.revision > 1 and not isinstance(event, Amendment):
        raise InvalidEvent(
            "revision",
            "only corrections raise the revision of a record",
            "send a 'corrected' event that names the record as its target",
        )


def _check_lists(raw: dict[str, Any]) -> None:
    for name, value in raw.items():
        if isinstance(value, list) and len({*map(str, value)}) < len(value):
            raise InvalidEvent(name, "an item appears twice in a list", "give it once")


def _check_date(event: Event, vocabulary: Vocabulary) -> None:
    """Nothing is recorded before it happens, neither a fact nor what a correction puts in."""
    fact = vocabulary.replacement(event) if isinstance(event, Corrected) else event
    if event.recorded_before_it_happened or fact.recorded_before_it_happened:
        raise InvalidEvent(
            "occurred" if event.recorded_before_it_happened else "replacement.occurred",
            "dated after it was recorded",
            "correct it at the source, or import with "
            f"'--accept-findings {DATED_AHEAD.replace('_', '-')}'",
        )
