import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from console.figures.paired import Box, Pair, PairedPlot
from console.figures.scale import Linear, Logarithmic, round_step
from console.figures.step_figure import time_marks
from console.figures.steps import PENS, StepCurve, band, censor_marks, line
from console.figures.svg import width_of
from tests.console.report.conftest import Written

SVG = "{http://www.w3.org/2000/svg}"
DRAWN_HERE = (
    "figure-1a",
    "figure-1b",
    "figure-1c",
    "figure-3a",
    "figure-3b",
    "figure-s1",
    "additional-figure-1",
    "figure-4",
)


def extent(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of a text in any common font."""
    said, size = text.text or "", float(text.get("font-size", "10"))
    wide = width_of(said, size, bold=text.get("font-weight") == "bold")
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
    box = (left, y - 0.75 * size, left + wide, y + 0.2 * size)
    if not text.get("transform"):
        return box
    middle, half = (box[1] + box[3]) / 2, wide / 2
    return (x - 0.8 * size, middle - half, x + 0.2 * size, middle + half)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("name", DRAWN_HERE)
def test_no_text_of_a_figure_touches_another_or_leaves_the_figure(
    cohort: Written, name: str
) -> None:
    root = ElementTree.parse(cohort.folder / f"figures/{name}.svg").getroot()
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    texts = {(text.text, extent(text)) for text in root.iter(f"{SVG}text") if text.text}

    touching = [(a, b) for (a, one), (b, other) in combinations(texts, 2) if overlap(one, other)]
    assert touching == []
    for said, (left, top, right, bottom) in texts:
        assert 0 <= left <= right <= width, said
        assert 0 <= top <= bottom <= height, said


def test_numbers_at_risk_stand_under_their_marks(cohort: Written) -> None:
    root = ElementTree.parse(cohort.folder / "figures/figure-1b.svg").getroot()
    texts = list(root.iter(f"{SVG}text"))
    middles = {(text.text, text.get("x")) for text in texts if text.get("text-anchor") == "middle"}
    marks = {x for said, x in middles if said in {"0", "12", "24", "36"}}
    row = [text.get("x") for text in texts if text.get("y") == texts[-1].get("y")]

    assert marks <= set(row)


X, Y = Linear(0, 10, 0, 100), Linear(0, 1, 100, 0)


def test_a_step_curve_stays_as_it_is_until_it_jumps() -> None:
    curve = StepCurve(1.0, (2.0, 6.0), (0.5, 0.25), (0.3, 0.1), (0.8, 0.5), (4.0,), 8.0)

    assert 'd="M0 0L20 0L20 50L60 50L60 75L80 75"' in line(curve, X, Y, PENS[0])
    assert 'd="M40 46v8"' in censor_marks(curve, X, Y, PENS[0])
    shaded = 'd="M20 0L20 20L60 20L60 50L80 50L80 90L60 90L60 70L20 70L20 0Z"'
    assert shaded in band(curve, X, Y, PENS[0])


def test_a_curve_without_limits_has_no_band_and_without_censoring_no_marks() -> None:
    nan = float("nan")
    curve = StepCurve(1.0, (2.0,), (0.0,), (nan,), (nan,), (), 2.0)

    assert band(curve, X, Y, PENS[0]) == ""
    assert censor_marks(curve, X, Y, PENS[0]) == ""


def test_the_band_ends_where_limits_end() -> None:
    nan = float("nan")
    curve = StepCurve(1.0, (2.0, 6.0), (0.5, 0.0), (0.3, nan), (0.8, nan), (), 6.0)

    assert "L60 20L60 70L" in band(curve, X, Y, PENS[0])


@pytest.mark.parametrize(
    ("end", "step", "unit", "last", "marks"),
    [
        (46.0, 12, "months", 48, 5),
        (47.9, 12, "months", 60, 6),
        (7.2, 0, "months", 8, 9),
        (100.0, 0, "months", 120, 6),
        (1799.0, 0, "days", 2000, 9),
    ],
)
def test_a_time_axis_reaches_past_the_last_follow_up(
    end: float, step: float, unit: str, last: float, marks: int
) -> None:
    found = time_marks(end, step, unit)

    assert (found[0], found[-1], len(found)) == (0, last, marks)


@pytest.mark.parametrize(
    ("span", "most", "step"), [(10, 5, 2), (1800, 8, 250), (0.9, 5, 0.2), (7, 7, 1)]
)
def test_marks_stand_at_round_distances(span: float, most: int, step: float) -> None:
    assert round_step(span, most) == pytest.approx(step)


def test_a_logarithmic_scale_keeps_a_lane_for_zero_and_moves_no_value() -> None:
    scale = Logarithmic.spanning([0, 746, 2_320_302], 300, 0)

    assert scale.at(100) == scale.bottom
    assert scale.at(10_000_000) == pytest.approx(0)
    assert scale.at(0) > scale.bottom
    assert scale.at(0) == 300
    assert [said for _, said in scale.marks()] == ["10²", "10³", "10⁴", "10⁵", "10⁶", "10⁷"]


def test_without_zeros_there_is_no_lane_for_them() -> None:
    assert Logarithmic.spanning([10, 1000], 300, 0).bottom == 300


def plot(*pairs: tuple[float, float]) -> str:
    box = Box(1.0, 10.0, 100.0)
    drawn = [Pair(f"P{place}", *pair) for place, pair in enumerate(pairs)]
    return PairedPlot(
        drawn, (box, box), ("first", "second"), "copies", title="Title", notes=()
    ).svg()


def test_equal_values_stand_beside_each_other() -> None:
    svg = plot((0, 0), (0, 0), (0, 50))
    places = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)

    assert len(places) == len(set(places)) == 6


def test_the_axis_is_broken_only_for_zeros() -> None:
    assert ">0</text>" in plot((0, 5))
    assert ">0</text>" not in plot((1, 5))


def test_figures_of_two_cohorts_differ_and_of_one_do_not(
    cohort: Written, programme: Written
) -> None:
    def content(path: Path) -> str:
        return path.read_text("utf-8")

    figures = [content(item) for item in sorted((programme.folder / "figures").glob("*.svg"))]
    assert len(set(figures)) == len(figures) == 3
    assert content(cohort.folder / "figures/figure-1a.svg") not in figures
