"""Corrections and retractions, built from what a record holds now."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from console.application.errors import NotFound
from console.cli.writing import Writing
from projections.language.nearest_name import closest
from timeline.amendments import ALWAYS
from timeline.errors import TimelineError
from timeline.history import History
from timeline.store import Store
from timeline.vocabulary import Event
from timeline.vocabulary.amendment import SAID_ONCE

FIXED = SAID_ONCE | {"kind"}
"""What a correction cannot change: another kind of event is another fact."""

NEVER_CARRIED = SAID_ONCE | {"schema_version"}


class NothingChanged(TimelineError):
    """A correction that leaves everything as it is."""


@dataclass(frozen=True, slots=True)
class Amending:
    """A record that is to be amended.

    Attributes
    ----------
    fact
        The fact of the record as it holds now, corrections applied.
    """

    writing: Writing
    store: Store
    history: History
    record: str
    fact: Event

    @property
    def as_recorded(self) -> Event:
        """What was first recorded of the fact: its retraction also retracts all corrections."""
        *_, first = self.history.below(self.fact)
        return first

    def write(self, kind: str, target: Event, occurred: str, reason: str, **more: Any) -> None:
        """Write the amendment of a target, and print the outcome."""
        fields = {
            **envelope(self.history, target, self.record),
            **self.writing.envelope,
            "kind": kind,
            "occurred": occurred,
            "reason": reason,
            **more,
        }
        self.writing.write(self.store, fields)


@contextmanager
def amend(writing: Writing, patient: str, record: str, system: str | None) -> Iterator[Amending]:
    """A record of a patient in an open store.

    Raises
    ------
    NotFound
        If the patient has no such record, it was retracted, or several systems have it.
    """
    with writing.opened() as store:
        history = store.history(patient)
        fact = current_fact(history, record, system)
        yield Amending(writing, store, history, record, fact)


def current_fact(history: History, record: str, system: str | None) -> Event:
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
        raise NotFound(f"record '{record}' no longer holds: {why}")
    if len(found) > 1:
        systems = ", ".join(sorted({item.source_system for item in found.values()}))
        raise NotFound(f"several systems have a record '{record}'; name one by --system: {systems}")
    return next(iter(found.values()))


def envelope(history: History, target: Event, record: str) -> dict[str, Any]:
    """The record of an amendment, and the event that it amends."""
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
    """The corrected fact; a field without a value is removed.

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
