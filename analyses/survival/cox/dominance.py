"""How much of a stretch of a sequence lies below, at and above a bound, for many at once."""

from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from analyses.survival.cox.risk_sums import Index
from analyses.survival.intervals import FloatArray

Comparison: TypeAlias = tuple[FloatArray, FloatArray, FloatArray]
Number = TypeVar("Number", bound=np.number[Any])


def compare(
    ranks: Index, weights: FloatArray, start: Index, stop: Index, bound: Index
) -> Comparison:
    """Return the weight of items from ``start`` up to ``stop`` below, at and above ``bound``.

    ``start``, ``stop`` and ``bound`` have one entry per query; ranks and bounds count from 0.
    This is a wavelet matrix (Claude, Navarro and Ordóñez 2015): at each binary digit, from the
    highest, items with digit 0 move in front of those with 1, and each stretch follows the
    digit of its bound. The cost is the number of digits times that of items and queries.
    """
    total = _between(_running(weights), start, stop)
    below = np.zeros(bound.size)
    # Queries are kept in the order of their stretches, so that reading items spares the cache.
    query = np.argsort(stop, kind="stable")
    start, stop, bound = start[query], stop[query], bound[query]
    highest = max(ranks.max(initial=0), bound.max(initial=0))
    for digit in reversed(range(int(highest).bit_length())):
        low, up = (ranks >> digit & 1) == 0, (bound >> digit & 1) == 1
        lows, low_weight = _running(low.astype(np.intp)), _running(weights * low)
        below[query] += np.where(up, _between(low_weight, start, stop), 0)
        start, stop = (np.where(up, lows[-1] + end - lows[end], lows[end]) for end in (start, stop))
        items, queries = _zeros_first(~low), _zeros_first(up)
        ranks, weights = ranks[items], weights[items]
        start, stop, bound, query = start[queries], stop[queries], bound[queries], query[queries]
    equal = np.empty(bound.size)
    equal[query] = _between(_running(weights), start, stop)
    return below, equal, total - below - equal


def _running(values: NDArray[Number]) -> NDArray[Number]:
    sums = np.zeros(values.size + 1, dtype=values.dtype)
    np.cumsum(values, out=sums[1:])
    return sums


def _between(running: FloatArray, start: Index, stop: Index) -> FloatArray:
    return running[stop] - running[start]


def _zeros_first(digits: NDArray[np.bool_]) -> Index:
    return np.concatenate((np.flatnonzero(~digits), np.flatnonzero(digits)))
