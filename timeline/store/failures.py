"""What can go wrong with the file of a store, in words that carry no patient data."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from eventsourcing.persistence import ConnectionPoolClosedError, IntegrityError, PersistenceError

from timeline.errors import StoreBusy, StoreUnreadable

Opened = TypeVar("Opened")


def check_nobody_elses(path: Path, create: bool) -> None:
    """Refuse a file of another program before the library adds its tables to it."""
    if not path.exists():
        return
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if "stored_events" not in tables and (tables or not create):
        raise StoreUnreadable(f"{path} is not a store; name another file")


def patiently(attempt: Callable[[], Opened], seconds: int) -> Opened:
    """Repeat an attempt that meets a locked file, for some seconds.

    SQLite waits for a lock by itself except where a new file changes to its write-ahead log:
    there, two programs that create one store at the same moment would fail at once.
    """
    pause = 0.05
    for _ in range(int(seconds / pause)):
        try:
            return attempt()
        except (PersistenceError, sqlite3.Error) as error:
            if "locked" not in str(error):
                raise
        time.sleep(pause)
    return attempt()


@contextmanager
def named_failures(path: Path) -> Iterator[None]:
    """Turn the library's errors into ours; their texts may quote rows, so they are not kept."""
    try:
        yield
    except IntegrityError:
        raise StoreBusy("another writer changed the same history; repeat the command") from None
    except ConnectionPoolClosedError:
        raise StoreUnreadable(f"{path} has been closed; open it again") from None
    except (PersistenceError, sqlite3.Error) as error:
        if "locked" in str(error):
            raise StoreBusy(f"{path} is locked by another program; repeat the command") from None
        raise StoreUnreadable(f"{path} is not a readable store") from None
