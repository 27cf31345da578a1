"""A log read back patient by patient, and the same laid out naively from each history."""

from timeline.dates import day_number
from timeline.log import log_of
from timeline.log.build import segment_from
from timeline.log.builder import LogDraft
from timeline.vocabulary import CORE, Corrected


def laid_out(events):
    """A log of events in memory, without a store."""
    draft = LogDraft()
    for event in events:
        said = CORE.replacement(event) if isinstance(event, Corrected) else event
        draft.append(event.model_dump(mode="json", exclude_none=True), said.day_order.value)
    return log_of({"all": segment_from(draft)}, len(events))


def layout(log):
    """Rows of every patient of a log, in order, as plain values."""
    return {patient: _rows(*log.part_of(patient)) for patient in log.patients}


def _rows(segment, index):
    mine = segment.only(index)
    rows = [
        (int(table.row[place]), _row(kind, table, place))
        for kind, table in mine.tables.items()
        for place in range(len(table))
    ]
    return [row for _, row in sorted(rows, key=lambda one: one[0])]


def _row(kind, table, place):
    payload = {name: column.at(place) for name, column in table.columns.items()}
    return {
        "kind": kind,
        "day": int(table.day[place]),
        "dating": int(table.dating[place]),
        "recorded": int(table.recorded[place]),
        "superseded": int(table.superseded[place]),
        "id": bytes(table.id[place]),
        **{name: value for name, value in payload.items() if value is not None},
    }


def naive_layout(histories):
    """The rows that the facts of each history should come to."""
    return {history.events[0].patient: _naive_rows(history) for history in histories}


def _naive_rows(history):
    return [
        {
            "kind": fact.event.kind,
            "day": day_number(fact.day),
            "dating": fact.dating,
            "recorded": fact.held.start,
            "superseded": fact.held.start if fact.outvoted else fact.held.end,
            "id": fact.event.id.bytes,
            **{name: _column(value) for name, value in fact.event.payload.items()},
        }
        for fact in history.facts()
    ]


def _column(value):
    match value:
        case list():
            return " + ".join(value)
        case str():
            return value
        case _:
            return float(value)
