"""Median, quartiles and range of a column of numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError


@dataclass(frozen=True, slots=True)
class Spread:
    """How numbers are distributed: ``count`` known ones, and ``missing`` left out."""

    count: int
    missing: int
    median: float
    first_quartile: float
    third_quartile: float
    minimum: float
    maximum: float

    @property
    def statistics(self) -> Mapping[str, float]:
        """The numbers under their names."""
        return asdict(self)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def spread(values: ArrayLike) -> Spread:
    """Return the median, quartiles and range of the values that are not NaN.

    Raises InvalidInputError when they are not one numeric column, NotEstimableError when none
    is known.
    Source: quantiles of type 7, R's default (Hyndman and Fan 1996).
    """
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInputError("Only numbers have a median; these values are not.") from None
    if column.ndim != 1:
        raise InvalidInputError(f"Expected one column, not {column.ndim} dimensions.")
    known = column[~np.isnan(column)]
    if known.size == 0:
        raise NotEstimableError("There is no known value to take a median of.")
    low, first, median, third, high = np.quantile(known, (0, 0.25, 0.5, 0.75, 1)).tolist()
    return Spread(known.size, column.size - known.size, median, first, third, low, high)
