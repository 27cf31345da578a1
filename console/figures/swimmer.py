"""A swimmer plot: one lane a patient, states as bars, months on the axis."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from console.figures.axis import TimeAxis
from console.figures.legend import drawn
from console.figures.plot import MADE_UP, MARGIN, SMALL, WIDTH, heading, months, text
from console.figures.state_bars import Bars
from console.figures.svg import document, width_of
from console.figures.swimlanes import Lane
from projections.language.states import State

PITCHES = ((30, 20.0), (80, 13.0), (250, 7.0))
"""Height of a lane for up to so many patients."""
FINEST = 4.0


@dataclass(frozen=True)
class Swimmer:
    """The figure of some lanes, from the top down.

    Parameters
    ----------
    lanes, states
        What is drawn, and the states of the study in their order.
    title, notes, warning
        The heading, lines below it, and one that must not be overlooked.
    zero
        What time is counted from.
    width
        Of the figure.
    """

    lanes: tuple[Lane, ...]
    states: tuple[State, ...]
    title: str
    notes: tuple[str, ...]
    zero: str
    warning: str = ""
    width: float = WIDTH

    def plate(self, width: float) -> str:
        """The figure without its heading, as wide as asked for."""
        warning = MADE_UP if self.warning else ""
        return replace(self, title="", notes=(), warning=warning, width=width).svg()

    def svg(self) -> str:
        """The figure; equal lanes give equal bytes."""
        bars = Bars(self.lanes, self.states)
        head, top = heading(self.title, self.notes, self.warning)
        top += 36
        floor = top + self.pitch * len(self.lanes) + 4
        grid = months(self.axis, top, floor, f"Months since {self.zero}")
        lanes = list(self._lanes(bars, top))
        legend, bottom = drawn(bars.legend(), MARGIN, self.width - MARGIN, floor + 44)
        body = [bars.definitions(), *head, *grid, *lanes, *legend]
        described = "; ".join(filter(None, (*self.notes, self.warning)))
        return document(self.width, bottom + MARGIN, self.title, described, body)

    @property
    def pitch(self) -> float:
        """Height of a lane and the gap below it."""
        return next((pitch for most, pitch in PITCHES if len(self.lanes) <= most), FINEST)

    @cached_property
    def axis(self) -> TimeAxis:
        """From the first day of any lane to the last."""
        first = min((bar.start for lane in self.lanes for bar in lane.bars), default=0)
        last = max((lane.end for lane in self.lanes), default=1)
        return TimeAxis(min(first, 0), max(last, 1), MARGIN + self._names, self.width - MARGIN - 14)

    @cached_property
    def _names(self) -> float:
        """Room for the patients' ids, if lanes are high enough for them."""
        if self.pitch < SMALL:
            return 0.0
        return 8 + max((width_of(lane.patient, SMALL) for lane in self.lanes), default=0.0)

    def _lanes(self, bars: Bars, top: float) -> Iterator[str]:
        for index, lane in enumerate(self.lanes):
            middle = top + (index + 0.5) * self.pitch
            if self._names:
                yield text(lane.patient, self.axis.left - 8, middle + 3.5, text_anchor="end")
            yield from bars.lane(lane, self.axis, middle, 0.72 * self.pitch)
