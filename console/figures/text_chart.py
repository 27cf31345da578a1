"""A patient's chart in characters: states, treatment, disease and toxicity on one time axis."""

from collections.abc import Iterable, Iterator

from console.figures.axis import TimeAxis
from console.figures.event_rows import Row
from console.figures.swimlanes import Lane

BAR, SPAN, ONGOING = "█", "─", "▶"
LABEL = 34
ENDS = {"death": "✕", "lost": "|"}


def text_chart(lane: Lane, rows: Iterable[Row], zero: str, width: int) -> Iterator[str]:
    """The lines of the chart, at most ``width`` characters wide."""
    first = min([0, *(bar.start for bar in lane.bars)])
    axis = TimeAxis(first, max(lane.end, first + 1), 0, width - LABEL - 5)
    ticks = list(axis.ticks(gap=6))
    yield from _lines(f"months since {zero}", [(round(x), str(count)) for count, x in ticks])
    yield from _lines("", [(round(x), "|") for _, x in ticks])
    for label in dict.fromkeys(bar.label for bar in lane.bars):
        stays = [(bar.start, bar.stop) for bar in lane.bars if bar.label == label]
        last = lane.bars[-1].label == label
        signs = [(_column(axis, lane.end) + 1, ONGOING)] if lane.ongoing and last else []
        yield from _lines(label, signs, [_stretch(axis, BAR, *stay) for stay in stays])
    for point in lane.points:
        if point.sign in ENDS:
            yield from _lines(point.label, [(_column(axis, point.day), ENDS[point.sign])])
    group = ""
    for row in rows:
        if row.group != group:
            yield from ("", row.group)
            group = row.group
        notes = [(_column(axis, note.day), note.text) for note in row.notes]
        yield from _lines(
            f"  {row.label}", notes, [_stretch(axis, SPAN, *span) for span in row.spans]
        )


def _column(axis: TimeAxis, day: int) -> int:
    return round(axis.at(day))


def _stretch(axis: TimeAxis, character: str, start: int, stop: int) -> tuple[int, str]:
    left = _column(axis, start)
    return left, character * max(_column(axis, stop) - left, 1)


def _lines(
    label: str, notes: list[tuple[int, str]], stretches: Iterable[tuple[int, str]] = ()
) -> Iterator[str]:
    """As many lines as it takes for no two notes to touch."""
    lines: list[str] = []
    for column, characters in [*stretches, *notes]:
        free = (n for n, line in enumerate(lines) if len(line) + (len(line) > 0) <= column)
        fits = next(free, None)
        if fits is None:
            lines.append("")
            fits = len(lines) - 1
        lines[fits] = lines[fits].ljust(column) + characters
    names = [label if len(label) <= LABEL else label[: LABEL - 1] + "…"]
    for name, line in zip([*names, *[""] * len(lines)], lines or [""], strict=False):
        yield f"{name:<{LABEL}}  {line}".rstrip()
