"""The record: every event ever written, in an SQLite file, through the eventsourcing library."""

from timeline.store.recorder import Row
from timeline.store.store import Store, Stored, digest

__all__ = ["Row", "Store", "Stored", "digest"]
