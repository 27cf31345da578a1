"""A table in a document to edit: ruled as journals do, columns as wide as their words."""

from typing import Any

from console.report.csv_files import INDENT, rows_of
from console.report.model import Table

WIDE, LONG, SPARE = 24, 240, 6
"""Up to so many characters a column is as wide as its longest text; from there to ``LONG`` a tenth
of that; each has some to spare."""
LETTERS, SMALL, MANY = 7.5, 5.5, 12
"""Size of letters, in points; and where there are more columns than so many."""


def grid(written: Any, table: Table, width: float) -> None:
    """Add a table as wide as asked for, in points."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    rows = list(rows_of(table))
    added = written.add_table(len(rows), len(table.headings))
    added.autofit = False
    widths = [Pt(width * share) for share in _shares(rows)]
    letters = Pt(SMALL if len(widths) > MANY else LETTERS)
    for column, wide in zip(added.columns, widths, strict=True):
        column.width = wide
    for number, (texts, line) in enumerate(zip(rows, added.rows, strict=True)):
        for place, (text, cell) in enumerate(zip(texts, line.cells, strict=True)):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(text.replace(INDENT, "\u2003"))
            run.font.size, run.bold = letters, number == 0
            if place and place - 1 not in table.texts:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _ruled(added)
    _described(added, f"{table.label}. {table.title}")


def _shares(rows: list[tuple[str, ...]]) -> list[float]:
    """The share of each column in the width; a heading may be broken between its words."""
    headings, *others = rows
    words = tuple(max(heading.split(), key=len, default="") for heading in headings)
    longest = [max(map(len, column)) for column in zip(words, *others, strict=True)]
    wanted = [SPARE + min(item, WIDE) + max(min(item, LONG) - WIDE, 0) / 10 for item in longest]
    return [item / sum(wanted) for item in wanted]


def _ruled(added: Any) -> None:
    """Rules above, below and between rows; the headings repeat on every page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{colour}"/>'
        for side, weight, colour in (
            ("top", 12, "1A1A1A"),
            ("bottom", 12, "1A1A1A"),
            ("insideH", 2, "D0D0D0"),
        )
    )
    added._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    _repeated(added)


def _repeated(added: Any) -> None:
    """Show the headings again at the head of every page of the table."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    first = added.rows[0]._tr.get_or_add_trPr()
    first.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _described(added: Any, text: str) -> None:
    """What a screen reader says of the table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    description = OxmlElement("w:tblCaption")
    description.set(qn("w:val"), text)
    added._tbl.tblPr.append(description)
