"""All that is written on a consort diagram, line by line, each line in its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from console.figures.consort.branches import Tone
from console.figures.consort.layout import MARGIN, Layout
from console.figures.consort.measure import (
    DEEPER,
    LABEL_SIZE,
    LINE,
    PAD,
    SIZE,
    MeasuredRow,
    printed,
)
from console.figures.consort.scene import Arrow, Text
from console.figures.plot import GREY
from console.figures.svg import width_of

TITLE_SIZE, SAMPLE = 15.0, 26.0


@dataclass(frozen=True, slots=True)
class Captions:
    """What is written around the boxes.

    Attributes
    ----------
    title, subtitle, warning
        Above everything; the warning may be empty.
    headings
        Lines above each column of treatments.
    endings
        Above the boxes that say where patients stand.
    keys
        What the branches of each tone come after.
    notes
        Below everything.
    """

    title: str
    subtitle: str
    warning: str
    headings: tuple[tuple[str, ...], ...]
    endings: str
    keys: tuple[tuple[Tone, str], ...]
    notes: tuple[str, ...]

    @property
    def lines(self) -> int:
        """Lines of the tallest heading."""
        return max((len(heading) for heading in self.headings), default=0)

    @property
    def height(self) -> float:
        """Height of all that stands above the boxes."""
        above = 70 + (18 if self.warning else 0) if self.title else 34
        return above + LINE * self.lines


def written_above(layout: Layout, captions: Captions) -> Iterator[Text]:
    """Title, subtitle, warning, and the headings of columns and band."""
    if captions.title:
        yield Text(MARGIN, 32, captions.title, TITLE_SIZE, bold=True)
        yield Text(MARGIN, 51, captions.subtitle, SIZE)
    if captions.warning:
        yield Text(MARGIN, 69 if captions.title else 20, captions.warning, SIZE, bold=True)
    for column, heading in enumerate(captions.headings, start=1):
        for number, line in enumerate(heading):
            y = layout.top - 9 - LINE * (captions.lines - 1 - number)
            size = SIZE if number else SIZE + 1
            yield Text(layout.column(column), y, line, size, bold=not number)
    yield Text(MARGIN, layout.band.top + 18, captions.endings, SIZE, bold=True)


def written_in_boxes(layout: Layout) -> Iterator[Text]:
    """Headings and rows."""
    for place, box in layout.boxes.items():
        left, top = layout.corner[place]
        spare = (box.height - LINE * len(box.heading) - 8) / 2 if place.is_root else 0.0
        for number, line in enumerate(box.heading):
            bold = number < len(box.heading) - 1
            y = top + spare + 4 + LINE * (number + 0.78)
            yield Text(left + PAD, y, line, SIZE, bold=bold)
        row_top = top + box.heading_height
        for row in () if place.is_root else box.rows:
            yield from _row(row, left + PAD, row_top, layout.measure.box_width - 2 * PAD)
            row_top += row.height


def _row(row: MeasuredRow, left: float, top: float, width: float) -> Iterator[Text]:
    lines = len(row.lines) + len(row.remarks)
    middle = top + (row.height - LINE * lines) / 2 + LINE * 0.78
    for number, line in enumerate(row.lines):
        yield Text(left, middle + LINE * number, line, SIZE)
    yield Text(left + width, middle, printed(row.row), SIZE, "end")
    for number, (line, count) in enumerate(row.remarks, start=len(row.lines)):
        y = middle + LINE * number
        yield Text(left + DEEPER, y, line, SIZE, colour=GREY)
        if count:
            yield Text(left + width, y, count, SIZE, "end", colour=GREY)


def counts(arrows: tuple[Arrow, ...]) -> Iterator[Text]:
    """The count of a branch above its beginning; of small ones that arrive, above their end."""
    for arrow in arrows:
        if arrow.start is not None:
            x, y = arrow.start
            yield Text(x + 4, y - arrow.width / 2 - 2.6, arrow.count, LABEL_SIZE)
        elif arrow.end is not None:
            yield Text(arrow.land + 2, arrow.end[1] - 2.6, arrow.count, LABEL_SIZE)


def written_below(top: float, captions: Captions) -> tuple[list[Arrow], list[Text]]:
    """Samples of branches with what they come after, and the notes."""
    samples, texts, x = [], [], MARGIN
    for tone, caption in captions.keys:
        samples.append(Arrow((x, top), x + SAMPLE, x, x, None, 2.0, tone, ""))
        texts.append(Text(x + SAMPLE + 6, top + 3.5, caption, LABEL_SIZE))
        x += SAMPLE + 6 + width_of(caption, LABEL_SIZE) + 18
    for number, note in enumerate(captions.notes, start=1):
        texts.append(Text(MARGIN, top + 6 + LINE * number, note, LABEL_SIZE))
    return samples, texts
