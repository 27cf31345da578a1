"""Events as they lie in the store, found whole and without a gap."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from timeline.store.recorder import Row
from timeline.store.seal import Damaged, unsealed


class Stored(NamedTuple):
    """One event as it lies in the store.

    ``position`` counts in the whole store, ``version`` in the patient's stream; ``day_order`` is
    the event's place on its day.
    """

    position: int
    version: int
    day_order: int
    fields: dict[str, Any]


def stored(position: int, row: Row) -> Stored:
    """The event of a row, if it is as it was written."""
    day_order, fields = unsealed(row, f"event {position}")
    return Stored(position, row.version, day_order, fields)


def page_after(position: int, rows: Iterable[tuple[int, Row]]) -> list[Stored]:
    """The events that follow a position; positions are counted without a gap."""
    page = [stored(*row) for row in rows]
    _check_whole(page, page[-1].position - position if page else 0, "the store")
    return page


def stream_of(rows: Iterable[tuple[int, Row]], version: int | None) -> list[Stored]:
    """A patient's events, all or up to a version; versions are counted from 1 without a gap."""
    stream = [stored(*row) for row in rows][:version]
    last = stream[-1].version if stream else 0
    _check_whole(stream, last if version is None else version, "a patient's history")
    return stream


def _check_whole(events: Sequence[Stored], count: int, where: str) -> None:
    if len(events) != count:
        raise Damaged(f"{where} lacks {count - len(events)} events")
