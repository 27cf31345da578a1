"""Tables, and the numbers behind figures, as CSV."""

import csv
import io
from collections.abc import Iterable

from console.report.model import Row, Table
from timeline.spreadsheets import inert

INDENT = "  "


def sheet(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV (RFC 4180, but lines end in LF); nothing for a value that is not defined.

    No text is a formula to a spreadsheet.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue()


def rows_of(table: Table) -> Iterable[tuple[str, ...]]:
    """The headings of a table, then its rows, as printed."""
    yield table.headings
    yield from map(_texts, table.rows)


def _texts(row: Row) -> tuple[str, ...]:
    return (INDENT * row.level + row.head.text, *(cell.text for cell in row.cells))


def _plain(value: object) -> object:
    if isinstance(value, str):
        return inert(value)
    return "" if isinstance(value, float) and value != value else value
