"""All files of an export, written as a whole or not at all."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from console.errors import NotFound
from timeline.errors import TimelineError

MARK = "codebook.csv"
"""A folder that holds this file is an earlier export, which a new one replaces."""


class FolderTaken(TimelineError):
    """The folder holds something that is no export."""


def write_whole(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a new folder, or in place of an earlier export.

    They are written beside it and the finished folder takes its name, so that a reader finds the
    old files or the new ones, and an interruption leaves neither changed.

    Raises
    ------
    NotFound
        If there is no folder to write it in.
    FolderTaken
        If the folder holds something that is no export.
    """
    target = folder.resolve()
    if not target.parent.is_dir():
        raise NotFound(f"no folder {folder.parent} for the export; create it first")
    if target.exists() and not _replaceable(target):
        raise FolderTaken(f"{folder} holds something that is no export; give another --out")
    beside = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        finished = beside / "finished"
        finished.mkdir()
        for name, text in files.items():
            (finished / name).write_text(text, encoding="utf-8", newline="\n")
        if target.exists():
            target.rename(beside / "earlier")
        finished.rename(target)
    finally:
        shutil.rmtree(beside)


def _replaceable(target: Path) -> bool:
    return target.is_dir() and ((target / MARK).is_file() or not any(target.iterdir()))


def as_text(value: object) -> str:
    """A document in JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
