"""Collecting stored events into columns, one compact buffer per field, before they are sorted."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from pydantic_core import to_json

from timeline.amendments import Entry
from timeline.dates import Imputation, day_number, imputed_day, possible_days
from timeline.history import microseconds
from timeline.log.columns import SEPARATOR, Categories, Column, Numbers
from timeline.vocabulary import CORE, Event, Vocabulary
from timeline.vocabulary.event import ENVELOPE, id_bytes, told_order
from timeline.vocabulary.telling import replacement_digest
from timeline.vocabulary.unread import Unread

ABSENT = {"d": float("nan"), "i": -1}


class Days(NamedTuple):
    """Day numbers: the one that stands for a date, and the first and last that it may mean."""

    imputed: int
    first: int
    last: int


class ColumnDraft:
    """A growing column; its type is that of its first value.

    A kind of one name may be declared with other types elsewhere: what is no number is absent from
    a column of numbers.
    """

    def __init__(self, value: Any, before: int) -> None:
        self.codes: dict[str, int] | None = None
        kind = "d"
        if not isinstance(value, int | float):
            self.codes, kind = {}, "i"
        self.data = array(kind, [ABSENT[kind]]) * before

    def append(self, value: Any) -> None:
        """Add the value of the next event."""
        if self.codes is None:
            self.data.append(float(value) if isinstance(value, int | float) else ABSENT["d"])
            return
        text = SEPARATOR.join(map(_text, value)) if isinstance(value, list) else _text(value)
        self.data.append(self.codes.setdefault(text, len(self.codes)))

    def pad(self, length: int) -> None:
        """Fill up with absent values to a length."""
        missing = length - len(self.data)
        if missing > 0:
            self.data.extend(array(self.data.typecode, [ABSENT[self.data.typecode]]) * missing)

    def comparable(self, place: int) -> float | None:
        """The value at a place as a number or a code, to compare; None if absent."""
        value = self.data[place] if place < len(self.data) else None
        absent = value is None or value != value or (self.codes is not None and value < 0)
        return None if absent else value

    def column(self) -> Column:
        """The column as it stands; categories are coded in alphabetical order."""
        if self.codes is None:
            return Numbers(np.array(self.data, dtype=np.float64))
        texts = sorted(self.codes)
        recode = np.full(len(texts) + 1, -1, dtype=np.int32)
        for code, text in enumerate(texts):
            recode[self.codes[text]] = code
        return Categories(recode[np.array(self.data, dtype=np.int32)], tuple(texts))


def _text(value: Any) -> str:
    """A value as a column of texts holds it; one with parts as JSON."""
    return to_json(value).decode() if isinstance(value, dict | list) else str(value)


@dataclass(slots=True)
class EventTableDraft:
    """The events of one kind as they come in.

    ``partial`` holds the possible days of those whose date is partial, and ``born`` the first
    possible day of the birth that an event states, under the place of the event.
    """

    traits: type[Event]
    patient: array[int] = field(default_factory=lambda: array("i"))
    day: array[int] = field(default_factory=lambda: array("i"))
    order: array[int] = field(default_factory=lambda: array("b"))
    time: array[int] = field(default_factory=lambda: array("q"))
    sequence: array[int] = field(default_factory=lambda: array("q"))
    severity: array[float] = field(default_factory=lambda: array("d"))
    recorded: array[int] = field(default_factory=lambda: array("q"))
    id: bytearray = field(default_factory=bytearray)
    columns: dict[str, ColumnDraft] = field(default_factory=dict)
    partial: dict[int, Days] = field(default_factory=dict)
    born: dict[int, int] = field(default_factory=dict)

    def append(
        self, patient: int, days: Days, order: int, entry: Entry, payload: Mapping[str, Any]
    ) -> None:
        """Add one event."""
        place = len(self.day)
        if days.first < days.last:
            self.partial[place] = days
        birth = payload.get(self.traits.tells_birth_in or "")
        if birth is not None:
            self.born[place] = _days(birth, Imputation.EARLIEST).first
        for name, value in payload.items():
            if name in ENVELOPE or value is None:
                continue
            if name not in self.columns:
                self.columns[name] = ColumnDraft(value, place)
            self.columns[name].pad(place)
            self.columns[name].append(value)
        self.patient.append(patient)
        self.day.append(days.imputed)
        self.order.append(order)
        time, sequence = told_order(payload.get("time"), payload.get("sequence"))
        self.time.append(time)
        self.sequence.append(sequence)
        rule = self.traits.on_one_day
        self.severity.append(0.0 if rule is None else rule.severity(payload))
        self.recorded.append(entry.recorded)
        self.id += entry.id

    def id_at(self, place: int) -> bytes:
        """Id of the event at a place."""
        return bytes(self.id[16 * place : 16 * place + 16])


@dataclass(slots=True)
class LogDraft:
    """Events of any patients in any order, on the way to a segment."""

    vocabulary: Vocabulary = CORE
    patients: dict[str, int] = field(default_factory=dict)
    tables: dict[str, EventTableDraft] = field(default_factory=dict)
    amendments: dict[tuple[int, bytes], Entry] = field(default_factory=dict)

    def append(self, fields: Mapping[str, Any], order: int) -> None:
        """Add one stored event; ``order`` is its place on its day."""
        patient = self.patients.setdefault(fields["patient"], len(self.patients))
        entry = _entry(fields)
        if entry.target is not None:
            self.amendments[patient, entry.id] = entry
        if entry.retracts:
            return
        held = fields["replacement"] if fields["kind"] == "corrected" else fields
        days = _days(
            held.get("occurred", fields["occurred"]),
            held.get("imputation", fields.get("imputation", Imputation.MIDPOINT)),
        )
        self._table(held["kind"]).append(patient, days, order, entry, held)

    def _table(self, kind: str) -> EventTableDraft:
        """The table of a kind; one that the vocabulary does not know has no traits of its own."""
        if kind not in self.tables:
            self.tables[kind] = EventTableDraft(self.vocabulary.kinds.get(kind, Unread))
        return self.tables[kind]


def _entry(fields: Mapping[str, Any]) -> Entry:
    system = fields["source_system"]
    revision = fields.get("revision", 1)
    identity = id_bytes(system, fields["source_record"], revision)
    target = None
    if "target_record" in fields:
        target = id_bytes(
            fields.get("target_system", system),
            fields["target_record"],
            fields.get("target_revision", 1),
        )
    corrects = fields["kind"] == "corrected"
    says = replacement_digest(fields["replacement"]) if corrects else b""
    retracts = fields["kind"] == "retracted"
    return Entry(identity, _instant(fields["recorded"]), target, retracts, revision, says)


@lru_cache(maxsize=100_000)
def _days(occurred: str, imputation: str) -> Days:
    imputed = imputed_day(occurred, Imputation(imputation))
    return Days(*map(day_number, (imputed, *possible_days(occurred))))


@lru_cache(maxsize=100_000)
def _instant(recorded: str) -> int:
    return microseconds(datetime.fromisoformat(recorded))
