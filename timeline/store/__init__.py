"""The record: every event ever written, in an SQLite file, through the eventsourcing library."""

from timeline.store.digests import Digests, digests
from timeline.store.ownership import Ownership
from timeline.store.past import PastStore, up_to
from timeline.store.recorder import Row
from timeline.store.store import Store
from timeline.store.stored import Stored
from timeline.store.writable import writable

__all__ = [
    "Digests",
    "Ownership",
    "PastStore",
    "Row",
    "Store",
    "Stored",
    "digests",
    "up_to",
    "writable",
]
