"""Amendments of a store, each with what it changed in the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from timeline.history import History
from timeline.store import Store
from timeline.vocabulary import Amendment, Corrected, Event

Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """An amendment and the fields in which it differs from what it amends.

    ``fields`` holds the old and the new value of each, None where there is none; of a retraction
    every field of the fact goes.
    """

    amendment: Amendment
    kind: str
    fields: dict[str, Pair]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        one = self.amendment
        return {
            "patient": one.patient,
            "change": one.kind,
            "kind": self.kind,
            "source_system": one.source_system,
            "record": one.target_record,
            "revision": one.target_revision,
            "recorded": one.recorded.isoformat(),
            "recorder": one.recorder,
            "reason": one.reason,
            "document": one.document,
            "fields": {name: {"old": old, "new": new} for name, (old, new) in self.fields.items()},
            "event": str(one.id),
        }


def record_changes(store: Store, after: int = 0) -> Iterator[RecordChange]:
    """The amendments written after a position of the store, in the order of writing."""
    for stored in store.read(after):
        if stored.fields["kind"] in ("corrected", "retracted"):
            event = store.vocabulary.of_store(stored.fields)
            if isinstance(event, Amendment):
                yield _change(store.history(event.patient), event)


def _change(history: History, amendment: Amendment) -> RecordChange:
    target = history.by_id.get(amendment.target)
    before = {} if target is None else _fact(history, target)
    after = _fact(history, amendment) if isinstance(amendment, Corrected) else {}
    kind = str(after.get("kind", before.get("kind", "not in the store")))
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return RecordChange(
        amendment, kind, {name: (before.get(name), after.get(name)) for name in names}
    )


def _fact(history: History, event: Event) -> dict[str, Any]:
    """Kind, date and payload that an event says of the patient; nothing of a retraction."""
    if isinstance(event, Corrected):
        event = history.vocabulary.said_by(event)
    elif isinstance(event, Amendment):
        return {}
    return {"kind": event.kind, "occurred": event.occurred, **event.payload}
