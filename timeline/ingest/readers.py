"""JSON Lines and CSV files as raw records with their line numbers."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from timeline.errors import InvalidEvent
from timeline.ingest.csv_form import CsvForm, FileUnreadable, form_of, no_text
from timeline.ingest.json_text import object_in
from timeline.ingest.numbers import check_not_open, with_point
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.fields import lists_of, names_in, numbers_of

LIST_SEPARATOR = ";"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
DECIMAL_COMMAS = ";"
"""Where semicolons part the cells, a comma is free to part the decimals."""

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
JSON_LINES, CSV = {".jsonl", ".ndjson"}, {".csv", ".tsv"}
QUOTES = InvalidEvent(
    "",
    "the quotes of a cell do not match, and lines below may have been read as part of it",
    "close the cell's quote, and double any quote inside it",
)

__all__ = ["FileUnreadable", "Line", "SourceFile", "read_lines", "read_replacement"]


class Line(NamedTuple):
    """A line of a file: its raw record, empty if no cell is filled; or what is wrong with it."""

    number: int
    raw: dict[str, Any]
    fault: InvalidEvent | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of events; ``form`` says how a CSV file is written."""

    path: Path
    vocabulary: Vocabulary
    form: CsvForm | None

    @classmethod
    def at(cls, path: Path, vocabulary: Vocabulary) -> "SourceFile":
        """A ``.jsonl`` (or ``.ndjson``) or ``.csv`` (or ``.tsv``) file.

        Raises
        ------
        FileUnreadable
            If the file is missing, of another type, or has no heading ``kind``.
        """
        suffix = path.suffix.lower()
        if suffix not in JSON_LINES | CSV:
            kinds = ".jsonl, .ndjson, .csv or .tsv"
            raise FileUnreadable(f"{path}: not {kinds}; convert it to one of these")
        fields = names_in(vocabulary.kinds.values())
        try:
            with path.open("rb"):
                return cls(path, vocabulary, form_of(path, fields) if suffix in CSV else None)
        except OSError as error:
            raise _unreadable(path, error) from None

    @property
    def notices(self) -> list[str]:
        """What was found out about the file and might be wrong."""
        return self.form.notices if self.form else []

    def lines(self) -> Iterator[Line]:
        """All records of the file.

        Raises
        ------
        FileUnreadable
            If the file cannot be read to its end.
        """
        try:
            if self.form is None:
                yield from _json_lines(self.path)
            else:
                yield from _csv_lines(self.path, self.form, self.vocabulary)
        except UnicodeError:
            raise no_text(self.path) from None
        except OSError as error:
            raise _unreadable(self.path, error) from None


def read_lines(path: Path, vocabulary: Vocabulary) -> Iterator[Line]:
    """All records of a file."""
    yield from SourceFile.at(path, vocabulary).lines()


def _unreadable(path: Path, error: OSError) -> FileUnreadable:
    return FileUnreadable(f"{path}: {(error.strerror or 'unreadable').lower()}")


def _json_lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as file:
        for number, text in enumerate(file, start=1):
            if text.isspace():
                continue
            try:
                yield Line(number, object_in(text.removeprefix(BYTE_ORDER_MARK)))
            except InvalidEvent as fault:
                yield Line(number, {}, fault)


def _csv_lines(path: Path, form: CsvForm, vocabulary: Vocabulary) -> Iterator[Line]:
    with path.open(newline="", encoding=form.encoding) as file:
        for _ in range(form.line):
            next(file)
        for number, cells in _csv_rows(file, form):
            if cells is None:
                yield Line(number, {}, QUOTES)
            elif len(cells) != len(form.headings):
                reason = f"{len(cells)} cells under {len(form.headings)} headings"
                remedy = f"quote cells that hold a {NAMES[form.delimiter]}"
                yield Line(number, {}, InvalidEvent("", reason, remedy))
            else:
                yield _csv_line(
                    number, dict(zip(form.headings, cells, strict=True)), form, vocabulary
                )


def _csv_rows(file: TextIO, form: CsvForm) -> Iterator[tuple[int, list[str] | None]]:
    """First line number and cells of each row; None if its quotes are broken.

    Lines without any cell are left out, and blank cells beyond the last heading.
    """
    rows = csv.reader(file, delimiter=form.delimiter, strict=True)
    while True:
        number = form.line + rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
        else:
            while len(cells) > len(form.headings) and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells


def _csv_line(number: int, cells: Mapping[str, str], form: CsvForm, vocabulary: Vocabulary) -> Line:
    raw: dict[str, Any] = {name: cell for name, cell in cells.items() if cell != ""}
    model = vocabulary.kinds.get(raw.get("kind", ""))
    try:
        if model is not None:
            _split_lists(raw, lists_of(model))
        if model is not None and form.delimiter == DECIMAL_COMMAS:
            _read_commas(raw, numbers_of(model))
        read_replacement(raw)
    except InvalidEvent as fault:
        return Line(number, raw, fault)
    return Line(number, raw)


def _split_lists(raw: dict[str, Any], lists: frozenset[str]) -> None:
    for name in lists & raw.keys():
        raw[name] = [part.strip() for part in raw[name].split(LIST_SEPARATOR)]


def _read_commas(raw: dict[str, Any], numbers: frozenset[str]) -> None:
    for name in sorted(numbers & raw.keys()):
        check_not_open(name, raw[name])
        raw[name] = with_point(raw[name])


def read_replacement(raw: dict[str, Any]) -> None:
    """Read the replacement of a correction where a cell holds it as the text of a JSON object.

    Raises
    ------
    InvalidEvent
        If the text is no such object.
    """
    if not isinstance(raw.get("replacement"), str):
        return
    try:
        raw["replacement"] = object_in(raw["replacement"].encode())
    except InvalidEvent as fault:
        remedy = fault.remedy.replace("one event as {...} per line", "it as {...}")
        raise InvalidEvent("replacement", fault.reason, remedy) from None
