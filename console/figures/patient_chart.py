"""One patient's history as a figure: the lane of states, and below it what was given and found."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from console.figures.axis import TimeAxis
from console.figures.event_rows import GIVEN, Note, Row
from console.figures.legend import drawn
from console.figures.plot import GREY, MARGIN, SMALL, WIDTH, heading, months, text, written_over
from console.figures.state_bars import Bars
from console.figures.svg import document, element, width_of
from console.figures.swimlanes import Lane
from console.figures.symbols import INK
from projections.language.states import State

LANE, LINE, GAP = 22.0, 15.0, 7.0


@dataclass(frozen=True)
class PatientChart:
    """The figure of one patient; fields as in the cohort's."""

    lane: Lane
    states: tuple[State, ...]
    rows: tuple[Row, ...]
    title: str
    notes: tuple[str, ...]
    zero: str
    warning: str = ""

    def svg(self) -> str:
        """The figure; equal histories give equal bytes."""
        bars = Bars((self.lane,), self.states)
        head, top = heading(self.title, self.notes, self.warning)
        top += 36
        below, floor = self._below(top + LANE + 6)
        grid = months(self.axis, top, floor + 2, f"Months since {self.zero}")
        lane = [self._label("states", top + LANE / 2), *self._drawn(bars, top)]
        legend, bottom = drawn(bars.legend(), MARGIN, WIDTH - MARGIN, floor + 44)
        body = [bars.definitions(), *head, *grid, *lane, *below, *legend]
        described = "; ".join(filter(None, (*self.notes, self.warning)))
        return document(WIDTH, bottom + MARGIN, self.title, described, body)

    @cached_property
    def axis(self) -> TimeAxis:
        """From the first day of the lane to the last."""
        first = min([0, *(bar.start for bar in self.lane.bars)])
        labels = ("states", *(row.label for row in self.rows))
        left = MARGIN + 10 + max(width_of(label, SMALL) for label in labels)
        return TimeAxis(first, max(self.lane.end, first + 1), left, WIDTH - MARGIN - 16)

    def _drawn(self, bars: Bars, top: float) -> Iterator[str]:
        return bars.lane(self.lane, self.axis, top + LANE / 2, LANE - 4)

    def _label(self, label: str, middle: float) -> str:
        return text(label, self.axis.left - 10, middle + 3.5, text_anchor="end")

    def _below(self, top: float) -> tuple[list[str], float]:
        """The rows, group by group, and where they end."""
        parts: list[str] = []
        group = ""
        for row in self.rows:
            if row.group != group:
                group = row.group
                top += LINE + GAP
                parts.append(text(group, MARGIN, top - 4, font_weight="bold", fill=GREY))
            lines = list(self._in_lines(row.notes))
            parts.append(self._label(row.label, top + LINE / 2))
            parts += self._spans(row, top + LINE / 2)
            parts += [part for note, line in lines for part in self._note(note, top + LINE * line)]
            top += LINE * (1 + max((line for _, line in lines), default=0))
        return parts, top

    def _in_lines(self, notes: tuple[Note, ...]) -> Iterator[tuple[Note, int]]:
        """The line of each note: the first in which it touches no other."""
        ends: list[float] = []
        for note in notes:
            half = width_of(note.text, SMALL) / 2
            x = self.axis.at(note.day)
            line = next((n for n, end in enumerate(ends) if end < x - half), len(ends))
            ends[line : line + 1] = [x + half + 1]
            yield note, line

    def _note(self, note: Note, top: float) -> Iterator[str]:
        x, middle = self.axis.at(note.day), top + LINE / 2
        if note.text == GIVEN:
            yield element("circle", cx=x, cy=middle, r=3, fill=INK)
        else:
            yield written_over(note.text, x, middle + 3.5)

    def _spans(self, row: Row, middle: float) -> Iterator[str]:
        for start, stop in row.spans:
            left, right = self.axis.at(start), self.axis.at(stop)
            width = max(right - left, 1.5)
            yield element("rect", x=left, y=middle - 3, width=width, height=6, fill=INK)
