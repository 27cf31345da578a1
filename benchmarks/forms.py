"""A synthetic cohort in two forms: columns as the log lays them out, and events in JSON Lines."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cohort import NO_TARGET, Chunk, Facts, Retractions, cohort, joined
from timeline.dates import day_from_number
from timeline.imputation import Dating
from timeline.log import Categories, EventTable, Segment
from timeline.log.columns import FIXED, SEPARATOR
from timeline.vocabulary import CORE

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def segment(patients: int, seed: int = 1) -> Segment:
    """A cohort in columns; its event ids are numbers, not those that an import would give."""
    tables: dict[str, list[EventTable]] = {}
    first_row = 0
    for chunk in cohort(patients, seed):
        for kind, table in _laid_out(chunk, first_row).items():
            tables.setdefault(kind, []).append(table)
            first_row += len(table)
    ids = np.array([patient_id(index).encode() for index in range(patients)], dtype=np.bytes_)
    return Segment(ids, {kind: _stacked(tables.pop(kind)) for kind in sorted(tables)})


def event_lines(patients: int, seed: int = 1) -> Iterator[str]:
    """A cohort as one JSON object per event, each marked synthetic."""
    for chunk in cohort(patients, seed):
        for kind, facts in chunk.facts.items():
            for place in range(len(facts.patient)):
                yield json.dumps(_event(chunk, kind, facts, place))
        for retractions in chunk.retractions:
            for place in range(len(retractions.patient)):
                yield json.dumps(_retraction(chunk, retractions, place))


def patient_id(index: int) -> str:
    """Id of the n-th patient of any cohort, counted from 0."""
    return f"SYN{index:07d}"


def _laid_out(chunk: Chunk, first_row: int) -> dict[str, EventTable]:
    """Rows by patient, day, order on the day and recorded instant, the worst of a kind last."""
    facts = chunk.facts
    order = [np.full(len(some.day), CORE.kinds[kind].day_order) for kind, some in facts.items()]
    keys = [np.concatenate([fact.recorded for fact in facts.values()]), np.concatenate(order)]
    keys += [np.concatenate([fact.day for fact in facts.values()])]
    keys += [np.concatenate([fact.patient for fact in facts.values()])]
    by_row = np.lexsort(keys)
    row = np.empty(len(by_row), dtype=np.int32)
    row[by_row] = np.arange(first_row, first_row + len(by_row), dtype=np.int32)
    rows = np.split(row, np.cumsum([len(fact.day) for fact in facts.values()])[:-1])
    return {
        kind: _table(chunk, some, _worst_last(kind, some, row))
        for (kind, some), row in zip(facts.items(), rows, strict=True)
        if len(row)
    }


def _worst_last(kind: str, facts: Facts, row: NDArray[np.int32]) -> NDArray[np.int32]:
    """Rows of one kind, those of one day of a patient exchanged so that the worst has the last."""
    rule = CORE.kinds[kind].on_one_day
    if rule is None:
        return row
    places = np.lexsort((row, facts.day, facts.patient))
    another_day = (np.diff(facts.day[places]) != 0) | (np.diff(facts.patient[places]) != 0)
    exchanged = row.copy()
    for day in np.split(places, np.flatnonzero(another_day) + 1):
        if len(day) > 1:
            worst_last = sorted(day, key=lambda place: rule.severity(_fields(facts, place)))
            exchanged[worst_last] = row[day]
    return exchanged


def _fields(facts: Facts, place: int) -> dict[str, Any]:
    return {name: column.at(place) for name, column in facts.columns.items()}


def _table(chunk: Chunk, facts: Facts, row: NDArray[np.int32]) -> EventTable:
    number = np.full(len(row), chunk.number)
    return EventTable(
        patient=facts.patient + np.int32(chunk.first),
        day=facts.day,
        row=row,
        dating=np.full(len(row), Dating.EXACT, np.int8),
        recorded=facts.recorded,
        superseded=facts.superseded,
        id=np.stack([number, facts.record], axis=1).astype(">u8").view("V16").ravel(),
        columns=facts.columns,
    ).take(np.argsort(row))


def _stacked(tables: list[EventTable]) -> EventTable:
    fixed = {name: np.concatenate([getattr(item, name) for item in tables]) for name in FIXED}
    names = tables[0].columns
    columns = {name: joined([item.columns[name] for item in tables]) for name in names}
    return EventTable(**fixed, columns=columns)


def _event(chunk: Chunk, kind: str, facts: Facts, place: int) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": kind,
        "occurred": day_from_number(facts.day[place]).isoformat(),
    }
    for name, column in facts.columns.items():
        if isinstance(column, Categories):
            text = column.vocabulary[column.codes[place]]
            record[name] = text.split(SEPARATOR) if name == "drugs" else text
        else:
            record[name] = column.at(place)
    envelope = _envelope(chunk, facts, place)
    if facts.target[place] == NO_TARGET:
        return {**envelope, **record}
    return {**envelope, **_amending(chunk, facts, place, "corrected"), "replacement": record}


def _retraction(chunk: Chunk, retractions: Retractions, place: int) -> dict[str, Any]:
    envelope = _envelope(chunk, retractions, place)
    return {**envelope, **_amending(chunk, retractions, place, "retracted")}


def _envelope(chunk: Chunk, facts: Facts | Retractions, place: int) -> dict[str, Any]:
    recorded = EPOCH + timedelta(microseconds=int(facts.recorded[place]))
    return {
        "patient": patient_id(chunk.first + int(facts.patient[place])),
        "recorded": recorded.isoformat(),
        "recorder": "generator",
        "source_system": "benchmark",
        "source_record": _record(chunk, facts.record[place]),
        "provenance": "synthetic",
    }


def _amending(chunk: Chunk, facts: Facts | Retractions, place: int, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "occurred": day_from_number(facts.day[place]).isoformat(),
        "target_record": _record(chunk, facts.target[place]),
        "reason": "made up",
    }


def _record(chunk: Chunk, number: np.int64) -> str:
    return f"{chunk.number}-{number}"
