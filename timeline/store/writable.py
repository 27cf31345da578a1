"""Opening a store to write: a file that was not there stays only if an event is written to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.store.opening import clear_away
from timeline.store.store import Store
from timeline.vocabulary import CORE, Vocabulary


@contextmanager
def writable(path: Path, vocabulary: Vocabulary = CORE) -> Iterator[Store]:
    """A store to write to, created if need be; no empty store is left where there was none.

    Raises
    ------
    StoreNotFound, StoreUnreadable
        If there is no folder for it, or the file is no store.
    """
    was_there, filled = path.exists(), True
    try:
        with Store.open(path, vocabulary, create=True) as store:
            try:
                yield store
            finally:
                filled = store.position > 0
    finally:
        if not was_there and not filled:
            clear_away(path)
