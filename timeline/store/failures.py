"""What can go wrong with the file of a store, in words that carry no patient data."""

import errno
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from eventsourcing.persistence import ConnectionPoolClosedError, IntegrityError, PersistenceError

from timeline.errors import StoreBusy, StoreUnreadable, StoreUnwritable, TimelineError
from timeline.store.address import to_read, write_ahead
from timeline.store.seal import Damaged

Opened = TypeVar("Opened")
NO_SPACE = "{path} cannot be written: no space left on its disk; free some and repeat the command"
READ_ONLY = "{path} is read-only here; write to it where you may write, or to a copy of it"
DAMAGED = "{path} is damaged ({place}); put it back from a copy"
UNMERGED = (
    "{path} cannot be opened: {path.name}-wal is not merged; open it once where you may write"
)


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
    except Damaged as damage:
        raise StoreUnreadable(DAMAGED.format(path=path, place=damage)) from None
    except UnicodeDecodeError:
        raise StoreUnreadable(DAMAGED.format(path=path, place="a text is no UTF-8")) from None
    except (PersistenceError, sqlite3.Error) as error:
        raise _named(path, str(error)) from None


def _named(path: Path, message: str) -> TimelineError:
    """Our error for what SQLite said."""
    if "locked" in message:
        return StoreBusy(f"{path} is locked by another program; repeat the command")
    if "full" in message:
        return StoreUnwritable(NO_SPACE.format(path=path))
    if "readonly" in message:
        return StoreUnwritable(READ_ONLY.format(path=path))
    if "I/O error" in message:
        return StoreUnwritable(f"the disk of {path} fails, or is full; free space, or change it")
    if "malformed" in message:
        return StoreUnreadable(DAMAGED.format(path=path, place=damaged_place(path) or message))
    if "unable to open" in message and write_ahead(path).exists():
        return StoreUnreadable(UNMERGED.format(path=path))
    return StoreUnreadable(f"{path} is not a readable store")


@contextmanager
def named_refusals(path: Path) -> Iterator[None]:
    """Turn what the system says when a file is made into our error."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreUnwritable(NO_SPACE.format(path=path)) from None
        why = (error.strerror or "unwritable").lower()
        raise StoreUnwritable(f"{path} cannot be made: {why}; name another place") from None


def damaged_place(path: Path, check: str = "quick_check") -> str | None:
    """Where SQLite finds a file damaged first, such as a page; it quotes nothing of it."""
    try:
        with closing(sqlite3.connect(to_read(path), uri=True)) as connection:
            (found,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    except sqlite3.Error as error:
        return str(error)
    place = " ".join(str(found).removeprefix("*** in database main ***").split())
    return None if place == "ok" else place
