"""What no output may take the place of, with or without ``--force``."""

from pathlib import Path

from console.cli.outputs.errors import OutputRefused

SQLITE = b"SQLite format 3\0"
COMPANIONS = ("-wal", "-shm", "-journal", ".position", ".log", ".locks")
"""What lies beside a store, by how its name ends."""

SOURCES = frozenset({".csv", ".jsonl", ".lock", ".ndjson", ".py", ".xls", ".xlsx"})
"""How files end from which facts, claims, studies and pins are read; no single output does."""


def check_unprotected(path: Path, store: Path, heading: str = "") -> None:
    """Refuse the place of a store, of what lies beside one, and of a source.

    Parameters
    ----------
    path
        Where something is to be written, symbolic links followed.
    store
        The store of the command, whether it is there yet or not.
    heading
        First line of the table that is to be written: a file that begins with it is an earlier
        output, and no source. Empty for what is no table.

    Raises
    ------
    OutputRefused
        With what the place belongs to.
    """
    for part in (path, *path.parents):
        for owner in _owners(part):
            if owner == store.resolve() or _is_store(owner):
                raise OutputRefused(f"{path} belongs to the store {owner.name}; name another place")
    if path.is_file() and path.suffix.lower() in SOURCES and not _begins_with(path, heading):
        raise OutputRefused(f"{path} may be a source, and is never replaced; name another file")


def _owners(part: Path) -> list[Path]:
    """The stores to which a file or folder of this name would belong."""
    beside = [part.name.removesuffix(end) for end in COMPANIONS if part.name.endswith(end)]
    return [part, *(part.with_name(name) for name in beside if name)]


def _begins_with(path: Path, heading: str) -> bool:
    """Whether the first line of a file is a heading; none is empty."""
    with path.open("rb") as file:
        first = file.readline(len(heading.encode()) + 2)
    return heading != "" and first.rstrip(b"\r\n") == heading.encode()


def _is_store(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE
