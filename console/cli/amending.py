"""Corrections and retractions put together from what a record says now."""

from collections.abc import Mapping
from typing import Any

import click

from console.application.errors import NotFound
from projections.language.nearest_name import closest
from timeline.amendments import ALWAYS
from timeline.errors import TimelineError
from timeline.history import History
from timeline.vocabulary import Event
from timeline.vocabulary.amendment import SAID_ONCE

FIXED = SAID_ONCE | {"kind"}
"""What a correction cannot change: another kind of event is another fact."""

NEVER_CARRIED = SAID_ONCE | {"schema_version"}


class NothingChanged(TimelineError):
    """A correction that leaves everything as it is."""


def standing(history: History, record: str, system: str | None) -> Event:
    """The fact of a source record as it holds now, corrections applied.

    Raises
    ------
    NotFound
        If the patient has no such record, it was retracted, or several systems have it.
    """
    known = {event.source_record: event for event in history.events}
    if record not in known:
        raise NotFound(f"the patient has no record '{record}'{closest(record, known)}")
    found = {
        fact.event.id: fact.event
        for fact in history.facts()
        if fact.held.end == ALWAYS and _is_of(history, fact.event, record, system)
    }
    if not found:
        why = "it was retracted, or is of another system"
        raise NotFound(f"record '{record}' holds no more: {why}")
    if len(found) > 1:
        systems = ", ".join(sorted({item.source_system for item in found.values()}))
        raise NotFound(f"several systems have a record '{record}'; name one by --system: {systems}")
    return next(iter(found.values()))


def as_recorded(history: History, fact: Event) -> Event:
    """What was first recorded of a fact, before any correction: to retract it retracts all."""
    *_, first = history.below(fact)
    return first


def envelope(history: History, target: Event, record: str) -> dict[str, Any]:
    """What an amendment says of itself: its own record, and the event that it amends."""
    same = (event for event in history.events if event.record == (target.source_system, record))
    return {
        "patient": target.patient,
        "source_system": target.source_system,
        "source_record": record,
        "revision": max((item.revision for item in same), default=0) + 1,
        "target_record": target.source_record,
        "target_revision": target.revision,
    }


def replacement(fact: Event, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fact as it is to be; a field without a value is taken out.

    Raises
    ------
    NothingChanged
        If every field is so already.
    """
    for name in changes.keys() & FIXED:
        raise click.UsageError(f"a correction cannot change '{name}'; retract the record instead")
    before = fact.model_dump(mode="json", exclude=set(NEVER_CARRIED), exclude_none=True)
    after = {name: value for name, value in {**before, **changes}.items() if value != ""}
    if _texts(after) == _texts(before):
        raise NothingChanged("the record says so already; nothing is corrected")
    return after


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """Fields as they are typed: 17 and 17.0 are one number."""
    return {
        name: f"{value:g}" if isinstance(value, float) else str(value)
        for name, value in fields.items()
    }


def _is_of(history: History, fact: Event, record: str, system: str | None) -> bool:
    """Whether a fact is that of a source record of a system, or of any."""
    return any(
        item.source_record == record and system in (None, item.source_system)
        for item in history.below(fact)
    )
