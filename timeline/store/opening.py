"""Opening the file of a store: to write where that is possible, else to read alone."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from timeline.errors import StoreNotFound, StoreUnreadable
from timeline.files import PRIVATE_FILE
from timeline.store.address import is_writable, size, to_read, write_ahead
from timeline.store.failures import named_refusals, patiently
from timeline.store.position_mark import check_emptied
from timeline.store.recorder import BatchFactory, BatchRecorder

LOCK_TIMEOUT_SECONDS = 30
PARTS = ("", "-wal", "-shm", "-journal", ".position")
"""How the names of the files end that are a store, and what SQLite and the note keep for it."""


def opened(path: Path, *, create: bool) -> tuple[BatchFactory, BatchRecorder]:
    """The library's factory and recorder of a file.

    What is created is for its owner alone, and nothing of it stays if that fails.
    """
    with named_refusals(path):
        made = create and _made(path)
    try:
        if not made:
            _check_nobody_elses(path, create)
        return patiently(lambda: _recorder(path), LOCK_TIMEOUT_SECONDS)
    except (PersistenceError, sqlite3.Error) as error:
        if made and "locked" not in str(error):
            clear_away(path)
        raise


def check_place(path: Path, *, create: bool) -> None:
    """Refuse a place where there is no store, or none can be made.

    Raises
    ------
    StoreNotFound, StoreUnreadable
        If the file or its folder is not there, or it is no file.
    """
    if not path.parent.is_dir():
        raise StoreNotFound(f"no folder {path.parent} for the store; create it first")
    if not create and not path.exists():
        raise StoreNotFound(f"no store at {path}; 'timeline import' creates one")
    if path.exists() and not path.is_file():
        raise StoreUnreadable(f"{path} is not a store; name another file")


def clear_away(path: Path) -> None:
    """Remove a store in which there is nothing."""
    for part in PARTS:
        path.with_name(path.name + part).unlink(missing_ok=True)


def _made(path: Path) -> bool:
    """Make the file unless it is there, and say whether it was made."""
    if path.exists():
        return False
    if size(write_ahead(path)):
        name = write_ahead(path).name
        raise StoreUnreadable(
            f"{name} is there without its store; put {path.name} back, or move {name} away"
        )
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    except FileExistsError:
        return False
    return True


def _check_nobody_elses(path: Path, create: bool) -> None:
    """Refuse a file of another program before the library adds its tables to it."""
    with closing(sqlite3.connect(to_read(path), uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if "stored_events" in tables:
        return
    check_emptied(path)
    if tables or not create:
        raise StoreUnreadable(f"{path} is not a store; name another file")


def _recorder(path: Path) -> tuple[BatchFactory, BatchRecorder]:
    writable = is_writable(path)
    factory = BatchFactory(
        {
            "SQLITE_DBNAME": str(path) if writable else to_read(path),
            "ORIGINATOR_ID_TYPE": "text",
            "SQLITE_LOCK_TIMEOUT": str(LOCK_TIMEOUT_SECONDS),
            "CREATE_TABLE": "yes" if writable else "no",
        }
    )
    try:
        recorder = factory.application_recorder()
    except (PersistenceError, sqlite3.Error):
        factory.close()
        raise
    assert isinstance(recorder, BatchRecorder)
    return factory, recorder
