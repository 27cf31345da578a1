"""The list of rejects beside a file: written for its cause, and gone with it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from timeline.errors import TimelineError
from timeline.files import replacing
from timeline.ingest.rejects import Reject
from timeline.spreadsheets import inert

HEADER = ",".join(Reject.__slots__)


class RejectsInTheWay(TimelineError):
    """The place of a list of rejects is taken, or cannot be written."""


@dataclass(frozen=True, slots=True)
class RejectsFile:
    """``FILE.rejects.csv`` beside an imported file."""

    path: Path

    @classmethod
    def beside(cls, imported: Path) -> "RejectsFile":
        """Where the rejects of a file are listed."""
        return cls(imported.with_name(imported.name + ".rejects.csv"))

    def check(self) -> None:
        """Refuse to take the place of what is no list of rejects.

        Raises
        ------
        RejectsInTheWay
            With the remedy.
        """
        if self.path.exists() and not self._is_list():
            raise RejectsInTheWay(f"{self.path} is no list of rejects; move it elsewhere first")

    def tell(self, rejects: Sequence[Reject]) -> None:
        """Write the list; if nothing was rejected, remove that of an earlier import.

        Raises
        ------
        RejectsInTheWay
            If another file lies there, or the folder cannot be written.
        """
        self.check()
        try:
            if rejects:
                with replacing(self.path) as file:
                    file.write(_table(rejects).encode())
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            reason = (error.strerror or "cannot be written").lower()
            left = f"{len(rejects)} lines were not imported; the others were"
            raise RejectsInTheWay(f"{self.path}: {reason}; {left}") from None

    def _is_list(self) -> bool:
        if not self.path.is_file():
            return False
        with self.path.open("rb") as file:
            return file.readline().strip() == HEADER.encode()


def _table(rejects: Sequence[Reject]) -> str:
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(Reject.__slots__)
    for reject in rejects:
        rows.writerow([inert(str(getattr(reject, name))) for name in Reject.__slots__])
    return text.getvalue()
