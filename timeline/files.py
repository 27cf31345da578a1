"""Files that appear whole or not at all, and a lock that one process holds at a time.

They hold what is known of patients: they are made for their owner alone to read.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a file system says that knows no second name of a file, such as some network shares."""


def private(path: str, flags: int) -> int:
    """Open a file as ``open`` does; if it is new, for its owner alone."""
    return os.open(path, flags, PRIVATE_FILE)


@contextmanager
def replacing(path: Path, mode: int = PRIVATE_FILE, *, synced: bool = True) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``path`` only once it is written and synced.

    Unsynced, it may be empty after a power cut: for what is better lost than waited for.
    """
    with _drafted(path, mode) as (draft, file):
        yield file
        _written(file, synced=synced)
        draft.replace(path)


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """Open a file that becomes ``path`` once it is written and synced, if there is none by then.

    Raises
    ------
    FileExistsError
        If there is one.
    """
    with _drafted(path, PRIVATE_FILE) as (draft, file):
        yield file
        _written(file, synced=True)
        _named(draft, path)


@contextmanager
def _drafted(path: Path, mode: int) -> Iterator[tuple[Path, BinaryIO]]:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield draft, file
    finally:
        draft.unlink(missing_ok=True)


def _named(draft: Path, path: Path) -> None:
    """Give a draft its name unless another file has it."""
    try:
        path.hardlink_to(draft)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError from None
        draft.replace(path)


def _written(file: BinaryIO, *, synced: bool) -> None:
    file.flush()
    if synced:
        os.fsync(file.fileno())


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other processes that maintain it."""
    with open(folder / ".lock", "w", opener=private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
