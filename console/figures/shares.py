"""Bars of patients, one a group, each divided by a class: distinct in lightness as in colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from console.figures.headed import HeadedFigure
from console.figures.legend import Entry, drawn
from console.figures.plot import GREY, MARGIN, PALE, SMALL, heading, line, text
from console.figures.scale import Linear, round_step
from console.figures.state_colours import DOTTED, FALLING, LEVEL, RISING, Look, pattern
from console.figures.svg import document, element, escaped, width_of

PITCH, THICK = 34.0, 22.0
LOOKS = (
    Look("#08519c"), Look("#6baed6", LEVEL, "#08519c"), Look("#f0f0f0"),
    Look("#fdae6b", FALLING, "#a63603"), Look("#b2df8a", RISING, "#33691e"),
    Look("#bdbdbd", DOTTED),
)  # fmt: skip
"""Looks of the classes in their order, then again."""
LINED = [(number, look) for number, look in enumerate(LOOKS) if look.lines]
ROOM = 5.0
"""Room beside a count that is written on its piece of a bar."""
MOST_MARKS = 6


@dataclass(frozen=True)
class SharesPlot(HeadedFigure):
    """The figure.

    Parameters
    ----------
    groups, classes
        Names of the bars, from the top down, and of what they are divided by.
    counts
        Patients by group and class.
    scale
        What the axis counts.
    """

    groups: tuple[str, ...]
    classes: tuple[str, ...]
    counts: Sequence[Sequence[int]]
    scale: str

    def svg(self) -> str:
        """The figure; equal counts give equal bytes."""
        head, top = heading(self.title, self.notes, self.warning)
        legend, top = drawn(self._legend(), MARGIN, self.width - MARGIN, top + 10)
        top += 12
        floor = top + PITCH * len(self.groups)
        bars = [part for at in range(len(self.groups)) for part in self._bar(at, top)]
        patterns = element("defs", *(pattern(look, f"s{n}") for n, look in LINED))
        body = [patterns, *head, *legend, *self._axis(top, floor), *bars]
        described = "; ".join(filter(None, (*self.notes, *self._read_out(), self.warning)))
        return document(self.width, floor + 42, self.title, described, body)

    @cached_property
    def x(self) -> Linear:
        """Patients, beside the names of the groups."""
        left = MARGIN + 10 + max(width_of(self._name(at), SMALL) for at in range(len(self.groups)))
        most = max(sum(row) for row in self.counts)
        return Linear(0, max(most, 1), left, self.width - MARGIN)

    def _name(self, at: int) -> str:
        return f"{self.groups[at]} (n = {sum(self.counts[at])})"

    def _bar(self, at: int, top: float) -> Iterator[str]:
        middle, sum_before = top + PITCH * (at + 0.5), 0
        yield text(self._name(at), self.x.start - 8, middle + 3.5, text_anchor="end")
        for number, count in enumerate(self.counts[at]):
            if count:
                yield self._piece(at, number, sum_before, middle)
                yield from self._written(count, sum_before, middle)
            sum_before += count

    def _piece(self, at: int, number: int, before: int, middle: float) -> str:
        count = self.counts[at][number]
        left, right = self.x.at(before), self.x.at(before + count)
        title = f"{self.groups[at]}, {self.classes[number]}: {count}"
        piece = element(
            "rect",
            x=left,
            y=middle - THICK / 2,
            width=right - left,
            height=THICK,
            fill=_fill(number),
            stroke="#ffffff",
            stroke_width=1,
        )
        return element("g", element("title", escaped(title)), piece)

    def _written(self, count: int, before: int, middle: float) -> Iterator[str]:
        """The count on its piece, if there is room, on a ground of its own."""
        wide = width_of(str(count), SMALL) + 4
        if self.x.at(before + count) - self.x.at(before) >= wide + ROOM:
            x = self.x.at(before + count / 2)
            yield element(
                "rect", x=x - wide / 2, y=middle - 7, width=wide, height=14, fill="#ffffff"
            )
            yield text(str(count), x, middle + 3.5, text_anchor="middle")

    def _axis(self, top: float, floor: float) -> Iterator[str]:
        for mark in self.x.marks(max(round_step(self.x.high, MOST_MARKS), 1)):
            yield line(self.x.at(mark), top, self.x.at(mark), floor, PALE if mark else GREY)
            yield text(f"{mark:g}", self.x.at(mark), floor + 13, text_anchor="middle")
        middle = (self.x.start + self.x.stop) / 2
        yield text(self.scale, middle, floor + 30, SMALL + 1, text_anchor="middle")

    def _legend(self) -> list[Entry]:
        return [
            Entry(
                element("rect", x=-9, y=-6, width=18, height=12, fill=_fill(number)),
                name,
            )
            for number, name in enumerate(self.classes)
        ]

    def _read_out(self) -> Iterator[str]:
        for group, row in zip(self.groups, self.counts, strict=True):
            counts = ", ".join(f"{name} {n}" for name, n in zip(self.classes, row, strict=True))
            yield f"{group}: {counts}"


def _fill(number: int) -> str:
    """The fill of a class, a hatching or a colour."""
    look = LOOKS[number % len(LOOKS)]
    return f"url(#s{number % len(LOOKS)})" if look.lines else look.fill
