"""How a CSV file is written: its encoding, what parts its cells, and where its headings are."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import TimelineError

DELIMITERS = (",", ";", "\t", "|")
CHUNK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
HINT = "sep="
"""How the line begins that gives a spreadsheet program the delimiter."""


class FileUnreadable(TimelineError):
    """A file that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class CsvForm:
    """Encoding and delimiter of a CSV file, its headings, and the number of their line."""

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    line: int

    @property
    def notices(self) -> list[str]:
        """What was found out about the file and might be wrong."""
        if self.encoding == "cp1252":
            return ["not UTF-8, so it is read as Windows-1252; check names with accents"]
        return []


def form_of(path: Path, fields: frozenset[str]) -> CsvForm:
    """Find out how a file is written from its bytes and its headings.

    ``fields`` are the names that events have: a heading may be one of them in other case.

    Raises
    ------
    FileUnreadable
        If it has no column ``kind``, two columns of one name, or is no text.
    """
    encoding = _encoding(path)
    try:
        number, line = next(_heading(path, encoding), (1, ""))
    except UnicodeError:
        raise no_text(path) from None
    found = {delimiter: _as_fields(_headings(line, delimiter), fields) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: ("kind" in found[mark], len(found[mark])))
    form = CsvForm(encoding, delimiter, found[delimiter], number)
    _check_headings(path, form)
    return form


def no_text(path: Path) -> FileUnreadable:
    """What to say of a file in no encoding that is known."""
    return FileUnreadable(f"{path}: neither UTF-8 nor Windows text; save it as UTF-8")


def _headings(line: str, delimiter: str) -> tuple[str, ...]:
    """The headings of a line, without blank ones at its end."""
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return ()
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _as_fields(headings: tuple[str, ...], fields: frozenset[str]) -> tuple[str, ...]:
    """The headings, each as the field from which it differs in case alone, if there is one."""
    by_lower = {name.lower(): name for name in sorted(fields)}
    return tuple(
        heading if heading in fields else by_lower.get(heading.lower(), heading)
        for heading in headings
    )


def _check_headings(path: Path, form: CsvForm) -> None:
    where, names = f"in line {form.line}", form.headings
    if "kind" not in names:
        raise FileUnreadable(f"{path}: no column 'kind' {where}; name the columns there")
    for place, name in enumerate(names):
        if name in names[:place]:
            both = f"columns {names.index(name) + 1} and {place + 1}"
            raise FileUnreadable(f"{path}: {both} have the same name {where}; rename one")


def _heading(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that may hold the headings."""
    with path.open(newline=None, encoding=encoding) as file:
        for number, line in enumerate(file, start=1):
            blank = not line.strip("".join(DELIMITERS) + " \n")
            if not blank and not line.lower().startswith(HINT):
                yield number, line.rstrip("\n")


def _encoding(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in UTF_16:
            return "utf-16"
        file.seek(0)
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
