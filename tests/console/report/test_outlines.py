"""Letters as outlines: where they stand, what they are, and in which font."""

import io
import re

import pytest
from PIL import Image

from console.figures.plates import plate_files, raster
from console.figures.svg import document, element


def drawn(*body: str) -> str:
    return document(200, 40, "Title", "Description", list(body))


def text(content: str, **attributes: str | float) -> str:
    return element("text", content, **{"x": 100, "y": 25, "font_size": 20, **attributes})


def box(svg: str) -> tuple[int, int, int, int]:
    """Where there is ink, in points of a picture of two a unit."""
    picture = Image.open(io.BytesIO(raster(svg))).convert("L")
    return picture.point(lambda level: 255 * (level < 128)).getbbox()


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("content", ["Line 1: AVAV", "10⁻²"])
def test_outlines_stand_where_the_letters_stand(anchor: str, weight: str, content: str) -> None:
    svg = drawn(text(content, text_anchor=anchor, font_weight=weight))
    outlined = plate_files(svg, 50)["svg"].decode()

    assert "<text" not in outlined
    assert f'aria-label="{content}"' in outlined
    printed = re.search(r'width="[\d.]+pt" height="[\d.]+pt"', outlined)[0]
    in_units = outlined.replace(printed, 'width="200" height="40"')
    assert box(in_units) == pytest.approx(box(svg), abs=2)


def test_a_character_that_the_font_lacks_is_drawn_in_the_other_and_not_as_a_box() -> None:
    shapes = [raster(drawn(text(character))) for character in "⁰⁻✕▶\ue000"]

    assert len(set(shapes)) == 5


def test_a_glyph_is_drawn_once_and_used_as_often_as_it_occurs() -> None:
    outlined = plate_files(drawn(text("aaab"), text("ba")), 50)["svg"].decode()

    assert outlined.count("<use ") == 6
    assert len(re.findall(r'<path id="glyph-', outlined)) == 2


def test_the_title_of_a_figure_is_that_of_its_pdf() -> None:
    assert b"Title" in plate_files(drawn(text("a")), 50)["pdf"]


def test_a_title_is_no_markup_to_the_typesetter() -> None:
    odd = '#panic("x") $y$ & "z"'
    svg = document(20, 10, odd, "Description", [])

    assert plate_files(svg, 50)["pdf"].startswith(b"%PDF")
