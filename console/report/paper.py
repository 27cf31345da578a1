"""The report as a document that a co-author can edit (Office Open XML)."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from console.report.embedded import embed
from console.report.model import Document, Facts, Figure, Table, slug
from console.report.sheet import INDENT, rows_of

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the same document has the same bytes."""
WARNING = "A50F15"
ROOM = (430.0, 560.0)
"""Width and height that a page has for a figure, in points."""


def paper(document: Document, cutoff: date) -> bytes:
    """The document: notice on every page, headings, tables, figures with captions."""
    from docx import Document as Paper

    written = Paper()
    facts = document.facts
    _properties(written, facts, cutoff)
    written.add_heading(facts.title, 0)
    if facts.notice:
        _warn(written.add_paragraph(), facts.notice)
        for section in written.sections:
            _warn(section.header.paragraphs[0], facts.notice)
    written.add_paragraph(facts.as_of)
    for part in document.parts:
        written.add_heading(part.title, 1)
        for block in part.blocks:
            _table(written, block) if isinstance(block, Table) else _figure(written, block)
    written.add_heading("Conventions and stamp", 1)
    for convention in facts.conventions:
        written.add_paragraph(convention, style="List Bullet")
    for name, said in facts.stamp:
        written.add_paragraph(f"{name}: {said}")
    return _same_bytes(written)


def _properties(written: Any, facts: Facts, cutoff: date) -> None:
    """Title and dates: those of the cutoff, not of the writing."""
    about = written.core_properties
    about.title, about.author, about.comments = facts.title, "", facts.notice
    about.created = about.modified = datetime(cutoff.year, cutoff.month, cutoff.day)
    about.revision = 1


def _warn(paragraph: Any, said: str) -> None:
    from docx.shared import RGBColor

    run = paragraph.add_run(said)
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(WARNING)


def _caption(written: Any, block: Table | Figure) -> None:
    paragraph = written.add_paragraph()
    paragraph.add_run(f"{block.label}. ").bold = True
    paragraph.add_run(block.title)
    paragraph.paragraph_format.keep_with_next = isinstance(block, Table)


def _table(written: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    _caption(written, table)
    rows = list(rows_of(table))
    grid = written.add_table(len(rows), len(table.headings), style="Table Grid")
    for said, line in zip(rows, grid.rows, strict=True):
        for place, (text, cell) in enumerate(zip(said, line.cells, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text.replace(INDENT, "\u2003"))
            run.font.size, run.bold = Pt(8), said is rows[0]
            if place and place - 1 not in table.texts:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for note in table.notes:
        written.add_paragraph().add_run(note).font.size = Pt(8)


def _figure(written: Any, figure: Figure) -> None:
    if figure.svg:
        embed(written, figure.svg, slug(figure.label), *ROOM)
    _caption(written, figure)
    written.add_paragraph(" ".join(sentence.said for sentence in figure.caption))


def _same_bytes(written: Any) -> bytes:
    """The archive with fixed dates."""
    first, second = io.BytesIO(), io.BytesIO()
    written.save(first)
    with zipfile.ZipFile(first) as archive, zipfile.ZipFile(second, "w") as again:
        for name in archive.namelist():
            told = zipfile.ZipInfo(name, EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(told, archive.read(name))
    return second.getvalue()
