"""Amendments of a store, each with what it changed in the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.history import History
from timeline.store import Store
from timeline.vocabulary import Amendment, Corrected, Event

Pair = tuple[object, object]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """An amendment and the fields in which it differs from the fact that held until then.

    ``fields`` holds the old and the new value of each, None where there is none; of a retracted
    fact every field goes, and where an amendment is retracted, the values from before it come
    back. ``undoes`` is the kind of a retracted amendment, None for any other target.
    """

    amendment: Amendment
    kind: str
    fields: dict[str, Pair]
    undoes: str | None = None

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        amendment = self.amendment
        return {
            "patient": amendment.patient,
            "change": amendment.kind,
            "kind": self.kind,
            "source_system": amendment.source_system,
            "record": amendment.target_record,
            "revision": amendment.target_revision,
            "recorded": amendment.recorded.isoformat(),
            "recorder": amendment.recorder,
            "reason": amendment.reason,
            "document": amendment.document,
            "fields": {name: {"old": old, "new": new} for name, (old, new) in self.fields.items()},
            "event": str(amendment.id),
        }


def record_changes(store: Store, after: int = 0) -> Iterator[RecordChange]:
    """The amendments written after a position of the store, in the order of writing."""
    for stored in store.read(after):
        if stored.fields["kind"] in ("corrected", "retracted"):
            event = store.vocabulary.of_store(stored.fields)
            if isinstance(event, Amendment):
                yield record_change(store.history(event.patient), event)


def record_change(history: History, amendment: Amendment) -> RecordChange:
    """What an amendment of a patient's history changed."""
    before = _before(history, amendment)
    undone = _undone(history, amendment)
    after = _fact(history, amendment)
    if undone is not None and (restored := history.by_id.get(undone.target)) is not None:
        after = _fact(history, restored)
    kind = str(after.get("kind", before.get("kind", "not in the store")))
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    fields = {name: (before.get(name), after.get(name)) for name in names}
    return RecordChange(amendment, kind, fields, None if undone is None else undone.kind)


def _undone(history: History, amendment: Amendment) -> Amendment | None:
    """The amendment that a retraction undoes; None for a correction, or where a fact goes."""
    target = history.by_id.get(amendment.target)
    if isinstance(amendment, Corrected) or not isinstance(target, Amendment):
        return None
    return target


def _before(history: History, amendment: Amendment) -> dict[str, object]:
    """The fact that held until the amendment ended it; its target if it ended none."""
    ended = [fact for fact in history.facts() if fact.held.ended_by == amendment.id.bytes]
    target = ended[-1].event if ended else history.by_id.get(amendment.target)
    return {} if target is None else _fact(history, target)


def _fact(history: History, event: Event) -> dict[str, object]:
    """Kind, date and payload that an event says of the patient; nothing of a retraction."""
    if isinstance(event, Corrected):
        event = history.vocabulary.said_by(event)
    elif isinstance(event, Amendment):
        return {}
    return {"kind": event.kind, "occurred": event.occurred, **event.payload}
