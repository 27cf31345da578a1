"""Step curves as journals print them: a key with estimates, the curves, and who is at risk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from console.figures.plot import GREY, MADE_UP, MARGIN, SMALL, heading, room_for, text
from console.figures.plot import line as rule
from console.figures.scale import Linear, round_step
from console.figures.steps import PENS, Pen, StepCurve, band, censor_marks, line
from console.figures.svg import document, element, width_of

NARROWEST, HEIGHT = 660.0, 300.0
STEEPEST = 0.7
"""Height of the curves of a narrow figure, to its width."""
LINE, SAMPLE = 16.0, 30.0
MOST_MARKS, GAP = 8, 12.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A curve under its name, and what the key says of it, one text a column.

    ``brief`` says the same to one decimal.
    """

    name: str
    curve: StepCurve
    texts: tuple[str, ...]
    brief: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Those under observation just before each mark of the time axis."""

    name: str
    counts: tuple[int, ...]


def time_marks(end: float, step: float, unit: str) -> list[float]:
    """Marks of a time axis that reaches past the last follow-up.

    Months are marked by the year or its simple parts. Where nobody was followed for a day, it
    reaches to 1.
    """
    end = end or 1.0
    if not step:
        years = (1, 2, 3, 6, 12, 24, 36, 60, 120)
        fits = (year for year in years if end / year <= MOST_MARKS)
        step = next(fits, years[-1]) if unit == "months" else round_step(end, MOST_MARKS)
    return [step * place for place in range(ceil(1.005 * end / step) + 1)]


@dataclass(frozen=True)
class StepFigure:
    """Curves of probabilities over time.

    Parameters
    ----------
    shown, at_risk
        Curves in their order, and rows of the table below them.
    columns
        Headings of the key's columns.
    marks
        Marks of the time axis; the last is where it ends.
    x_label, y_label
        What the axes say.
    title, notes, warning
        The heading, lines below it, and one that must not be overlooked.
    narrowest
        Width below which it is not drawn.
    """

    shown: tuple[Shown, ...]
    at_risk: tuple[AtRisk, ...]
    columns: tuple[str, ...]
    marks: Sequence[float]
    x_label: str
    y_label: str
    title: str
    notes: tuple[str, ...]
    warning: str = ""
    narrowest: float = NARROWEST

    def plate(self, width: float) -> str:
        """The figure without its heading, to one decimal, as wide as asked for.

        A key that has no room for the estimates is without them.
        """
        bare = replace(
            self,
            shown=tuple(replace(item, texts=item.brief) for item in self.shown),
            title="",
            notes=(),
            warning=MADE_UP if self.warning else "",
            narrowest=width,
        )
        if bare.width > width:
            unsaid = tuple(replace(item, texts=(), brief=()) for item in self.shown)
            bare = replace(bare, shown=unsaid, columns=())
        return bare.svg()

    def svg(self) -> str:
        """The figure; equal curves give equal bytes."""
        head, top = heading(self.title, self.notes, self.warning)
        key, top = self._key(top + 20)
        top += 14
        floor = top + min(HEIGHT, STEEPEST * self.width)
        y = Linear(0, 1, floor, top)
        curves = [
            part
            for item in zip(self.shown, PENS * 9, strict=False)
            for part in self._drawn(item, y)
        ]
        below, bottom = self._below(floor + 56)
        body = [*head, *key, *self._axes(y, floor), *curves, *below]
        described = "; ".join(filter(None, (*self.notes, *self._read_out(), self.warning)))
        return document(self.width, bottom + 8, self.title, described, body)

    @cached_property
    def x(self) -> Linear:
        """The time axis, beside the names of those at risk."""
        names = max((width_of(item.name, SMALL) for item in self.at_risk), default=0.0)
        left = max(MARGIN + 52, MARGIN + names + 22)
        return Linear(0, self.marks[-1], left, self.width - MARGIN - 12)

    @cached_property
    def width(self) -> float:
        """The width of the figure: that of the heading or the key, if they need more room."""
        heading_width = room_for(self.title, self.notes, self.warning)
        return max(self.narrowest, heading_width, self._places[-1] + MARGIN)

    @cached_property
    def _places(self) -> list[float]:
        """Where the columns of the key begin, and where the last ends."""
        names = max(width_of(item.name, SMALL) for item in self.shown)
        places = [MARGIN + SAMPLE + 10 + names + GAP]
        for number, column in enumerate(self.columns):
            widths = [width_of(item.texts[number], SMALL) for item in self.shown]
            places.append(places[-1] + GAP + max(width_of(column, SMALL, bold=True), *widths))
        return places

    def _drawn(self, pair: tuple[Shown, Pen], y: Linear) -> Iterator[str]:
        shown, pen = pair
        yield band(shown.curve, self.x, y, pen)
        yield line(shown.curve, self.x, y, pen)
        yield censor_marks(shown.curve, self.x, y, pen)

    def _axes(self, y: Linear, floor: float) -> Iterator[str]:
        left, right = self.x.start, self.x.stop
        for share in y.marks(0.2):
            yield rule(left - 5, y.at(share), left, y.at(share), GREY)
            yield text(f"{100 * share:.0f}", left - 9, y.at(share) + 3.5, text_anchor="end")
        for mark in self.marks:
            yield rule(self.x.at(mark), floor, self.x.at(mark), floor + 5, GREY)
            yield text(f"{mark:g}", self.x.at(mark), floor + 17, text_anchor="middle")
        yield rule(left, y.at(1), left, floor, GREY)
        yield rule(left, floor, right, floor, GREY)
        yield text(self.x_label, (left + right) / 2, floor + 35, SMALL + 1, text_anchor="middle")
        middle = (y.start + y.stop) / 2
        turned = f"rotate(-90 {left - 38:g} {middle:g})"
        yield text(
            self.y_label, left - 38, middle, SMALL + 1, text_anchor="middle", transform=turned
        )

    def _key(self, top: float) -> tuple[list[str], float]:
        """The key: a sample of each curve, its name, and a column for each estimate."""
        parts = [
            text(column, place, top, font_weight="bold")
            for column, place in zip(self.columns, self._places, strict=False)
        ]
        for item, pen in zip(self.shown, PENS * 9, strict=False):
            top += LINE
            parts += [_sample(pen, MARGIN, top - 3.5), text(item.name, MARGIN + SAMPLE + 10, top)]
            parts += [
                text(value, x, top) for value, x in zip(item.texts, self._places, strict=False)
            ]
        return parts, top

    def _below(self, top: float) -> tuple[list[str], float]:
        """Numbers at risk, each under its mark."""
        parts = [text("No. at risk", MARGIN, top, font_weight="bold")]
        for row in self.at_risk:
            top += LINE
            parts.append(text(row.name, MARGIN, top))
            parts += [
                text(str(count), self.x.at(mark), top, text_anchor="middle")
                for count, mark in zip(row.counts, self.marks, strict=True)
            ]
        return parts, top

    def _read_out(self) -> Iterator[str]:
        for item in self.shown:
            values = ", ".join(f"{h} {s}" for h, s in zip(self.columns, item.texts, strict=True))
            yield f"{item.name}: {values}"


def _sample(pen: Pen, x: float, y: float) -> str:
    """A piece of a curve on its band."""
    dashed = {"stroke_dasharray": pen.dash} if pen.dash else {}
    shade = element(
        "rect", x=x, y=y - 5, width=SAMPLE, height=10, fill=pen.ink, fill_opacity="0.14"
    )
    stroke = element(
        "line", x1=x, y1=y, x2=x + SAMPLE, y2=y, stroke=pen.ink, stroke_width=1.8, **dashed
    )
    return shade + stroke
