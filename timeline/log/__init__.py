"""The store's events in columns, sorted by patient and date, with both time axes as intervals."""

from timeline.log.as_of import AsOf
from timeline.log.columns import Categories, Column, EventTable, Numbers
from timeline.log.layout import laid_out
from timeline.log.maintain import Log, built_again, followed, log_of, rebuilt
from timeline.log.segment import Segment
from timeline.log.understood import Understood, understood

__all__ = [
    "AsOf",
    "Categories",
    "Column",
    "EventTable",
    "Log",
    "Numbers",
    "Segment",
    "Understood",
    "built_again",
    "followed",
    "laid_out",
    "log_of",
    "rebuilt",
    "understood",
]
