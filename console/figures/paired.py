"""Two measurements of each patient, joined by a line, with a box plot of each side.

The scale is logarithmic. Zero has no logarithm: zeros stand on a lane of their own below a break
in the axis, and a quartile that is zero is drawn there, so that no value is moved or left out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from console.figures.headed import HeadedFigure
from console.figures.plot import GREY, PALE, SMALL, heading, line, text
from console.figures.scale import ZERO_LANE, Logarithmic
from console.figures.svg import document, element, escaped, number
from console.figures.symbols import INK

HEIGHT = 320.0
LEFT, RIGHT, BOX = 86.0, 24.0, 74.0
SPREAD = 9.0
"""How far apart equal values stand."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The measurements of one patient."""

    patient: str
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Box:
    """Quartiles of a side."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class PairedPlot(HeadedFigure):
    """The figure.

    Parameters
    ----------
    pairs, boxes
        The measurements, and the quartiles of the two sides.
    sides, scale
        What the sides and the axis are called.
    """

    pairs: Sequence[Pair]
    boxes: tuple[Box, Box]
    sides: tuple[str, str]
    scale: str

    def svg(self) -> str:
        """The figure; equal measurements give equal bytes."""
        head, top = heading(self.title, self.notes, self.warning)
        top += 22
        axis = Logarithmic.spanning(self._values, top + HEIGHT, top)
        body = [*head, *self._axis(axis), *self._boxes(axis), *self._lines(axis)]
        floor = top + HEIGHT
        for place, side in zip(self._places, self.sides, strict=True):
            body.append(text(side, place, floor + 26, SMALL + 1, text_anchor="middle"))
        described = "; ".join(filter(None, (*self.notes, self.warning)))
        return document(self.width, floor + 40, self.title, described, body)

    @cached_property
    def _values(self) -> list[float]:
        measured = [value for pair in self.pairs for value in (pair.first, pair.second)]
        return [*measured, *(v for box in self.boxes for v in (box.low, box.median, box.high))]

    @cached_property
    def _places(self) -> tuple[float, float]:
        """The middle lines of the two sides."""
        room = self.width - LEFT - RIGHT
        return LEFT + 0.27 * room, LEFT + 0.73 * room

    def _axis(self, axis: Logarithmic) -> Iterator[str]:
        for value, label in axis.marks():
            y = axis.at(value)
            yield line(LEFT, y, self.width - RIGHT, y, PALE)
            yield line(LEFT - 5, y, LEFT, y, GREY)
            yield text(label, LEFT - 9, y + 3.5, text_anchor="end")
        yield line(LEFT, axis.top, LEFT, axis.bottom, GREY)
        middle = (axis.top + axis.bottom) / 2
        turned = {"transform": f"rotate(-90 26 {number(middle)})", "text_anchor": "middle"}
        yield text(self.scale, 26, middle, SMALL + 1, **turned)
        if min(self._values) <= 0:
            yield from self._zero(axis)

    def _zero(self, axis: Logarithmic) -> Iterator[str]:
        """The lane of zeros, and the break that parts it from the scale."""
        y, gap = axis.at(0), axis.bottom + ZERO_LANE / 2
        yield line(LEFT, y, self.width - RIGHT, y, PALE)
        yield line(LEFT - 5, y, LEFT, y, GREY)
        yield text("0", LEFT - 9, y + 3.5, text_anchor="end")
        yield line(LEFT, axis.bottom, LEFT, gap - 4, GREY)
        yield line(LEFT, gap + 4, LEFT, y + 6, GREY)
        for middle in (gap - 4, gap + 4):
            yield line(LEFT - 5, middle + 3, LEFT + 5, middle - 3, GREY)

    def _boxes(self, axis: Logarithmic) -> Iterator[str]:
        for place, box in zip(self._places, self.boxes, strict=True):
            top, low, middle = (axis.at(v) for v in (box.high, box.low, box.median))
            height = max(low - top, 1.0)
            yield element(
                "rect",
                x=place - BOX / 2,
                y=top,
                width=BOX,
                height=height,
                fill="#deebf7",
                stroke=INK,
                stroke_width=0.9,
            )
            left, right = place - BOX / 2, place + BOX / 2
            yield element(
                "path", d=f"M{left:g} {number(middle)}H{right:g}", stroke=INK, stroke_width=3
            )

    def _lines(self, axis: Logarithmic) -> Iterator[str]:
        """Each patient's line and dots; equal values stand beside each other."""
        firsts = _beside([pair.first for pair in self.pairs], self._places[0])
        seconds = _beside([pair.second for pair in self.pairs], self._places[1])
        for pair, x1, x2 in zip(self.pairs, firsts, seconds, strict=True):
            y1, y2 = axis.at(pair.first), axis.at(pair.second)
            title = f"{pair.patient}: {pair.first:,.0f}, then {pair.second:,.0f}"
            yield element(
                "g",
                element("title", escaped(title)),
                element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="#525252", stroke_width=1),
                *(
                    element(
                        "circle",
                        cx=x,
                        cy=y,
                        r=3.6,
                        fill="#08519c",
                        stroke="#ffffff",
                        stroke_width=0.8,
                    )
                    for x, y in ((x1, y1), (x2, y2))
                ),
            )


def _beside(values: Sequence[float], middle: float) -> list[float]:
    """A place for each value: the middle, or spread around it where several are equal."""
    equal, seen = Counter(values), Counter[float]()
    places = []
    for value in values:
        places.append(middle + SPREAD * (seen[value] - (equal[value] - 1) / 2))
        seen[value] += 1
    return places
