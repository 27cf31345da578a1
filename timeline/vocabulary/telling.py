"""What of an event is the fact, and what only says how, when and by whom it was told."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from pydantic_core import to_json

TELLING = frozenset(
    {"recorded", "recorder", "document", "provenance", "provenance_note", "schema_version"}
)
"""Fields in which the same fact may differ when it is told again."""


def fact_digest(fields: Mapping[str, Any]) -> bytes:
    """A short fingerprint of the fact in an event's stored fields, however it was told.

    Kind, patient, record, revision, clinical date and payload count; of a correction also what it
    puts in, without what that says of its telling.
    """
    fact = _fact(fields)
    if isinstance(fact.get("replacement"), dict):
        fact["replacement"] = _fact(fact["replacement"])
    return blake2b(to_json(fact), digest_size=16).digest()


def _fact(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in sorted(fields.keys() - TELLING)}
