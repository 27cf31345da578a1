import io

import pytest
from PIL import Image

from console.figures.plates import raster, size
from console.figures.svg import document, element
from tests.console.report.conftest import Written

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)

UNITS = "userSpaceOnUse"


def picture(*body: str) -> Image.Image:
    """A figure of 20 by 10 units: 40 by 20 points."""
    svg = document(20, 10, "Title", "Description", list(body))
    return Image.open(io.BytesIO(raster(svg))).convert("RGB")


def test_dashes_leave_their_gaps() -> None:
    line = element("line", x1=0, y1=5, x2=20, y2=5, stroke="#0000ff", stroke_width=4)
    dashed = element(
        "line", x1=0, y1=5, x2=20, y2=5, stroke="#0000ff", stroke_width=4, stroke_dasharray="5 5"
    )
    whole, parted = (
        sum(picture(item).getpixel((x, 10)) == BLUE for x in range(40)) for item in (line, dashed)
    )

    assert whole == 40
    assert 18 <= parted <= 20


def test_one_hatching_after_another_is_laid_over_its_own_shape() -> None:
    lines = element("path", d="M0 1H2", stroke="#0000ff", stroke_width=1, fill="none")
    ground = element("rect", width=2, height=2, fill="#ff0000")
    pattern = element(
        "pattern", ground, lines, id="p", patternUnits="userSpaceOnUse", width=2, height=2
    )
    shapes = [element("rect", x=x, width=1, height=10, fill="url(#p)") for x in range(0, 20, 2)]
    seen = picture(element("defs", pattern), *shapes)

    columns = [{seen.getpixel((2 * x, y)) for y in range(20)} for x in range(0, 20, 2)]
    assert all(len(colours) > 1 for colours in columns)


def test_a_shape_is_filled_where_it_stands() -> None:
    seen = picture(element("rect", x=5, y=2, width=10, height=6, fill="#ff0000"))

    assert seen.size == (40, 20)
    assert seen.getpixel((20, 10)) == RED
    assert seen.getpixel((4, 10)) == WHITE


def test_what_is_half_seen_through_lets_white_shine() -> None:
    half = element("path", d="M0 0H20V10H0Z", fill="#ff0000", fill_opacity="0.5")
    red, green, blue = picture(half).getpixel((20, 10))

    assert (red, green == blue) == (255, True)
    assert 120 < green < 136


def test_a_group_hands_down_its_look_and_its_place() -> None:
    line = element("line", x1=0, y1=0, x2=10, y2=0)
    group = element("g", line, stroke="#0000ff", stroke_width=2, transform="translate(5 5)")
    seen = picture(group)

    assert seen.getpixel((20, 10)) == BLUE
    assert seen.getpixel((4, 10)) == WHITE


def test_a_hatching_is_laid_over_its_shape() -> None:
    lines = element("path", d="M0 1H2", stroke="#0000ff", stroke_width=1, fill="none")
    ground = element("rect", width=2, height=2, fill="#ff0000")
    pattern = element(
        "pattern", ground, lines, id="p", patternUnits="userSpaceOnUse", width=2, height=2
    )
    shape = element("rect", x=0, y=0, width=20, height=10, fill="url(#p)")
    colours = {colour for _, colour in picture(element("defs", pattern), shape).getcolors()}

    assert len(colours) > 1
    assert WHITE not in colours


def test_texts_are_written_from_the_left_the_middle_or_the_right_and_upright() -> None:
    for anchor, reach in (("start", (0, 20)), ("middle", (-8, 8)), ("end", (-20, 0))):
        seen = picture(element("text", "IIII", x=10, y=8, font_size=8, text_anchor=anchor))
        left, _, right, _ = seen.convert("L").point(lambda p: 255 * (p < 128)).getbbox()
        assert 20 + 2 * reach[0] - 2 <= left < right <= 20 + 2 * reach[1] + 2
    turned = element(
        "text", "IIII", x=10, y=5, font_size=8, text_anchor="middle", transform="rotate(-90 10 5)"
    )
    left, top, right, bottom = (
        picture(turned).convert("L").point(lambda p: 255 * (p < 128)).getbbox()
    )
    assert bottom - top > right - left


def test_every_figure_of_a_report_can_be_seen_as_points(cohort: Written) -> None:
    for path in (cohort.folder / "figures").glob("*.svg"):
        svg = path.read_text("utf-8")
        seen = Image.open(io.BytesIO(raster(svg)))
        width, height = size(svg)
        assert seen.size[0] == pytest.approx(min(2 * width, 2000), abs=2)
        assert seen.size[1] / seen.size[0] == pytest.approx(height / width, rel=0.01)
        assert len(seen.convert("RGB").getcolors()) > 3
