"""What a report consists of, whatever it is written as."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and the anchor of the patients and events behind it."""

    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about, its cells, and how far it is indented."""

    head: Cell
    cells: tuple[Cell, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; ``headings`` has one for the rows' heads, then one a column.

    ``texts`` are columns of words, that are not set flush right.
    """

    label: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    texts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its caption, whose sentences lead to what is behind them.

    ``data`` are the numbers drawn, headings first, unrounded. ``plate`` draws it without title
    and notes, so many units (of 1/96 inch) wide or as much wider as it needs to be.
    """

    label: str
    title: str
    svg: str
    caption: tuple[Cell, ...] = ()
    data: tuple[tuple[object, ...], ...] = ()
    plate: Callable[[float], str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Tables and figures under a heading."""

    title: str
    blocks: tuple[Table | Figure, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says of itself.

    Attributes
    ----------
    title, as_of
        Of which study, as of when, as known when.
    notice
        That it is made up, or nothing.
    conventions
        What the study decided where its source leaves a choice.
    stamp
        What the result rests on, as words.
    """

    title: str
    as_of: str
    notice: str
    conventions: tuple[str, ...]
    stamp: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report; ``results`` are the analyses behind it, unrounded."""

    facts: Facts
    parts: tuple[Part, ...]
    results: dict[str, Any] = field(default_factory=dict)

    def tables(self) -> Iterator[Table]:
        """All tables, in order."""
        yield from (
            block for part in self.parts for block in part.blocks if isinstance(block, Table)
        )

    def links(self) -> frozenset[str]:
        """The anchors to which any cell or caption leads."""
        cells = [cell for figure in self.figures() for cell in figure.caption]
        for row in (row for table in self.tables() for row in table.rows):
            cells += (row.head, *row.cells)
        return frozenset(cell.link for cell in cells if cell.link)

    def figures(self) -> Iterator[Figure]:
        """All figures, in order."""
        yield from (
            block for part in self.parts for block in part.blocks if isinstance(block, Figure)
        )


def slug(text: str) -> str:
    """A text as the name of a file or an anchor: ``Figure 1A`` as ``figure-1a``."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
