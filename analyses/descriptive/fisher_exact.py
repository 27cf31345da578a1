"""Fisher's exact test of independence in a table of any size."""

from math import prod

import numpy as np
from numpy.typing import ArrayLike

from analyses.descriptive.contingency import filled_counts
from analyses.errors import NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.survival.intervals import FloatArray
from analyses.survival.risk_sets import IntArray

# R's allowance for rounding when two tables are equally likely.
_TIED = 1e-7
# Fillings whose log weights differ by less have the same weight.
_ROUNDING = 1e-11
# A few seconds and a few hundred megabytes.
_MOST_FILLINGS = 5_000_000


def fisher_exact_test(table: ArrayLike) -> HypothesisTest:
    """Return Fisher's exact test of independence in an r x c table.

    P is the chance, given the margins, of a table no likelier than the observed one. The columns
    are split in two halves; the fillings of either half are listed by weight, and those that
    complete each other to the observed row sums are counted together, so that no full table is
    ever built.

    Raises what ``filled_counts`` raises, and NotEstimableError when the table is too large.
    Source: Freeman and Halton, Biometrika 1951;38:141-149; R ``fisher.test``.
    """
    counts = filled_counts(table)
    if counts.shape[0] > counts.shape[1]:
        counts = counts.T
    counts = counts[:, np.argsort(counts.sum(axis=0), kind="stable")]
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    split = _halfway(rows, columns)
    left, right = _fillings(rows, columns[:split]), _fillings(rows, columns[split:])
    log_chance = _log_factorial(rows).sum() + _log_factorial(columns).sum()
    log_chance -= _log_factorial(counts.sum())
    limit = _TIED - _log_factorial(counts).sum()
    p_value = sum(
        _chance_of_no_likelier(here, right[remaining], limit, log_chance)
        for taken, here in left.items()
        if (remaining := tuple((rows - taken).tolist())) in right
    )
    return HypothesisTest("Fisher's exact", min(1.0, p_value))


def _chance_of_no_likelier(
    left: FloatArray, right: FloatArray, limit: float, log_chance: float
) -> float:
    """Sum the chances of the pairs of fillings whose log weights sum to at most the limit."""
    (left_weight, left_ways), (right_weight, right_ways) = left, right
    heaviest = right_weight[-1]
    below = np.append(0.0, np.cumsum(right_ways * np.exp(right_weight - heaviest)))
    partners = np.searchsorted(right_weight, limit - left_weight, side="right")
    return float(left_ways * np.exp(left_weight + heaviest + log_chance) @ below[partners])


def _fillings(rows: IntArray, columns: IntArray) -> dict[tuple[int, ...], FloatArray]:
    """Return the fillings of columns by the row sums they make.

    Each entry holds the distinct log weights -sum(log x!), ascending, and in how many ways
    each arises.
    """
    sums: IntArray = np.zeros((1, rows.size), dtype=np.int64)
    weights: FloatArray = np.zeros(1)
    counts: FloatArray = np.ones(1)
    # Every combination of row sums is numbered by one integer.
    _refuse(too_large=prod((rows + 1).tolist()) > np.iinfo(np.int64).max)
    for total in columns.tolist():
        column = _compositions(total, rows)
        _refuse(too_large=len(sums) * len(column) > _MOST_FILLINGS)
        sums = (sums[:, None] + column).reshape(-1, rows.size)
        weights = np.subtract.outer(weights, _log_factorial(column).sum(axis=1)).ravel()
        counts = np.repeat(counts, len(column))
        possible = (sums <= rows).all(axis=1)
        sums, weights, counts = _merged(sums[possible], weights[possible], counts[possible])
    starts = np.flatnonzero(np.diff(sums, axis=0, prepend=-1).any(axis=1))
    entries = np.split(np.array((weights, counts)), starts[1:], axis=1)
    return dict(zip(map(tuple, sums[starts].tolist()), entries, strict=True))


def _merged(
    sums: IntArray, weights: FloatArray, counts: FloatArray
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Sort fillings by row sums and weight, those equal in both counted as one."""
    node = np.asarray(np.ravel_multi_index(tuple(sums.T), tuple(sums.max(axis=0) + 1)))
    order = np.lexsort((weights, node))
    sums, weights = sums[order], weights[order]
    apart = np.diff(node[order], prepend=-1) > 0
    starts = np.flatnonzero(apart | (np.diff(weights, prepend=0) > _ROUNDING))
    return sums[starts], weights[starts], np.add.reduceat(counts[order], starts)


def _refuse(*, too_large: bool) -> None:
    if too_large:
        raise NotEstimableError(
            "The table is too large for Fisher's exact test; "
            "merge its sparse levels or declare the chi-square test."
        )


def _compositions(total: int, rows: IntArray) -> IntArray:
    """Return every way to spread a column total over the rows, none above its row sum."""
    spread: IntArray = np.zeros((1, 0), dtype=np.int64)
    for most in rows[:-1].tolist():
        cell = np.arange(min(total, most) + 1)
        _refuse(too_large=len(spread) * len(cell) > _MOST_FILLINGS)
        spread = np.column_stack((np.repeat(spread, cell.size, axis=0), np.tile(cell, len(spread))))
        spread = spread[spread.sum(axis=1) <= total]
    last = total - spread.sum(axis=1)
    column: IntArray = np.column_stack((spread, last))[last <= rows[-1]]
    return column


def _halfway(rows: IntArray, columns: IntArray) -> int:
    """Return how many columns to fill first so that neither half has many fillings."""
    free = rows.size - 1
    # A total t is spread over r rows in (t + r - 1)! / t! / (r - 1)! ways.
    first = np.cumsum(
        _log_factorial(columns + free) - _log_factorial(columns) - _log_factorial(free)
    )
    return int(np.argmin(np.maximum(first, first[-1] - first))) + 1


def _log_factorial(count: IntArray | int) -> FloatArray:
    from scipy.special import gammaln

    return np.asarray(gammaln(np.asarray(count) + 1.0))
