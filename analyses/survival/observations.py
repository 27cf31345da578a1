"""Time under observation, checked once for every survival analysis."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.natural_order import in_natural_order
from analyses.survival.intervals import FloatArray

BoolArray: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Observations:
    """One row per subject: at risk over (entry, time], with the event at ``time`` or censored.

    ``entry`` is None when everyone is observed from time 0.
    """

    time: FloatArray
    event: BoolArray
    entry: FloatArray | None = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.time.size

    def where(self, chosen: BoolArray) -> "Observations":
        """Return the chosen rows."""
        entry = None if self.entry is None else self.entry[chosen]
        return Observations(self.time[chosen], self.event[chosen], entry)


def observations(time: ArrayLike, event: ArrayLike, entry: ArrayLike | None = None) -> Observations:
    """Return the rows of a survival analysis, or say which column cannot be one.

    ``time`` and ``entry`` are finite and nonnegative, in one unit; ``event`` is boolean or 0/1.

    Raises InvalidInputError for no rows, unequal lengths, a missing or negative time, an event
    that is neither 0 nor 1, or an entry that is not before its time.
    """
    times = _nonnegative("time", time)
    if times.size == 0:
        raise InvalidInputError("There are no rows to analyse.")
    happened = np.asarray(event)
    _same_length("event", happened, times.size)
    if happened.dtype != bool and not np.isin(happened, (0, 1)).all():
        raise InvalidInputError("'event' must hold only 0 and 1 (or false and true).")
    if entry is None:
        return Observations(times, happened.astype(bool))
    entries = _nonnegative("entry", entry)
    _same_length("entry", entries, times.size)
    _refuse_empty_intervals(entries, times)
    return Observations(times, happened.astype(bool), entries)


def labels_of(name: str, values: ArrayLike, length: int) -> tuple[list[Any], NDArray[np.intp]]:
    """Return the distinct labels of a grouping in order and, per row, the index of its label.

    Texts are ordered by the numbers in them: ``grade 2`` comes before ``grade 10``.

    Raises InvalidInputError for another number of rows, or missing or unsortable labels.
    """
    column = label_column(values)
    _same_length(name, column, length)
    labels, codes = (_distinct_objects if column.dtype == object else _distinct)(column)
    if not all(map(is_known, labels)):
        raise InvalidInputError(
            f"'{name}' has labels that are missing or cannot be sorted together; "
            "exclude those rows or label them."
        )
    return labels, codes


def label_column(values: ArrayLike) -> NDArray[Any]:
    """Return labels as an array; those of a list as they are, since numpy spells NaN 'nan'."""
    return np.asarray(values) if hasattr(values, "dtype") else np.asarray(values, dtype=object)


def is_known(value: object) -> bool:
    """Return whether a value is there: not None, NaN, NaT or pandas' NA."""
    try:
        # NaN and NaT differ from themselves; NA refuses to say.
        return value is not None and bool(value == value)
    except TypeError:
        return False


def _distinct(column: NDArray[Any]) -> tuple[list[Any], NDArray[np.intp]]:
    found, codes = np.unique(column, return_inverse=True)
    labels = found.tolist()
    ordered = in_natural_order(labels)
    if ordered == labels:
        return labels, codes
    place = {label: i for i, label in enumerate(ordered)}
    return ordered, np.array([place[label] for label in labels], dtype=np.intp)[codes]


def _distinct_objects(column: NDArray[Any]) -> tuple[list[Any], NDArray[np.intp]]:
    per_row = column.tolist()
    try:
        labels = in_natural_order(set(per_row))
    except TypeError:
        labels = [None]
    index = {label: i for i, label in enumerate(labels)}
    return labels, np.fromiter((index.get(label, 0) for label in per_row), np.intp, column.size)


def _nonnegative(name: str, values: ArrayLike) -> FloatArray:
    try:
        given = np.asarray(values)
        _refuse_what_only_converts(name, given)
        column = given.astype(np.float64)
    except InvalidInputError:
        raise
    except (TypeError, ValueError):
        raise InvalidInputError(f"'{name}' must be numeric.") from None
    if column.ndim != 1:
        raise InvalidInputError(f"'{name}' must be one column, not {column.ndim} dimensions.")
    wrong = int(np.count_nonzero(~(np.isfinite(column) & (column >= 0))))
    if wrong:
        raise InvalidInputError(
            f"'{name}' is missing, infinite or negative in {wrong} of {column.size} rows; "
            "correct or exclude them."
        )
    return column


def _refuse_what_only_converts(name: str, column: NDArray[Any]) -> None:
    """Refuse text and spans of time, which numpy would turn into numbers of a unit of its own."""
    if column.dtype.kind in "mM":
        raise InvalidInputError(
            f"'{name}' must be numeric, not dates or spans of time; give numbers of one unit, "
            "such as column.dt.days."
        )
    texts = column.dtype.kind == "O" and any(isinstance(each, str | bytes) for each in column.flat)
    if texts or column.dtype.kind in "USTV":
        raise InvalidInputError(
            f"'{name}' must be numeric, not text; give numbers, as pandas.to_numeric(column) does."
        )


def _same_length(name: str, column: NDArray[np.generic], length: int) -> None:
    if column.shape != (length,):
        raise InvalidInputError(
            f"'{name}' has shape {column.shape} where 'time' has {length} rows."
        )


def _refuse_empty_intervals(entry: FloatArray, time: FloatArray) -> None:
    wrong = int(np.count_nonzero(entry >= time))
    if wrong:
        raise InvalidInputError(
            f"'entry' is not before 'time' in {wrong} of {time.size} rows; "
            "such an interval (entry, time] holds no time at risk: exclude it."
        )
