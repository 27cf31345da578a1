"""A folder that a command writes: all of its files or none.

``contents.json`` lists every file with its SHA-256. With ``--force`` a folder is replaced if it
holds an earlier output, and nothing that was added or changed since.
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from console.cli.outputs.errors import OutputRefused, check_folder_of, refusals
from console.cli.outputs.protected import check_unprotected
from timeline.files import PRIVATE_FOLDER, private

CONTENTS = "contents.json"


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder to write: as the user named it, whether it may replace an earlier output, the store.

    ``str`` gives the name.
    """

    named: Path
    force: bool
    store: Path

    @property
    def path(self) -> Path:
        """Where the folder is written; a symbolic link stays, and leads to it."""
        return self.named.resolve()

    def __str__(self) -> str:
        return str(self.named)

    def check(self) -> None:
        """Refuse what cannot be written, or would destroy something.

        Raises
        ------
        NotFound
            If the folder around it is not there.
        OutputRefused
            If the place is that of a store, if it holds an earlier output and ``--force`` is
            missing, or if it holds anything else.
        """
        check_folder_of(self.named)
        with refusals(self.named):
            check_unprotected(self.path, self.store)
            self._check_contents()

    def _check_contents(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise OutputRefused(f"'{self}' is not a folder; name another")
        if not self.path.exists() or not any(self.path.iterdir()):
            return
        _check_unchanged(self.path, str(self))
        if not self.force:
            raise OutputRefused(f"'{self}' holds an earlier output; add --force to replace it")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their names below the folder, for its owner alone.

        They are written beside it first, and take its name when all are there.
        """
        self.check()
        data = {
            name: content.encode() if isinstance(content, str) else content
            for name, content in files.items()
        }
        listed = {name: sha256(content).hexdigest() for name, content in sorted(data.items())}
        data[CONTENTS] = (json.dumps(listed, indent=2, allow_nan=False) + "\n").encode()
        with refusals(self.named):
            _replace(self.path, data)


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        _write(new, files)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            if old.exists():
                old.rename(folder)
            raise


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(mode=PRIVATE_FOLDER)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        with open(path, "xb", opener=private) as file:
            file.write(content)


def _check_unchanged(folder: Path, named: str) -> None:
    """Refuse a folder that holds anything but an unchanged earlier output."""
    try:
        listed = json.loads((folder / CONTENTS).read_text("utf-8"))
        assert isinstance(listed, dict)
    except (OSError, ValueError, AssertionError):
        raise OutputRefused(
            f"'{named}' holds other things than an earlier output; name another folder, or empty it"
        ) from None
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != CONTENTS and listed.get(name) != _hash(path):
            raise OutputRefused(
                f"'{name}' was added to '{named}' or changed since it was written; "
                "move it away, or name another folder"
            )


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
