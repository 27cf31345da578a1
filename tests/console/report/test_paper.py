import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn

from console.figures.plates import size
from tests.console.report.conftest import Written
from tests.console.report.reading import said, tables, tree


@pytest.fixture(scope="module")
def paper(cohort: Written):
    return Document(str(cohort.folder / "report.docx"))


def test_the_document_to_edit_holds_the_same_tables(cohort: Written, paper) -> None:
    written = {tuple(tuple(row) for row in rows) for rows in tables(cohort.folder).values()}
    held = {
        tuple(tuple(cell.text.strip() for cell in row.cells) for row in table.rows)
        for table in paper.tables
    }

    assert len(paper.tables) == len(tables(cohort.folder))
    assert held == written


def test_the_notice_stands_at_the_head_of_every_page_of_the_document(paper) -> None:
    for section in paper.sections:
        assert "Synthetic reconstruction" in section.header.paragraphs[0].text


def test_every_figure_is_in_the_document_as_a_drawing(cohort: Written) -> None:
    with zipfile.ZipFile(cohort.folder / "report.docx") as archive:
        held = {
            name.rpartition("/")[2]: archive.read(name)
            for name in archive.namelist()
            if name.endswith(".svg")
        }
        shown = archive.read("word/document.xml").count(b"svgBlip")

    figures = {path.name: path.read_bytes() for path in (cohort.folder / "figures").glob("*.svg")}
    assert held == figures
    assert shown == len(figures)


def test_the_document_is_dated_by_the_cutoff(cohort: Written, paper) -> None:
    assert f"{paper.core_properties.created:%Y-%m-%d}" == cohort.cutoff


def test_the_size_of_a_figure_is_read_from_it(cohort: Written) -> None:
    for path in (cohort.folder / "figures").glob("*.svg"):
        box = ElementTree.fromstring(path.read_text("utf-8")).get("viewBox")
        assert box is not None
        assert list(size(path.read_text("utf-8"))) == [float(item) for item in box.split()[2:]]


def test_every_table_and_figure_has_a_caption_in_the_style_of_captions_with_its_field(
    cohort: Written, paper
) -> None:
    captions = [item for item in paper.paragraphs if item.style.name == "Caption"]
    fields = [
        field.get(qn("w:instr")).strip()
        for item in captions
        for field in item._p.iter(qn("w:fldSimple"))
    ]

    assert fields.count(r"SEQ Table \h") == len(paper.tables) == len(tables(cohort.folder))
    assert fields.count(r"SEQ Figure \h") == len(list((cohort.folder / "figures").glob("*.svg")))
    assert any(item.text.startswith("Figure 1A. Event-free survival") for item in captions)


def test_every_picture_says_in_words_what_it_shows(cohort: Written, paper) -> None:
    words = [item.get("descr") for item in paper.element.body.iter(qn("wp:docPr"))]

    assert len(words) == len(list((cohort.folder / "figures").glob("*.svg")))
    assert all(len(item.split()) > 5 for item in words)
    assert any(item.startswith("Figure 1A. Event-free survival") for item in words)


def test_the_headings_of_every_table_repeat_on_every_page(paper) -> None:
    for table in paper.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None


def test_titles_are_headings_by_their_style(cohort: Written, paper) -> None:
    headings = [item.text for item in paper.paragraphs if item.style.name == "Heading 1"]
    sections = [said(item) for item in tree(cohort.page).iter("h2")]

    assert [*headings, "Behind the numbers"] == sections
