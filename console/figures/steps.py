"""Step curves with their intervals and censor marks, as paths."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from console.figures.scale import Linear
from console.figures.svg import element, number

TICK = 4.0
WIDE = 1.8


@dataclass(frozen=True, slots=True)
class Pen:
    """How a curve is drawn: distinguished by dashes and lightness where there is no colour."""

    ink: str
    dash: str = ""


PENS = (Pen("#08519c"), Pen("#d94801", "7 3"), Pen("#3f3f3f", "2 2.5"), Pen("#41ab5d", "9 3 2 3"))


@dataclass(frozen=True, slots=True)
class StepCurve:
    """A function that stays as it is until it jumps.

    Attributes
    ----------
    start
        The value before the first jump.
    time, value
        When it jumps, and to what.
    lower, upper
        Its limits from each jump on, NaN where there are none.
    censored
        Times at which a mark stands on it.
    end
        Until when it is drawn.
    """

    start: float
    time: Sequence[float]
    value: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]
    censored: Sequence[float]
    end: float

    def at(self, time: float) -> float:
        """The value at a time."""
        jumps = zip(self.time, self.value, strict=True)
        return next((v for t, v in reversed(list(jumps)) if t <= time), self.start)


def band(curve: StepCurve, x: Linear, y: Linear, pen: Pen) -> str:
    """The area between the limits, as far as there are any."""
    known = [i for i, low in enumerate(curve.lower) if not (isnan(low) or isnan(curve.upper[i]))]
    if not known:
        return ""
    times, last = [curve.time[i] for i in known], known[-1]
    end = curve.time[last + 1] if last + 1 < len(curve.time) else curve.end
    above, below = (
        _stairs(times[0], curve.start, times, [limit[i] for i in known], end, x, y)
        for limit in (curve.upper, curve.lower)
    )
    points = [*above, *reversed(below)]
    return element("path", d=f"{_path(points)}Z", fill=pen.ink, fill_opacity="0.14", stroke="none")


def line(curve: StepCurve, x: Linear, y: Linear, pen: Pen) -> str:
    """The curve itself."""
    points = _stairs(0.0, curve.start, curve.time, curve.value, curve.end, x, y)
    dashed = {"stroke_dasharray": pen.dash} if pen.dash else {}
    return element(
        "path", d=_path(points), fill="none", stroke=pen.ink, stroke_width=WIDE, **dashed
    )


def censor_marks(curve: StepCurve, x: Linear, y: Linear, pen: Pen) -> str:
    """A short upright line on the curve wherever somebody was censored."""
    places = [(x.at(time), y.at(curve.at(time))) for time in dict.fromkeys(curve.censored)]
    if not places:
        return ""
    marks = "".join(f"M{number(px)} {number(py - TICK)}v{number(2 * TICK)}" for px, py in places)
    return element("path", d=marks, fill="none", stroke=pen.ink, stroke_width=1.1)


def _stairs(
    opening: float,
    start: float,
    times: Sequence[float],
    values: Sequence[float],
    end: float,
    x: Linear,
    y: Linear,
) -> list[tuple[float, float]]:
    points, level = [(x.at(opening), y.at(start))], start
    for time, value in zip(times, values, strict=True):
        points += [(x.at(time), y.at(level)), (x.at(time), y.at(value))]
        level = value
    return [*points, (x.at(max(end, times[-1] if len(times) else end)), y.at(level))]


def _path(points: list[tuple[float, float]]) -> str:
    """Straight lines from point to point; one that says nothing new is left out."""
    pairs = [f"{number(px)} {number(py)}" for px, py in points]
    kept = [point for place, point in enumerate(pairs) if place == 0 or point != pairs[place - 1]]
    return f"M{'L'.join(kept)}"
