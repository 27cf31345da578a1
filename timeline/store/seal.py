"""Seals of stored events: a bit of an event that changed in the file is not read unnoticed."""

from functools import cache
from typing import Any
from zlib import crc32

from eventsourcing.persistence import DataError
from pydantic_core import from_json

from timeline.store.recorder import Row


class Damaged(DataError):
    """An event that is not as it was written; the text says which, and quotes nothing of it."""


def sealed(row: Row) -> Row:
    """A row as it is stored: its topic is ``<place on its day>/<kind>/<checksum of the row>``."""
    return row._replace(topic=f"{row.topic}/{_checksum(row)}")


def unsealed(row: Row, name: str) -> tuple[int, dict[str, Any]]:
    """Place on its day and fields of a stored row, once it is found as it was written.

    A row of a store from before there were seals has no checksum; its kind appears twice.

    Raises
    ------
    Damaged
        If it is not; the text calls it by the given name.
    """
    try:
        topic, seal = _topic(row.topic)
        place, kind = _parts(topic)
        fields: dict[str, Any] = from_json(row.state)
        whole = (fields["kind"], fields["patient"]) == (kind, row.patient)
        whole = whole and seal in ("", _checksum(row._replace(topic=topic)))
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Damaged(f"{name} is not as it was written") from None
    if not whole:
        raise Damaged(f"{name} is not as it was written")
    return place, fields


def _topic(stored: str) -> tuple[str, str]:
    """The topic of a row, and its checksum, if it has one."""
    topic, _, seal = stored.rpartition("/")
    return (topic, seal) if "/" in topic else (stored, "")


def _checksum(row: Row) -> str:
    place = f"{row.patient}\x1f{row.version}\x1f{row.topic}\x1f".encode()
    return f"{crc32(row.state, crc32(place)):08x}"


@cache
def _parts(topic: str) -> tuple[int, str]:
    place, _, kind = topic.partition("/")
    return int(place), kind
