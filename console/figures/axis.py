"""A time axis in months since zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from projections.study import MONTHS

STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months between ticks, to choose from."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days ``first`` to ``last`` between ``left`` and ``right``."""

    first: int
    last: int
    left: float
    right: float

    def at(self, day: float) -> float:
        """Where a day lies."""
        share = (day - self.first) / max(self.last - self.first, 1)
        return self.left + share * (self.right - self.left)

    def ticks(self, gap: float) -> Iterator[tuple[int, float]]:
        """Round numbers of months at least ``gap`` apart, and where they lie."""
        month = self.at(MONTHS.days) - self.at(0)
        step = next((step for step in STEPS if step * month >= gap), STEPS[-1])
        count = ceil(self.first / MONTHS.days / step) * step
        while count * MONTHS.days <= self.last:
            yield count, self.at(count * MONTHS.days)
            count += step
