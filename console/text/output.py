"""Printing: JSON for programs, and text that a person reads, in colour where that is wanted."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from console.application.question import as_of_in_words

if TYPE_CHECKING:
    from analyses.survival.intervals import Estimate
    from analyses.survival.time_points import TimePoint

WIDTH_OF_FILES = 100
PADDING = re.compile(r"[ \t]+(?=\n)")


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    print(json_text(value))


def json_text(value: Any) -> str:
    """A JSON document. NaN and infinity are no JSON: what cannot be estimated is shown as refused.

    Raises ValueError where a value holds one of them.
    """
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)


class _WithoutPadding(StringIO):
    """Standard output without the blanks that fill up a line, for files and other programs."""

    def write(self, text: str, /) -> int:
        """Pass on a text."""
        return sys.stdout.write(PADDING.sub("", text))

    def flush(self) -> None:
        """Pass on what is buffered."""
        sys.stdout.flush()


def console() -> Console:
    """A console that honours NO_COLOR, COLUMNS and the width of the terminal, if it is one."""
    if sys.stdout.isatty():
        return Console(highlight=False, emoji=False)
    width = None if os.environ.get("COLUMNS", "").isdigit() else WIDTH_OF_FILES
    return Console(highlight=False, emoji=False, width=width, file=_WithoutPadding())


def is_width_known() -> bool:
    """Whether the output has a width that a reader chose: a terminal, or COLUMNS."""
    return sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()


def indented(columns: int, text: str) -> Padding:
    """Markup whose every line is indented."""
    return Padding(Text.from_markup(text, emoji=False), (0, 0, 0, columns))


def table(
    *headings: str, rows: Iterable[tuple[str, ...]], right: frozenset[int] = frozenset()
) -> Table:
    """A plain table; columns whose number is in ``right`` are right-aligned."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        grid.add_column(heading, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def time(value: float | None) -> str:
    """A time as printed, to two decimals where it has any; ``NR`` if it is not reached."""
    return "NR" if value is None else f"{value:.2f}".removesuffix(".00")


def probability(value: float | None) -> str:
    """A probability to three decimals; ``NE`` if it is not estimable."""
    return "NE" if value is None else f"{value:.3f}"


def estimate(found: "Estimate | TimePoint", shown: Callable[[float | None], str]) -> str:
    """An estimate with its limits, ``0.312 (0.201-0.484)``; a dash beyond the last follow-up."""
    if found.refused:
        return "-"
    return f"{shown(found.estimate)} ({shown(found.lower)}-{shown(found.upper)})"


def at(point: "TimePoint") -> tuple[str, str]:
    """A curve at a time, and how many were at risk or else why nothing is estimated."""
    beside = point.refused or f"{point.at_risk} at risk"
    return f"at {point.time:g}: {estimate(point, probability)}", beside


def as_of_line(result: Mapping[str, Any]) -> str:
    """The as-of of a result with ``as_of`` and ``stamp``, in words."""
    stamp = result["stamp"]
    return as_of_in_words(result["as_of"], stamp["censoring"], stamp["adjudications"])
