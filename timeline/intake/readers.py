"""JSON Lines and CSV files as raw records with their line numbers."""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO, get_origin

from pydantic_core import from_json

from timeline.errors import InvalidEvent, TimelineError
from timeline.vocabulary import Event, Vocabulary

LIST_SEPARATOR = ";"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
QUOTES = InvalidEvent(
    "",
    "the quotes of a cell do not match, and lines below may have been read as part of it",
    "close the cell's quote, and double any quote inside it",
)


class FileUnreadable(TimelineError):
    """A file that cannot be read at all."""


class Line(NamedTuple):
    """A line of a file: its raw record, or what is wrong with the line as such."""

    number: int
    raw: dict[str, Any]
    fault: InvalidEvent | None = None


def read_lines(path: Path, vocabulary: Vocabulary) -> Iterator[Line]:
    """All records of a ``.jsonl`` (or ``.ndjson``) or ``.csv`` file.

    Raises
    ------
    FileUnreadable
        If the file is missing, of another type, or not UTF-8 text.
    """
    readers = {".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _csv_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FileUnreadable(f"{path}: not .jsonl, .ndjson or .csv; convert it to one of these")
    try:
        yield from reader(path, vocabulary)
    except UnicodeDecodeError:
        raise FileUnreadable(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise FileUnreadable(f"{path}: {(error.strerror or 'unreadable').lower()}") from None


def _json_lines(path: Path, _: Vocabulary) -> Iterator[Line]:
    with path.open("rb") as file:
        for number, text in enumerate(file, start=1):
            if text.isspace():
                continue
            try:
                raw = from_json(text.removeprefix(BYTE_ORDER_MARK))
            except ValueError:
                raw = None
            yield Line(number, raw) if isinstance(raw, dict) else Line(number, {}, _no_object(text))


def _no_object(text: bytes) -> InvalidEvent:
    try:
        text.decode()
    except UnicodeDecodeError:
        return InvalidEvent("", "not UTF-8 text", "save the file as UTF-8")
    return InvalidEvent("", "not a JSON object", "write one event as {...} per line")


def _csv_lines(path: Path, vocabulary: Vocabulary) -> Iterator[Line]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = _csv_rows(file)
        _, cells = next(rows, (1, None))
        header = [name.strip() for name in cells or []]
        _check_header(path, header)
        for number, cells in rows:
            if cells is None:
                yield Line(number, {}, QUOTES)
            elif len(cells) != len(header):
                reason = f"{len(cells)} cells under {len(header)} headings"
                yield Line(number, {}, InvalidEvent("", reason, "quote cells that hold a comma"))
            else:
                yield _csv_line(number, dict(zip(header, cells, strict=True)), vocabulary)


def _csv_rows(file: TextIO) -> Iterator[tuple[int, list[str] | None]]:
    """First line number and cells of each row that is not blank; None if its quotes are broken."""
    rows = csv.reader(file, strict=True)
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
        else:
            if any(cells):
                yield number, cells


def _check_header(path: Path, header: list[str]) -> None:
    if "kind" not in header:
        raise FileUnreadable(f"{path}: no column 'kind' in line 1; name the columns there")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise FileUnreadable(f"{path}: column '{twice[0]}' stands twice in line 1; rename one")


def _csv_line(number: int, cells: Mapping[str, str], vocabulary: Vocabulary) -> Line:
    raw: dict[str, Any] = {name: cell for name, cell in cells.items() if cell != ""}
    model = vocabulary.kinds.get(raw.get("kind", ""))
    for name in _lists(model) & raw.keys() if model else ():
        raw[name] = [part.strip() for part in raw[name].split(LIST_SEPARATOR)]
    if "replacement" in raw:
        try:
            raw["replacement"] = json.loads(raw["replacement"])
        except ValueError:
            fault = InvalidEvent("replacement", "not a JSON object", "write it as {...}")
            return Line(number, raw, fault)
    return Line(number, raw)


@cache
def _lists(model: type[Event]) -> frozenset[str]:
    """Fields that hold more than one text."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if get_origin(field.annotation) is tuple)
