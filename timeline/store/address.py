"""How SQLite is given the place of a file, and what it may do there."""

import os
from pathlib import Path


def is_writable(path: Path) -> bool:
    """Whether a file can be written, and what SQLite keeps beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def to_read(path: Path) -> str:
    """The address of a file that is only read.

    Where nothing can be written, SQLite cannot make the files that it works with: it learns that
    the file does not change. What is in the write-ahead file it would then overlook, so where there
    is some it learns nothing, and refuses.
    """
    unchanging = not is_writable(path) and not size(write_ahead(path))
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if unchanging else ''}"


def write_ahead(path: Path) -> Path:
    """The file in which SQLite keeps what it has not yet written to the store itself."""
    return path.with_name(f"{path.name}-wal")


def size(path: Path) -> int:
    """Bytes in a file; 0 without one."""
    return path.stat().st_size if path.exists() else 0
