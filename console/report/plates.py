"""The figures of a report as a journal wants them: without title or stamp, which stand beside."""

import re
from typing import Any

from console.figures.plates import FORMATS, plate_files, size
from console.report.model import Document, Facts, Figure, slug
from console.text.output import json_text

WIDTHS = (85, 174)
"""Widths in millimetres: a column of a journal, and a page."""
UNITS = 96 / 25.4
"""Units of a drawing a millimetre."""
POINT = 72 / 25.4
LETTERS = re.compile(r'font-size="([\d.]+)"')


def plates(document: Document, width: int) -> dict[str, bytes]:
    """Every figure in every format, and beside it what it shows and rests on.

    A figure that cannot be drawn so narrow is drawn as wide as a page.
    """
    return {
        f"plates/{slug(figure.label)}.{ending}": content
        for figure in document.figures()
        if figure.plate is not None
        for ending, content in _files(figure, document.facts, width).items()
    }


def _files(figure: Figure, facts: Facts, width: int) -> dict[str, bytes]:
    assert figure.plate is not None
    svg = figure.plate(width * UNITS)
    if size(svg)[0] > width * UNITS + 1:
        width = WIDTHS[-1]
        svg = figure.plate(width * UNITS)
    text = json_text(_beside(figure, facts, svg, width)) + "\n"
    return {**plate_files(svg, width), "json": text.encode()}


def _beside(figure: Figure, facts: Facts, svg: str, width: int) -> dict[str, Any]:
    across, down = size(svg)
    smallest = min(map(float, LETTERS.findall(svg)))
    return {
        "figure": figure.label,
        "title": figure.title,
        "caption": " ".join(sentence.text for sentence in figure.caption),
        "as_of": facts.as_of,
        "notice": facts.notice,
        "width_mm": width,
        "height_mm": round(width * down / across, 1),
        "smallest_letters_pt": round(smallest * width / across * POINT, 1),
        "formats": list(FORMATS),
        "stamp": dict(facts.stamp),
    }
