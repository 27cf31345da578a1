"""Laying stored events out in columns, in today's schema."""

from collections.abc import Iterable, Mapping
from typing import Any

from timeline.log.build import segment_from
from timeline.log.builder import LogDraft
from timeline.log.segment import Segment
from timeline.store import Stored
from timeline.vocabulary import Corrected, Vocabulary
from timeline.vocabulary.upcasting import upcast


def laid_out(events: Iterable[Stored], vocabulary: Vocabulary) -> Segment:
    """A segment of stored events in any order."""
    draft = LogDraft(vocabulary)
    for stored in events:
        draft.append(_current(stored.fields, vocabulary), stored.day_order)
    return segment_from(draft)


def _current(fields: Mapping[str, Any], vocabulary: Vocabulary) -> Mapping[str, Any]:
    """Stored fields in today's schema; those of a kind that is not known as they are."""
    if _is_old(fields, vocabulary):
        fields = upcast(vocabulary.kinds[fields["kind"]], fields)
    if fields["kind"] == "corrected" and _is_old(fields["replacement"], vocabulary):
        event = vocabulary.parse(fields)
        assert isinstance(event, Corrected)
        fields = {**fields, "replacement": event.replacement}
    return fields


def _is_old(fields: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    model = vocabulary.kinds.get(fields["kind"])
    return model is not None and fields.get("schema_version", 1) != model.current_version
