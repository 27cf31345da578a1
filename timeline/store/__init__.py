"""The record: every event ever written, in an SQLite file, through the eventsourcing library."""

from timeline.store.past import PastStore, up_to
from timeline.store.recorder import Row
from timeline.store.store import Store, Stored, digest

__all__ = ["PastStore", "Row", "Store", "Stored", "digest", "up_to"]
