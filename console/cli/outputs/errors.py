"""Why an output is not written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.application.errors import NotFound
from timeline.errors import TimelineError

SAID = {
    errno.ENOSPC: "no space left on its disk; free some, or name another place",
    errno.EDQUOT: "no space left within your quota; free some, or name another place",
    errno.EFBIG: "no file may grow that large here; name another place",
    errno.EROFS: "its place is read-only; name another",
    errno.EACCES: "you may not write there; name another place",
    errno.EPERM: "you may not write there; name another place",
}


class OutputRefused(TimelineError):
    """An output that would destroy something, or cannot be written; the message says what to do."""


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Say what the system says of a path in our words.

    Raises
    ------
    OutputRefused
        In place of any ``OSError``.
    """
    try:
        yield
    except OSError as error:
        why = SAID.get(error.errno or 0, (error.strerror or "unwritable").lower())
        raise OutputRefused(f"{path} cannot be written: {why}") from None


def check_folder_of(named: Path) -> None:
    """Refuse a place in a folder that is not there.

    Raises
    ------
    NotFound
        With the folder's name.
    """
    if not named.resolve().parent.is_dir():
        raise NotFound(f"no folder {named.parent} for {named.name}; create it first")
