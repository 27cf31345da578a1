"""The consort diagram of a treatment-sequence graph as SVG."""

from collections.abc import Iterator
from dataclasses import replace

from console.figures.consort.branches import (
    LARGEST_BRANCHES,
    MOST_BRANCHES,
    MOST_LABELS,
    OTHERS,
    Branches,
    Tone,
)
from console.figures.consort.layout import HEAD, MARGIN, Layout
from console.figures.consort.lettering import (
    Captions,
    counts,
    written_above,
    written_below,
    written_in_boxes,
)
from console.figures.consort.scene import INK, Arrow, Frame, Scene, Text
from console.figures.plot import MADE_UP
from console.figures.svg import document, element, escaped, number
from projections.sequence import SequenceGraph

SYNTHETIC = "SYNTHETIC RECONSTRUCTION: some or all of the events behind this figure are made up."

PLATE_COLUMNS = 3
"""Episodes that a plate draws apart: a page has no room for more in legible letters."""

COLOURS = {
    Tone.PLAIN: "#404040",
    Tone.SUCCESS: "#00518a",
    Tone.FAILURE: "#c77700",
    Tone.UNCLEAR: "#8a8a8a",
}
"""Distinguished by hue where there is colour, by lightness and dashes where there is none."""


def consort(graph: SequenceGraph, subtitle: str, *, synthetic: bool) -> str:
    """The diagram of a graph.

    ``subtitle`` says as of when, ``synthetic`` that events behind it are made up.
    """
    drawn = Branches(graph)
    return _written(drawn, captions_of(drawn, subtitle, synthetic=synthetic))


def plate(graph: SequenceGraph, *, synthetic: bool) -> str:
    """The diagram without title and notes, of few columns, for a page of print."""
    drawn = Branches(graph, PLATE_COLUMNS)
    captions = captions_of(drawn, "", synthetic=synthetic)
    warning = MADE_UP if synthetic else ""
    return _written(drawn, replace(captions, title="", warning=warning, notes=()))


def notes_of(graph: SequenceGraph) -> tuple[str, ...]:
    """How the diagram is read, and its plate where that is read otherwise."""
    notes = tuple(_notes(Branches(graph)))
    others = [note for note in _notes(Branches(graph, PLATE_COLUMNS)) if note not in notes]
    return (*notes, *(f"On the plate for print: {other}" for other in others))


def _written(drawn: Branches, captions: Captions) -> str:
    scene = composed(drawn, captions)
    description = f"{captions.subtitle}. {' '.join(captions.notes)}"
    return document(scene.width, scene.height, captions.title, description, _body(scene))


def composed(drawn: Branches, captions: Captions) -> Scene:
    """Everything in its place."""
    layout = Layout(drawn, captions.height)
    arrows = tuple(layout.arrows())
    samples, below = written_below(layout.band.bottom + 18, captions)
    texts = (
        *written_above(layout, captions),
        *written_in_boxes(layout),
        *counts(arrows),
        *below,
    )
    width = max(layout.band.right, *(text.extent.right for text in texts)) + MARGIN / 2
    height = max(text.extent.bottom for text in texts) + MARGIN / 2
    frames = tuple(layout.frames())
    return Scene(width, height, layout.band, frames, (*arrows, *samples), texts)


def captions_of(drawn: Branches, subtitle: str, *, synthetic: bool) -> Captions:
    """What is written around the boxes."""
    definition, everyone = drawn.graph.definition, len(drawn.graph.paths)
    success = definition.success
    return Captions(
        title=f"Treatment sequence: {definition.population.replace('_', ' ')}, n = {everyone}",
        subtitle=subtitle,
        warning=SYNTHETIC if synthetic else "",
        headings=tuple(_heading(drawn, column) for column in range(1, drawn.columns + 1)),
        endings="At the data cutoff",
        keys=(
            (Tone.SUCCESS, f"after {success}"),
            (Tone.FAILURE, f"after no {success}"),
            (Tone.UNCLEAR, "after an outcome not evaluable"),
        ),
        notes=tuple(_notes(drawn)),
    )


def _heading(drawn: Branches, column: int) -> tuple[str, ...]:
    graph, success = drawn.graph, drawn.graph.definition.success
    last = drawn.joins_last and column == drawn.columns
    boxes = [place for place in drawn.boxes if place.column == column and place.label]
    rows = [row for place in boxes for row in drawn.boxes[place]]
    treated, evaluable = sum(row.patients for row in rows), sum(row.of or 0 for row in rows)
    had = sum(row.patients for row in rows if row.tone is Tone.SUCCESS)
    numbers = range(column, graph.length + 1 if last else column + 1)
    first = sum(graph.denominators(number).first_successes for number in numbers)
    share = f" ({100 * had / evaluable:.0f}%)" if evaluable else ""
    return (
        f"{graph.definition.step.capitalize()} {column}{' and later' if last else ''}",
        f"{treated} treated",
        f"{success} {had}/{evaluable}{share}",
        *([f"first {success} in {first}"] if column > 1 else []),
        f"{treated - evaluable} not evaluable",
    )


