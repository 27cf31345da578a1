"""A table to be written as CSV, each column with what it means."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.errors import TimelineError
from timeline.spreadsheets import inert


class NameTaken(TimelineError):
    """Two columns of a table, or two tables, would have one name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its entry in the codebook.

    Attributes
    ----------
    name, values
        The heading, and a value per row, None where there is none.
    means
        A sentence; of a definition the one that it reads out itself.
    unit
        ``days``, ``ISO date``, ``label`` and the like.
    source
        Where the definition comes from.
    """

    name: str
    values: Sequence[Any]
    means: str
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length under a file name without its ending.

    Raises
    ------
    NameTaken
        If two columns have one name.
    """

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        refuse_repeated([column.name for column in self.columns], f"columns of '{self.name}'")

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values)

    def csv(self) -> str:
        """The table as text: truths as R writes them, numbers in full, empty where unknown."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([inert(column.name) for column in self.columns])
        cells = ([_cell(value) for value in column.values] for column in self.columns)
        writer.writerows(zip(*cells, strict=True))
        return text.getvalue()


def refuse_repeated(names: Iterable[str], what: str) -> None:
    """Refuse names of which one stands for two things."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise NameTaken(
                f"two {what} would be called '{name}'; rename a definition or an analysis"
            )
        seen.add(name)


def _cell(value: Any) -> str:
    """A value as R and other programs read it: the shortest digits that give it again."""
    if isinstance(value, list | tuple):
        return ";".join(map(_cell, value))
    if value is None or value != value:
        return ""
    if value is True or value is False:
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return inert(str(value))
