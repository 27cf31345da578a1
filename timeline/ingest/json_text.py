"""JSON objects in which no key appears twice and no number is NaN."""

import json
from typing import Any

from pydantic_core import from_json

from timeline.errors import InvalidEvent

NO_OBJECT = InvalidEvent("", "not a JSON object", "write one event as {...} per line")
NOT_UTF_8 = InvalidEvent("", "not UTF-8 text", "save the file as UTF-8")
NO_NUMBER = InvalidEvent("", "NaN and Infinity are no numbers in JSON", "leave the field out")
KEY_TWICE = InvalidEvent("", "a key appears twice in one object", "give each field once")


def object_in(text: bytes) -> dict[str, Any]:
    """The object that a text holds.

    Raises
    ------
    InvalidEvent
        If it is none, or leaves open which of two values is meant.
    """
    try:
        value = from_json(text, allow_inf_nan=False)
    except ValueError:
        raise _fault(text) from None
    if not isinstance(value, dict):
        raise NO_OBJECT
    if text.count(b'"') != 2 * _texts(value):  # else no key was lost: each has two quotes
        json.loads(text, object_pairs_hook=_once)
    return value


def _texts(value: Any) -> int:
    """Number of keys and texts in a value."""
    match value:
        case str():
            return 1
        case dict():
            return len(value) + sum(_texts(item) for item in value.values())
        case list():
            return sum(map(_texts, value))
    return 0


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise KEY_TWICE
    return fields


def _fault(text: bytes) -> InvalidEvent:
    try:
        value = json.loads(text)
    except UnicodeDecodeError:
        return NOT_UTF_8
    except (ValueError, RecursionError):
        return NO_OBJECT
    return NO_NUMBER if isinstance(value, dict) and not _finite(value) else NO_OBJECT


def _finite(value: dict[str, Any]) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True