def _notes(drawn: Branches) -> Iterator[str]:
    graph, success = drawn.graph, drawn.graph.definition.success
    step = graph.definition.step
    yield (
        f"{success}: patients with {success} of those evaluable. {len(graph.successful)} patients "
        f"had {success} in any {step}, each counted once. Width of a branch: its patients."
    )
    if graph.definition.between or graph.definition.care:
        yield (
            f"In grey: what came after an outcome, before the next {step}, or what was given where "
            f"there was none; each patient counts once in each."
        )
    if drawn.joins_last:
        yield (
            f"{step.capitalize()} {drawn.columns} and later: each patient counts once, with "
            f"{success} if in any of them."
        )
    if OTHERS in {place.label for place in drawn.boxes}:
        yield f"{OTHERS.capitalize()}: all but the {MOST_LABELS - 1} given to most patients."
    if max(drawn.smallest) > 1:
        yield (
            f"Where more than {MOST_BRANCHES} branches join two columns, only the largest (at most "
            f"{LARGEST_BRANCHES}) are drawn through; +n is the sum of the others."
        )


def _body(scene: Scene) -> list[str]:
    band = scene.band
    return [
        element(
            "rect",
            x=band.left,
            y=band.top,
            width=band.right - band.left,
            height=band.bottom - band.top,
            fill="#f1f1f1",
        ),
        *(_arrow(arrow) for arrow in scene.arrows),
        *(_frame(frame) for frame in scene.frames),
        *(_text(text) for text in scene.texts),
    ]


def _frame(frame: Frame) -> str:
    extent = frame.extent
    width = extent.right - extent.left
    box = element(
        "rect",
        x=extent.left,
        y=extent.top,
        width=width,
        height=extent.bottom - extent.top,
        rx=2,
        fill="#ffffff",
        stroke=INK,
        stroke_width=1,
    )
    rules = [
        element(
            "path",
            d=f"M{number(extent.left)} {number(y)}h{number(width)}",
            stroke=INK,
            stroke_width=0.8 if place == 0 else 0.4,
        )
        for place, y in enumerate(frame.rules)
    ]
    return element("g", element("title", escaped(frame.title)), box, *rules)


def _arrow(arrow: Arrow) -> str:
    colour = COLOURS[Tone(arrow.tone)]
    line: dict[str, str | float] = {
        "fill": "none",
        "stroke": colour,
        "stroke_width": arrow.width,
        **({"stroke_dasharray": "4 2.5"} if arrow.tone == Tone.UNCLEAR else {}),
    }
    casing: dict[str, str | float] = {"stroke": "#ffffff", "stroke_width": arrow.width + 2}
    d = _course(arrow)
    parts = [element("path", d=d, fill="none", **casing), element("path", d=d, **line)]
    if arrow.end is not None:
        parts.append(_head(arrow.end, arrow.width, colour))
    return element("g", *parts)


def _course(arrow: Arrow) -> str:
    if arrow.start is None:
        assert arrow.end is not None
        x, y = arrow.end
        return f"M{number(arrow.land)} {number(y)}H{number(x - HEAD)}"
    x, y = arrow.start
    level = f"M{number(x)} {number(y)}H{number(arrow.bend)}"
    if arrow.end is None:
        return level
    end_x, end_y = arrow.end
    points = ((arrow.middle, y), (arrow.middle, end_y), (arrow.land, end_y))
    curve = " ".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"{level}C{curve}H{number(end_x - HEAD)}"


def _head(end: tuple[float, float], width: float, colour: str) -> str:
    (x, y), half = end, max(3.0, width / 2 + 1.5)
    d = f"M{number(x)} {number(y)}l{number(-HEAD - 1)} {number(-half)}v{number(2 * half)}z"
    return element("path", d=d, fill=colour)


def _text(text: Text) -> str:
    attributes: dict[str, str | float] = {
        "x": text.x,
        "y": text.y,
        "font_size": text.size,
        "fill": text.colour,
    }
    if text.anchor != "start":
        attributes["text_anchor"] = text.anchor
    if text.bold:
        attributes["font_weight"] = "bold"
    return element("text", escaped(text.text), **attributes)
