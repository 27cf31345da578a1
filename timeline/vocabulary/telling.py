"""What of an event is the fact, and what only says how, when and by whom it was recorded."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from pydantic_core import to_json

from timeline.vocabulary.event import Event

TELLING = frozenset(
    {"recorded", "recorder", "document", "provenance", "provenance_note", "schema_version"}
)
"""Fields in which the same fact may differ when it is sent again."""


def fact_digest(fields: Mapping[str, Any]) -> bytes:
    """A short fingerprint of the fact in an event's fields, however it was recorded.

    Kind, patient, record, revision, clinical date and payload count, in the order in which they
    are given; of a correction also what it puts in, without what that says of its recording.
    """
    fact = _fact(fields)
    if isinstance(fact.get("replacement"), dict):
        fact["replacement"] = _fact(fact["replacement"])
    return blake2b(to_json(fact, exclude_none=True), digest_size=16).digest()


def replacement_digest(replacement: Mapping[str, Any]) -> bytes:
    """A short fingerprint of the fact that a correction puts in, whatever the order of fields."""
    return fact_digest({name: replacement[name] for name in sorted(replacement)})


def same_fact(event: Event, other: Event) -> bool:
    """Whether two events say the same, however each was recorded."""
    first, second = (fact_digest(fact.model_dump(mode="json")) for fact in (event, other))
    return first == second


def _fact(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in TELLING}
