"""The report as a document that a co-author can edit (Office Open XML)."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from console.figures.plates import size
from console.report.embedded import embed
from console.report.grid import grid
from console.report.model import Document, Facts, Figure, Table, slug

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the same document has the same bytes."""
WARNING = "A50F15"
SHORT, LONG, MARGIN = 595.0, 842.0, 51.0
"""Sides of a page (A4) and its margins, in points."""
ROOM, ROOM_ACROSS = (470.0, 560.0), (730.0, 380.0)
"""Width and height that a page has for a figure, and one laid across."""
WIDE = 1000.0
"""Width beyond which a figure stands on a page laid across."""
MANY = 7
"""Columns beyond which a table stands on a page laid across."""


def paper(document: Document, cutoff: date) -> bytes:
    """The document: notice on every page, headings, tables, figures with captions."""
    from docx import Document as Paper

    written, facts = Paper(), document.facts
    _prepare(written, facts, cutoff)
    written.add_heading(facts.title, 0)
    if facts.notice:
        _warn(written.add_paragraph(), facts.notice)
        _warn(written.sections[0].header.paragraphs[0], facts.notice)
    written.add_paragraph(facts.as_of)
    for part in document.parts:
        _turn(written, across=_lies_across(part.blocks[0]))
        written.add_heading(part.title, 1)
        for block in part.blocks:
            _table(written, block) if isinstance(block, Table) else _figure(written, block)
    _turn(written, across=False)
    written.add_heading("Conventions and stamp", 1)
    for convention in facts.conventions:
        written.add_paragraph(convention, style="List Bullet")
    for name, value in facts.stamp:
        written.add_paragraph(f"{name}: {value}")
    return _same_bytes(written)


def _prepare(written: Any, facts: Facts, cutoff: date) -> None:
    """Pages, letters, and the document's own dates: those of the cutoff, not of the writing."""
    from docx.shared import Pt, RGBColor

    normal = written.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after = Pt(5)
    caption = written.styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(9.5), RGBColor(0, 0, 0)
    caption.paragraph_format.space_after = Pt(5)
    section = written.sections[0]
    section.page_width, section.page_height = Pt(SHORT), Pt(LONG)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(MARGIN))
    about = written.core_properties
    about.title, about.author, about.comments = facts.title, "", facts.notice
    about.created = about.modified = datetime(cutoff.year, cutoff.month, cutoff.day)
    about.revision = 1


def _warn(paragraph: Any, text: str) -> None:
    from docx.shared import RGBColor

    run = paragraph.add_run(text)
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(WARNING)


def _lies_across(block: Table | Figure) -> bool:
    if isinstance(block, Table):
        return len(block.headings) > MANY
    return bool(block.svg) and size(block.svg)[0] > WIDE


def _turn(written: Any, *, across: bool) -> None:
    """Begin a new page where the last lies the other way."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Pt

    if across == (written.sections[-1].orientation == WD_ORIENT.LANDSCAPE):
        return
    section = written.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    sides = (LONG, SHORT) if across else (SHORT, LONG)
    section.page_width, section.page_height = (Pt(side) for side in sides)


def _caption(written: Any, block: Table | Figure) -> None:
    """A caption in Word's own style; its hidden field is what a list of tables or figures finds.

    The number is the study's, so the field shows none.
    """
    paragraph = written.add_paragraph(style="Caption")
    paragraph.add_run(block.label)
    _field(paragraph, f"SEQ {'Table' if isinstance(block, Table) else 'Figure'} \\h")
    paragraph.add_run(f". {block.title}").bold = False
    paragraph.paragraph_format.keep_with_next = isinstance(block, Table)


def _field(paragraph: Any, instruction: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    markup = f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "/>'
    paragraph._p.append(parse_xml(markup))


def _table(written: Any, table: Table) -> None:
    from docx.shared import Pt

    across = _lies_across(table)
    _turn(written, across=across)
    _caption(written, table)
    grid(written, table, (LONG if across else SHORT) - 2 * MARGIN)
    for note in table.notes:
        written.add_paragraph().add_run(note).font.size = Pt(8)


def _figure(written: Any, figure: Figure) -> None:
    across = _lies_across(figure)
    _turn(written, across=across)
    name = slug(figure.label)
    if figure.svg:
        embed(written, figure.svg, name, *(ROOM_ACROSS if across else ROOM))
    _caption(written, figure)
    sentences = [sentence.text for sentence in figure.caption]
    where = [f"Also in figures/{name}.svg."] if figure.svg else []
    written.add_paragraph(" ".join([*sentences, *where]))


def _same_bytes(written: Any) -> bytes:
    """The archive with fixed dates."""
    first, second = io.BytesIO(), io.BytesIO()
    written.save(first)
    with zipfile.ZipFile(first) as archive, zipfile.ZipFile(second, "w") as again:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, archive.read(name))
    return second.getvalue()
