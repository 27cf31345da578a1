"""Texts and lines that several figures draw alike."""

from console.figures.axis import TimeAxis
from console.figures.svg import element, escaped, width_of

WIDTH, MARGIN = 900.0, 18.0
TITLE, SMALL = 14.0, 10.0
PALE, GREY, WARNING = "#d9d9d9", "#444444", "#a50f15"
MADE_UP = "Synthetic reconstruction"
"""All that a plate, which has no heading, says of data that are made up."""


def text(content: str, x: float, y: float, size: float = SMALL, **look: str) -> str:
    """One line of text."""
    return element("text", escaped(content), x=x, y=y, font_size=size, **look)


def written_over(content: str, x: float, y: float) -> str:
    """A few characters centred on a point, with a halo that keeps the grid from striking them."""
    halo = {"paint_order": "stroke", "stroke": "#ffffff", "stroke_width": "3"}
    return element(
        "text", escaped(content), x=x, y=y, font_size=SMALL, text_anchor="middle", **halo
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    """A thin straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=0.8)


def heading(title: str, notes: tuple[str, ...], warning: str) -> tuple[list[str], float]:
    """Title, notes, and a warning that must not be overlooked; and where they end.

    A plate has no title.
    """
    parts = [text(title, MARGIN, MARGIN + 10, TITLE, font_weight="bold")] if title else []
    bottom = MARGIN + 12 if title else MARGIN - 12
    for note in notes:
        bottom += 15
        parts.append(text(note, MARGIN, bottom, fill=GREY))
    if warning:
        bottom += 15
        parts.append(text(warning, MARGIN, bottom, fill=WARNING, font_weight="bold"))
    return parts, bottom


def room_for(title: str, notes: tuple[str, ...], warning: str) -> float:
    """Width of a figure in which its heading has room."""
    lines = [width_of(note, SMALL) for note in notes]
    lines += [width_of(title, TITLE, bold=True), width_of(warning, SMALL, bold=True)]
    return max(lines) + 2 * MARGIN


def months(axis: TimeAxis, top: float, floor: float, label: str) -> list[str]:
    """A grid of months between two heights, numbered at both, and what it counts."""
    parts = []
    for count, x in axis.ticks(gap=44):
        parts.append(line(x, top - 4, x, floor, PALE if count else GREY))
        parts += [text(str(count), x, y, text_anchor="middle") for y in (top - 9, floor + 13)]
    middle = (axis.left + axis.right) / 2
    return [
        *parts,
        line(axis.left, floor, axis.right, floor, GREY),
        text(label, middle, floor + 29, SMALL + 1, text_anchor="middle"),
    ]
