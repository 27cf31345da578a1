"""Printing: JSON for programs, and text that a person reads, in colour where that is wanted."""

import json
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.table import Table


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def console() -> Console:
    """A console that honours NO_COLOR and the width of the terminal."""
    return Console(highlight=False, soft_wrap=True)


def table(
    *headings: str, rows: Iterable[tuple[str, ...]], right: frozenset[int] = frozenset()
) -> Table:
    """A plain table; columns whose number is in ``right`` are right-aligned."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        grid.add_column(heading, justify="right" if number in right else "left", no_wrap=True)
    for row in rows:
        grid.add_row(*row)
    return grid


def number(value: float | None, digits: int = 3) -> str:
    """A number as printed; ``NR`` for what is not reached."""
    return "NR" if value is None else f"{value:.{digits}f}".rstrip("0").rstrip(".")


def as_of_line(as_of: dict[str, Any], censoring: str) -> str:
    """The as-of of a result in words."""
    known = as_of["known_by"]
    lock = f"as known by {known}" if known else "all that is recorded"
    return f"data cutoff {as_of['cutoff']}, {lock}, {censoring} censoring"
