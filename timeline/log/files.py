"""Files that appear whole or not at all, and a lock that one process holds at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``path`` only once it is written and synced."""
    with _drafted(path) as (draft, file):
        yield file
        _synced(file)
        draft.replace(path)


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """Open a file that becomes ``path`` once it is written and synced, if there is none by then.

    Raises
    ------
    FileExistsError
        If there is one.
    """
    with _drafted(path) as (draft, file):
        yield file
        _synced(file)
        path.hardlink_to(draft)


@contextmanager
def _drafted(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            yield draft, file
    finally:
        draft.unlink(missing_ok=True)


def _synced(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other processes that maintain it."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
