"""Typed columns of the log: numbers and categories, and the table that holds those of one kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

SEPARATOR = "\x1f"
"""Joins a list (drugs of a course) into one category; no text field may hold it."""

Days = NDArray[np.int32]
Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers; what is not known is NaN. Booleans are 1 and 0."""

    values: NDArray[np.float64]

    def take(self, index: NDArray[Any] | slice) -> Self:
        """The column at some of its places."""
        return replace(self, values=self.values[index])

    def at(self, place: int) -> float | None:
        """The number at a place, None if it is not known."""
        number = float(self.values[place])
        return None if np.isnan(number) else number

    def shown(self, place: int) -> float | str | None:
        """The number at a place as it was reported, None if there is none."""
        return self.at(place)


@dataclass(frozen=True, slots=True)
class Categories:
    """A column of texts as codes into a vocabulary; what is not known is -1."""

    codes: NDArray[np.int32]
    vocabulary: tuple[str, ...]

    def take(self, index: NDArray[Any] | slice) -> Self:
        """The column at some of its places."""
        return replace(self, codes=self.codes[index])

    def at(self, place: int) -> str | None:
        """The text at a place, None if it is not known."""
        code = int(self.codes[place])
        return None if code < 0 else self.vocabulary[code].replace(SEPARATOR, " + ")

    def shown(self, place: int) -> str | None:
        """The text at a place, None if there is none."""
        return self.at(place)

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Places whose text passes a test, which is asked once per distinct text."""
        return self.which([test(text) for text in self.vocabulary])

    def which(self, passes: Sequence[bool]) -> Mask:
        """Places of the distinct texts that are marked."""
        if sum(passes) == 1:
            only: Mask = self.codes == np.int32(passes.index(True))
            return only
        return np.array([*passes, False]).take(self.codes)


Column = Numbers | Categories


@dataclass(frozen=True, slots=True)
class EventTable:
    """All events of one kind, sorted by row; every array has one entry per event version.

    Attributes
    ----------
    patient
        Index of the patient in the segment.
    day
        Clinical day number.
    dating
        How the day is known: a ``timeline.imputation.Dating``.
    row
        Place of the event in the whole segment, across all kinds: sorted by patient, day, order
        on the day, time, sequence, recorded instant and id.
    recorded, superseded
        The version held in ``[recorded, superseded)``, in microseconds.
    id
        Sixteen bytes of the event id.
    columns
        The payload by field name.
    """

    patient: NDArray[np.int32]
    day: Days
    dating: NDArray[np.int8]
    row: Rows
    recorded: NDArray[np.int64]
    superseded: NDArray[np.int64]
    id: NDArray[np.void]
    columns: Mapping[str, Column]

    def take(self, index: NDArray[Any] | slice) -> Self:
        """The table at some of its places."""
        fixed = {name: getattr(self, name)[index] for name in FIXED}
        columns = {name: column.take(index) for name, column in self.columns.items()}
        return replace(self, **fixed, columns=columns)

    def __len__(self) -> int:
        return len(self.row)


FIXED = {
    "patient": np.dtype(np.int32),
    "day": np.dtype(np.int32),
    "dating": np.dtype(np.int8),
    "row": np.dtype(np.int32),
    "recorded": np.dtype(np.int64),
    "superseded": np.dtype(np.int64),
    "id": np.dtype("V16"),
}
"""Columns that every table has, with their types."""
