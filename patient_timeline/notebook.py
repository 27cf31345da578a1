"""Results as tables: pandas data frames, and what a notebook shows of them."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from projections.engine.milestone_dates import NEVER

if TYPE_CHECKING:
    import pandas as pd

ROWS_SHOWN = 20


class Tabular:
    """A result with a table, which a notebook shows under a caption.

    Subclasses give ``caption`` and ``to_pandas()``.
    """

    __slots__ = ()

    @property
    def caption(self) -> str:
        """What the table is, and as of when."""
        raise NotImplementedError

    def to_pandas(self) -> "pd.DataFrame":
        """The result as a data frame."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.to_pandas().to_string(max_rows=ROWS_SHOWN)}"

    def _repr_html_(self) -> str:
        return as_html(self.caption, self.to_pandas())


def as_html(caption: str, frame: "pd.DataFrame") -> str:
    """A data frame under a caption, as a notebook shows it."""
    table = frame.to_html(max_rows=ROWS_SHOWN, border=0, escape=True)
    return f"<p>{escape(caption)}</p>{table}"


def dates(days: Iterable[int]) -> Any:
    """Day numbers as dates, NaT for what never was."""
    numbers = np.asarray(list(days), dtype=np.int64)
    found = numbers.astype("datetime64[D]").astype("datetime64[ns]")
    found[numbers == NEVER] = np.datetime64("NaT")
    return found
