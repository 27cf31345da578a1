"""Numbers against a test: certainly true, certainly false, or open where only bounds are known."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projections.language.events import FieldTest
from timeline.log import Numbers
from timeline.log.bounded import Bounded

Mask = NDArray[np.bool_]
Reals = NDArray[np.float64]

COMPARISONS: Mapping[str, Callable[[Any, Any], Mask]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def limits(column: Numbers) -> tuple[Reals, Reals]:
    """The least and the greatest number that each entry may be."""
    if isinstance(column, Bounded):
        return column.low, column.high
    return column.values, column.values


def certain(column: Numbers, test: FieldTest) -> Mask:
    """Which numbers pass a test, whatever they are within their limits."""
    low, high = limits(column)
    compare = COMPARISONS.get(test.operator)
    if compare is not None and isinstance(test.value, float | int):
        return compare(high if test.operator[0] == "<" else low, float(test.value))
    exact = low == high
    passes: Mask = exact & np.isin(low, _sought(test))
    return passes


def possible(column: Numbers, test: FieldTest) -> Mask:
    """Which numbers may pass a test."""
    low, high = limits(column)
    compare = COMPARISONS.get(test.operator)
    if compare is not None and isinstance(test.value, float | int):
        return compare(low if test.operator[0] == "<" else high, float(test.value))
    passes = np.zeros(len(low), dtype=bool)
    for item in _sought(test):
        passes |= (low <= item) & (item <= high)
    return passes


def to_limit(column: Numbers, comparison: str, limit: Reals) -> tuple[Mask, Mask]:
    """Which numbers certainly stand to a limit as compared, and which may."""
    low, high = limits(column)
    least, most = (high, low) if comparison[0] == "<" else (low, high)
    return COMPARISONS[comparison](least, limit), COMPARISONS[comparison](most, limit)


def _sought(test: FieldTest) -> list[float]:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return [float(value) for value in values if isinstance(value, float | int)]
