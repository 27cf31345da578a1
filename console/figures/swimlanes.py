"""What a lane shows of a patient: bars of states, signs, and whether follow-up goes on."""

from collections.abc import Iterable
from typing import NamedTuple

from console.figures.symbols import Sign
from projections.engine import NEVER
from projections.language.states import State
from projections.states import Histories, Stay, stays_of

SIGNS: dict[str, Sign] = {
    "remission": "response",
    "salvage remission": "response",
    "relapse": "relapse",
    "transplant": "transplant",
    "death": "death",
    "lost": "lost",
}
"""What the first day in a state of a family is marked with."""


class Bar(NamedTuple):
    """A stay, in days since the lane's zero; ``number`` is empty for a state that has none."""

    start: int
    stop: int
    label: str
    state: State

    @property
    def days(self) -> str:
        """First and last day."""
        return f"days {self.start} to {self.stop}"

    @property
    def number(self) -> str:
        """The number of a numbered state."""
        return self.label.removeprefix(self.state.name).strip()


class Point(NamedTuple):
    """A sign on a day."""

    day: int
    sign: Sign
    label: str


class Lane(NamedTuple):
    """One patient; ``end`` is the last day of follow-up."""

    patient: str
    bars: tuple[Bar, ...]
    points: tuple[Point, ...]
    end: int
    ongoing: bool


def lanes_of(histories: Histories) -> list[Lane]:
    """The lanes of all patients who entered: longest follow-up first, then by id.

    The time of a patient who has not reached the study's zero is counted from entering.
    """
    journeys = ((patient, stays_of(histories, patient)) for patient in histories.patients.tolist())
    clocks = zip(journeys, histories.origin.tolist(), histories.zero.tolist(), strict=True)
    lanes = [
        lane_of(stays, patient, origin if zero == NEVER else zero)
        for (patient, stays), origin, zero in clocks
        if origin != NEVER
    ]
    return sorted(lanes, key=lambda lane: (-lane.end, lane.patient))


def lane_of(stays: list[Stay], patient: str, zero: int) -> Lane:
    """The lane of one patient's stays."""
    bars = [
        Bar(stay.start - zero, stay.stop - zero, stay.label, stay.state)
        for stay in stays
        if stay.stop > stay.start and not stay.state.absorbing
    ]
    last = stays[-1]
    ongoing = not last.state.absorbing
    return Lane(patient, tuple(bars), tuple(_points(stays, zero)), last.stop - zero, ongoing)


def _points(stays: list[Stay], zero: int) -> Iterable[Point]:
    """A sign where a patient comes into a family of states out of another."""
    family = ""
    for stay in stays:
        sign = SIGNS.get(stay.state.family)
        if sign and stay.state.family != family:
            yield Point(stay.start - zero, sign, stay.label)
        family = stay.state.family
