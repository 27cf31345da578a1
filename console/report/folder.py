"""Laying files down in a folder: all of them or none, and never over anything else.

``contents.json`` lists every file with its SHA-256. A folder is overwritten only if it is empty,
or holds an earlier report and nothing that was added or changed since.
"""

import json
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

CONTENTS = "contents.json"


class FolderRefused(Exception):
    """The folder cannot be written, or holds what would be lost; the message says what to do."""


def laid_down(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, by their names below it.

    They are written beside it first, and take its name when all are there.

    Raises
    ------
    FolderRefused
        If the folder holds anything but an unchanged earlier report, or cannot be written.
    """
    _check(folder)
    listed = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    written = {**files, CONTENTS: (json.dumps(listed, indent=2) + "\n").encode()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            _write(new, written)
            if folder.exists():
                folder.rename(old)
            try:
                new.rename(folder)
            except BaseException:
                if old.exists():
                    old.rename(folder)
                raise
    except OSError as error:
        raise FolderRefused(f"'{folder}' cannot be written: {error.strerror}") from None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _check(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderRefused(f"'{folder}' is not a folder; name another")
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        listed = json.loads((folder / CONTENTS).read_text("utf-8"))
        assert isinstance(listed, dict)
    except (OSError, ValueError, AssertionError):
        raise FolderRefused(
            f"'{folder}' holds other things than a report; name another folder, or empty it"
        ) from None
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != CONTENTS and listed.get(name) != _hash(path):
            raise FolderRefused(
                f"'{name}' was added to '{folder}' or changed since the report was written; "
                "move it away, or name another folder"
            )


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
