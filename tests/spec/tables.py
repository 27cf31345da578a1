"""Tables as text: the events of some patients in, what a definition tells of them out.

A row of events needs ``occurred`` and ``kind``; ``record`` names it (a number, if left out),
``patient`` is A and ``recorded`` the same day, unless they are given. ``fields`` holds
``name=value`` pairs, quoted where a value holds spaces; ``a+b`` is a list, and an amendment names
its ``target``. Instants are UTC, and noon if they name no hour.
"""

import shlex
from datetime import UTC, date, datetime

from projections.audit import Audit
from projections.cohort.replay import Censoring, Replay
from projections.language import (
    Classes,
    Condition,
    Endpoint,
    Milestone,
    Quantity,
    events,
    first,
)
from projections.language.wording import plain
from projections.study import Study
from tests.oracle.naive_episodes import EpisodeReading
from tests.projections.logs import histories, laid_out
from timeline.dates import day_from_number
from timeline.log import AsOf
from timeline.vocabulary import CORE

ASKED = "asked"
LISTS = {"drugs"}
AMENDING = {"target_record", "reason"}
TRUTHS = {True: "true", False: "false", None: "unknown"}
VERDICTS = {True: "reached", False: "not reached", None: "unknown"}


def table(text):
    """The rows of a table, by the names of its columns."""
    header, *rows = [
        [cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()
    ]
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_events(text):
    """The events of a table."""
    return events_of(table(text))


def events_of(rows):
    """The events that rows tell."""
    return [CORE.parse(_raw(row, number)) for number, row in enumerate(rows, start=1)]


def instant(text):
    """A day at noon, or a time of a day, in UTC."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=UTC)


def _raw(row, number):
    payload = dict(pair.split("=", 1) for pair in shlex.split(row.get("fields", "")))
    payload = {name: _value(name, text) for name, text in payload.items()}
    occurred, kind = row["occurred"], row["kind"]
    if "target" in payload:
        payload |= {"target_record": payload.pop("target"), "reason": "queried"}
    if kind == "corrected":
        said = {name: payload.pop(name) for name in list(payload) if name not in AMENDING}
        payload["replacement"] = {**said, "occurred": occurred}
    return {
        "kind": kind,
        "patient": row.get("patient") or "A",
        "occurred": occurred,
        "recorded": instant(row.get("recorded") or f"{occurred}-01-01"[:10]),
        "recorder": "registry",
        "source_system": "spec",
        "source_record": row.get("record") or str(number),
        **payload,
    }


def _value(name, text):
    if name in LISTS:
        return text.split("+")
    if text in {"true", "false"}:
        return text == "true"
    try:
        return float(text) if name != "target" else text
    except ValueError:
        return text


def derivations(definition, text, cutoff="2020-12-31", known_by=None, strict=False, **named):
    """The audit of each patient, as of a cutoff and a lock; ``named`` are definitions it cites."""
    record = read_events(text)
    study = Study(
        name="spec",
        title="a definition of the specification",
        enrolment=first(events()),
        definitions={**named, ASKED: definition},
        populations={},
        endpoints=(),
    )
    as_of = AsOf(date.fromisoformat(cutoff), known_by and instant(known_by))
    censoring = Censoring.STRICT if strict else Censoring.ADMINISTRATIVE
    log, readings = laid_out(record), histories(record)
    found = {}
    for patient in Replay(study, log, as_of, censoring).patients.tolist():
        segment, index = log.part_of(patient)
        found[patient] = Audit(study, segment.only(index), as_of, censoring).derivation(ASKED)
        reading = EpisodeReading(readings[patient], as_of, censoring)
        assert (found[patient].value, found[patient].date) == naive(reading, definition)
    return found, {event.id: event.source_record for event in record}


def told(definition, text, **as_of):
    """What a definition tells of each patient: value, date, and the records that decided it.

    The engine says it, and the naive reading is held to the same.
    """
    found, records = derivations(definition, text, **as_of)
    return [
        {
            "patient": patient,
            "value": one.value,
            "date": one.date or "",
            "decided by": ", ".join(records[event] for event in one.decided_by),
        }
        for patient, one in found.items()
    ]


def naive(reading, definition):
    """Value and date by the naive reading, in the words of an audit."""
    match definition:
        case Milestone():
            moment = reading.moment(definition)
            value = VERDICTS[reading.finally_reached(definition).truth]
            return value, moment and day_from_number(moment.day).isoformat()
        case Condition():
            return TRUTHS[reading.finally_(definition).truth], None
        case Classes():
            return reading.label(definition), None
        case Quantity():
            value = reading.quantity(definition)
            return "unknown" if value is None else plain(value), None
        case Endpoint():
            return in_words(reading.ending(definition), reading, definition)


def in_words(ending, reading, endpoint):
    if ending.cause is None:
        return f"not in the analysis: {ending.reason}", None
    outcome = ending.reason if ending.cause else f"censored ({ending.reason})"
    end = day_from_number(reading.moment(endpoint.origin).day + ending.days)
    return f"{outcome} after {ending.days} days", end.isoformat()
