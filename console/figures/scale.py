"""Scales of figures: linear ones with round marks, and logarithmic ones that can show a zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 2.5, 5, 10)
ZERO_LANE = 34.0
"""How far below the lowest decade of a logarithmic scale its zero lies."""
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def round_step(span: float, most: int) -> float:
    """A round distance of marks, of which at most so many lie in a span."""
    rough = span / most
    decade: float = 10.0 ** floor(log10(rough))
    return next(step * decade for step in STEPS if step * decade >= rough * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Linear:
    """Values from ``low`` to ``high`` between two coordinates."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)

    def marks(self, step: float) -> list[float]:
        """Multiples of a step on the scale."""
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [count * step for count in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Logarithmic:
    """Decades upward from ``bottom`` to ``top``, and zero on a lane of its own below."""

    lowest: int
    highest: int
    bottom: float
    top: float

    @classmethod
    def spanning(cls, values: Sequence[float], bottom: float, top: float) -> "Logarithmic":
        """The decades that hold all positive values.

        A zero has no place among them: if there is one, the lane below is kept for it.
        """
        positive = [value for value in values if value > 0] or [1.0]
        lowest, highest = floor(log10(min(positive))), ceil(log10(max(positive)))
        room = ZERO_LANE if min(values) <= 0 else 0.0
        return cls(lowest, max(highest, lowest + 1), bottom - room, top)

    def at(self, value: float) -> float:
        """Where a value lies."""
        if value <= 0:
            return self.bottom + ZERO_LANE
        share = (log10(value) - self.lowest) / (self.highest - self.lowest)
        return self.bottom + share * (self.top - self.bottom)

    def marks(self) -> list[tuple[float, str]]:
        """Powers of ten, and how they are written."""
        return [
            (10.0**power, f"10{str(power).translate(SUPERSCRIPTS)}")
            for power in range(self.lowest, self.highest + 1)
        ]
