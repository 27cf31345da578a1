"""Panels of series over calendar dates: lines with bands, on one axis of dates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from console.figures.legend import Entry, drawn
from console.figures.plot import GREY, MARGIN, PALE, SMALL, WIDTH, line, text
from console.figures.svg import element, number

LEFT, RIGHT = MARGIN + 40, WIDTH - MARGIN - 14
YEAR_GAP, MARK_GAP = 40.0, 24.0
STEPS = (1, 2, 5, 10)
PENS = (
    ("#08519c", ""),
    ("#d94801", "7 3"),
    ("#3f3f3f", "2 2.5"),
    ("#238b45", "9 3 2 3"),
    ("#6a3d9a", "4 2"),
    ("#8c510a", "12 3"),
)
"""Colour and dashes, so that lines are distinct without colour too."""


@dataclass(frozen=True, slots=True)
class Point:
    """An estimate at one date, None where there is none, and its limits."""

    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Series with one point a date, under their names.

    Parameters
    ----------
    title, series
        What is drawn; at most as many series as there are pens.
    most
        The highest value there can be, None if there is no such bound.
    height
        Of the scale.
    """

    title: str
    series: Mapping[str, Sequence[Point]]
    most: float | None = None
    height: float = 150.0

    def drawn(self, dates: Sequence[date], top: float) -> tuple[list[str], float]:
        """The panel below a height, and where it ends."""
        return _Drawing(self, dates, top + 16).parts()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A panel at its place; a limit that is not reached lies at the upper edge."""

    panel: Panel
    dates: Sequence[date]
    top: float

    @property
    def floor(self) -> float:
        return self.top + self.panel.height

    @property
    def limit(self) -> float:
        """The value at the upper edge: the highest estimate or limit, and some air."""
        if self.panel.most is not None:
            return self.panel.most
        points = [point for series in self.panel.series.values() for point in series]
        known = [
            value for point in points for value in (point.value, point.lower, point.upper) if value
        ]
        return max(known, default=1.0) * 1.05

    def x(self, day: date) -> float:
        span = max((self.dates[-1] - self.dates[0]).days, 1)
        return LEFT + (day - self.dates[0]).days / span * (RIGHT - LEFT)

    def y(self, value: float | None) -> float:
        share = 1.0 if value is None else min(value / self.limit, 1.0)
        return self.floor - share * self.panel.height

    def parts(self) -> tuple[list[str], float]:
        names = list(self.panel.series)
        pens = dict(zip(names, PENS[: len(names)], strict=True))
        title = text(self.panel.title, MARGIN, self.top - 8, SMALL + 1, font_weight="bold")
        bands = [self._bands(name, pen[0]) for name, pen in pens.items()]
        lines = [self._line(name, pen) for name, pen in pens.items()]
        figure = [title, *self._grid(), *bands, *lines]
        if len(names) < 2:
            return figure, self.floor + 16
        entries = [Entry(_stroke("M-10 0H10", pen), name) for name, pen in pens.items()]
        legend, bottom = drawn(entries, LEFT, RIGHT, self.floor + 20)
        return [*figure, *legend], bottom

    def _grid(self) -> Iterator[str]:
        for value in self._marks():
            y = self.y(value)
            yield line(LEFT, y, RIGHT, y, PALE)
            yield text(f"{value:g}", LEFT - 6, y + 3.5, text_anchor="end")
        for day, label in self._years():
            x = self.x(day)
            yield line(x, self.top, x, self.floor, PALE)
            yield text(label, x, self.floor + 13, text_anchor="middle")
        yield line(LEFT, self.floor, RIGHT, self.floor, GREY)

    def _marks(self) -> list[float]:
        """Round numbers from zero, as many as the height of the panel has room for."""
        rough = self.limit / (self.panel.height / MARK_GAP)
        decade: float = 10.0 ** floor(log10(rough))
        step = next(step * decade for step in STEPS if step * decade >= rough * (1 - 1e-9))
        return [round(count * step, 10) for count in range(floor(self.limit / step + 1e-9) + 1)]

    def _years(self) -> Iterator[tuple[date, str]]:
        """First days of years as far apart as their labels need; of a short range its ends."""
        first, last = self.dates[0], self.dates[-1]
        years = range(first.year + 1, last.year + 1)
        if len(years) < 2:
            yield from ((day, day.isoformat()) for day in dict.fromkeys((first, last)))
            return
        step = ceil(YEAR_GAP / ((RIGHT - LEFT) / max((last - first).days / 365.25, 1)))
        for year in years[::step]:
            yield date(year, 1, 1), str(year)

    def _line(self, name: str, pen: tuple[str, str]) -> str:
        """A line through the estimates, broken where there is none; a lone one is a dot."""
        paths, dots = [], []
        for run in self._runs(name):
            at = [f"{number(self.x(day))} {number(self.y(point.value))}" for day, point in run]
            paths.append(f"M{'L'.join(at)}")
            if len(run) == 1:
                dots.append(self._dot(*run[0], pen[0]))
        return _stroke("".join(paths), pen) + "".join(dots) if paths else ""

    def _dot(self, day: date, point: Point, ink: str) -> str:
        return element("circle", cx=self.x(day), cy=self.y(point.value), r=2.5, fill=ink)

    def _bands(self, name: str, ink: str) -> str:
        """From the lower to the upper limit, as long as there is a lower one."""
        areas = []
        for run in self._runs(name):
            limited = [(self.x(day), point) for day, point in run if point.lower is not None]
            if len(limited) > 1:
                upper = [f"{number(x)} {number(self.y(point.upper))}" for x, point in limited]
                lower = [f"{number(x)} {number(self.y(point.lower))}" for x, point in limited[::-1]]
                areas.append(f"M{'L'.join([*upper, *lower])}Z")
        return element("path", d="".join(areas), fill=ink, fill_opacity="0.12") if areas else ""

    def _runs(self, name: str) -> Iterator[list[tuple[date, Point]]]:
        """Stretches of dates at which there is an estimate."""
        run: list[tuple[date, Point]] = []
        for day, point in zip(self.dates, self.panel.series[name], strict=True):
            if point.value is not None:
                run.append((day, point))
            elif run:
                yield run
                run = []
        if run:
            yield run


def _stroke(path: str, pen: tuple[str, str]) -> str:
    ink, dash = pen
    look = {"stroke_dasharray": dash} if dash else {}
    return element("path", d=path, fill="none", stroke=ink, stroke_width=1.8, **look)
