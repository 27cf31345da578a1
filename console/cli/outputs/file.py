"""One file that a command writes."""

from dataclasses import dataclass
from pathlib import Path

from console.cli.outputs.errors import OutputRefused, check_folder_of, refusals
from console.cli.outputs.protected import check_unprotected
from timeline.files import creating, replacing


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: as the user named it, whether it may replace an earlier one, and the store.

    ``heading`` is the first line of a table, which an earlier output has and a source has not.
    What is no plain file, such as ``/dev/stdout``, is written to as it is.
    """

    named: Path
    force: bool
    store: Path
    heading: str = ""

    @property
    def path(self) -> Path:
        """Where the file is written; a symbolic link stays, and leads to it."""
        return self.named.resolve()

    def check(self) -> None:
        """Refuse what cannot be written, or would destroy something.

        Raises
        ------
        NotFound
            If the folder is not there.
        OutputRefused
            If the place is that of a store or a source, or of a file and ``--force`` is missing.
        """
        check_folder_of(self.named)
        with refusals(self.named):
            check_unprotected(self.path, self.store, self.heading)
            if self.path.is_file() and not self.force:
                raise self._there()

    def write(self, content: str | bytes) -> None:
        """Write the file, whole or not at all; texts as UTF-8, readable by its owner alone."""
        self.check()
        data = content.encode() if isinstance(content, str) else content
        with refusals(self.named):
            if self.path.exists() and not self.path.is_file():
                self.path.write_bytes(data)
                return
            try:
                with (replacing if self.force else creating)(self.path) as file:
                    file.write(data)
            except FileExistsError:
                raise self._there() from None

    def _there(self) -> OutputRefused:
        return OutputRefused(f"{self.named} is there already; add --force to replace it")
