"""How far a store had come, noted beside it: what was lost since does not go unnoticed.

SQLite takes a write-ahead file that is missing or torn for one that was never written. The note is
made after each write, so it is never ahead of the store: a store that is behind it has lost events.
"""

import json
from pathlib import Path

from timeline.errors import StoreUnreadable
from timeline.files import replacing

Note = tuple[str, int]
"""The identity of a store, and the position of its last event."""


def note_reached(store: Path, identity: str, position: int) -> None:
    """Note how far a store has come.

    The events are written already: where there is no room for the note, the earlier one stays, and
    less would be noticed.
    """
    try:
        with replacing(_note(store), synced=False) as file:
            file.write(json.dumps({"store": identity, "position": position}).encode())
    except OSError:
        return


def check_reached(store: Path, identity: str, position: int) -> None:
    """Refuse a store that holds fewer events than it once did.

    Raises
    ------
    StoreUnreadable
        With how many it holds and held, and what may have become of them.
    """
    noted, once = _noted(store)
    if noted == identity and position < once:
        raise StoreUnreadable(_lost(store, f"holds {position} events and held {once}"))


def check_emptied(store: Path) -> None:
    """Refuse a file without events where a store had some.

    Raises
    ------
    StoreUnreadable
        If the note beside it speaks of events.
    """
    _, once = _noted(store)
    if once:
        raise StoreUnreadable(_lost(store, f"holds nothing and held {once} events"))


def _lost(store: Path, what: str) -> str:
    return (
        f"{store} {what}: {store.name}-wal is missing or torn, or an older copy was put back; "
        "put back what belongs there, or go on with this one under another name"
    )


def _noted(store: Path) -> Note:
    """The note beside a store; of none, or of one that cannot be read, position 0."""
    try:
        fields = json.loads(_note(store).read_bytes())
        return str(fields["store"]), int(fields["position"])
    except (LookupError, OSError, TypeError, ValueError):
        return "", 0


def _note(store: Path) -> Path:
    return store.with_name(f"{store.name}.position")
