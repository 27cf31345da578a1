"""Bars of states on a lane, with their signs; the same on a cohort's figure and a patient's."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from console.figures.axis import TimeAxis
from console.figures.legend import Entry
from console.figures.state_colours import Look, looks_of, pattern
from console.figures.svg import element, escaped, width_of
from console.figures.swimlanes import Lane
from console.figures.symbols import INK, MEANINGS, mark
from projections.language.states import State

SAMPLE = (-9.0, -4.5, 18.0, 9.0)
SAMPLE_SIGN, SMALLEST_NUMBER = 8.0, 5.0
AT_THE_END = ("death", "lost")
"""Signs that stand behind the last bar."""


@dataclass(frozen=True)
class Bars:
    """How the states of some lanes are drawn; a state looks the same for every patient."""

    lanes: tuple[Lane, ...]
    states: tuple[State, ...]

    @cached_property
    def looks(self) -> dict[State, Look]:
        """Looks of the states."""
        return looks_of(self.states)

    @cached_property
    def shown(self) -> list[State]:
        """States of which there is a bar, in the order of the study."""
        found = {bar.state for lane in self.lanes for bar in lane.bars}
        return [state for state in self.looks if state in found]

    def definitions(self) -> str:
        """The hatchings that bars refer to."""
        hatched = [(state, self.looks[state]) for state in self.shown if self.looks[state].lines]
        return element("defs", *(pattern(look, self._name(state)) for state, look in hatched))

    def lane(self, lane: Lane, axis: TimeAxis, middle: float, height: float) -> Iterator[str]:
        """The bars of a lane, then its signs, around a middle line."""
        size = min(max(0.62 * height, 3.5), 8.5)
        for bar in lane.bars:
            left, right = axis.at(bar.start), axis.at(bar.stop)
            title = element("title", escaped(f"{lane.patient}: {bar.label}, {bar.days}"))
            yield self._bar(bar.state, left, middle - height / 2, right - left, height, title)
            signed = {point.day for point in lane.points}
            left += size / 2 * (bar.start in signed)
            right -= size / 2 * (bar.stop in signed)
            yield from _number(bar.number, left, right, middle, min(height - 1, 9))
        end = axis.at(lane.end) + size / 2 + 1.5
        for point in lane.points:
            if point.sign in AT_THE_END:
                yield mark(point.sign, end, middle, size)
            else:
                yield mark(point.sign, axis.at(point.day), middle, size)
                end = max(end, axis.at(point.day) + size + 1.5)
        if lane.ongoing:
            yield mark("ongoing", end, middle, size)

    def legend(self) -> list[Entry]:
        """Samples of all that is shown."""
        entries = []
        for state in self.shown:
            name = f"{state.name} (number)" if state.numbered else state.name
            entries.append(Entry(self._bar(state, *SAMPLE), name))
        signs = {point.sign for lane in self.lanes for point in lane.points}
        signs |= {"ongoing"} if any(lane.ongoing for lane in self.lanes) else set()
        return entries + [
            Entry(mark(sign, 0, 0, SAMPLE_SIGN), meaning)
            for sign, meaning in MEANINGS.items()
            if sign in signs
        ]

    def _bar(
        self, state: State, left: float, top: float, width: float, height: float, *inside: str
    ) -> str:
        look = self.looks[state]
        return element(
            "rect",
            *inside,
            x=left,
            y=top,
            width=width,
            height=height,
            fill=f"url(#{self._name(state)})" if look.lines else look.fill,
            stroke=INK,
            stroke_width=0.35,
        )

    def _name(self, state: State) -> str:
        return f"state-{list(self.looks).index(state)}"


def _number(label: str, left: float, right: float, middle: float, size: float) -> Iterator[str]:
    """The number of a state, where there is room for it."""
    if label and size >= SMALLEST_NUMBER and right - left > width_of(label, size):
        x, y = (left + right) / 2, middle + 0.36 * size
        yield element("text", escaped(label), x=x, y=y, font_size=size, text_anchor="middle")
