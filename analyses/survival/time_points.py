"""Step curves read at given times, as far as follow-up reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError
from analyses.survival.intervals import Estimate, FloatArray, defined
from analyses.survival.risk_sets import TIE_TOLERANCE, IntArray


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A curve read at one time, ``at_risk`` just before it.

    Beyond the last follow-up ``estimate`` is None and ``refused`` says why; a limit is None
    where R gives none.
    """

    time: float
    estimate: float | None
    lower: float | None
    upper: float | None
    at_risk: int
    refused: str = ""

    @property
    def limits(self) -> Estimate:
        """The estimate with its limits, without the time."""
        return Estimate(self.estimate, self.lower, self.upper, self.refused)

    def as_json(self) -> dict[str, Any]:
        """Plain values; ``refused`` only where nothing is estimated."""
        return {"time": self.time, **self.limits.as_json(), "at_risk": self.at_risk}


def time_points(
    moments: ArrayLike,
    time: FloatArray,
    at_risk: IntArray,
    columns: Sequence[FloatArray],
    *,
    start: tuple[float, float, float],
    settled: bool,
) -> tuple[TimePoint, ...]:
    """Return a step curve at the times asked for, in their order.

    ``columns`` hold estimate, lower and upper limit from each ``time`` on, ``start`` those before
    the first. A ``settled`` curve can change no more, so that it is known beyond its last time.

    Raises InvalidInputError for a time that is missing or negative.
    """
    given = np.atleast_1d(np.asarray(moments, dtype=np.float64))
    if not (given >= 0).all():
        raise InvalidInputError("A curve is read at times that are 0 or later.")
    read = _up_to_rounding(given, time)
    row = np.searchsorted(time, read, side="right")
    values = (
        np.insert(column, 0, first)[row] for column, first in zip(columns, start, strict=True)
    )
    counts = np.append(at_risk, 0)[np.searchsorted(time, read)]
    known = settled | (read <= time[-1])
    return tuple(
        TimePoint(float(t), float(x), defined(low), defined(high), int(n))
        if inside
        else TimePoint(float(t), None, None, None, 0, _follow_up_ends(time[-1]))
        for t, inside, x, low, high, n in zip(given, known, *values, counts, strict=True)
    )


def _up_to_rounding(moments: FloatArray, time: FloatArray) -> FloatArray:
    """Return the times asked for; the curve's own where they differ by rounding alone."""
    near = np.searchsorted(time, moments * (1 - TIE_TOLERANCE)).clip(max=time.size - 1)
    return np.where(np.abs(time[near] - moments) <= TIE_TOLERANCE * moments, time[near], moments)


def _follow_up_ends(time: float) -> str:
    return f"follow-up ends at {time:.2f}".removesuffix(".00")
