"""Tests on ranks: two samples, two measurements of each subject, several samples."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest, chi_square_result
from analyses.survival.intervals import FloatArray

# R computes the exact distribution for samples smaller than this, without ties.
_EXACT_BELOW = 50


def rank_sum_test(first: ArrayLike, second: ArrayLike) -> HypothesisTest:
    """Return Wilcoxon's rank-sum (Mann-Whitney) test of two samples, NaN left out.

    Exact when both samples are smaller than 50 and nothing is tied, otherwise normal with
    continuity and tie correction, as R decides. The statistic is R's W.

    Raises InvalidInputError when a sample is not numeric, NotEstimableError when one is empty
    or all values are equal.
    Source: R ``wilcox.test(x, y)``.
    """
    x, y = _sample(first), _sample(second)
    ranks, ties = _ranks(np.concatenate((x, y)))
    m, n = x.size, y.size
    w = float(ranks[:m].sum()) - m * (m + 1) / 2
    if max(m, n) < _EXACT_BELOW and (ties == 1).all():
        return HypothesisTest("Wilcoxon rank-sum, exact", _exact_p(_rank_sums(m, n), w), w)
    variance = m * n / 12 * (m + n + 1 - (ties**3 - ties).sum() / ((m + n) * (m + n - 1)))
    return _normal("Wilcoxon rank-sum", w, m * n / 2, variance)


def signed_rank_test(first: ArrayLike, second: ArrayLike) -> HypothesisTest:
    """Return Wilcoxon's signed-rank test of paired measurements, incomplete pairs left out.

    Pairs without a difference are dropped. Exact when none was, fewer than 50 are left and no
    two differences are equal in size, otherwise normal with continuity and tie correction, as
    R decides. The statistic is R's V.

    Raises InvalidInputError when the columns are not numeric or differ in length,
    NotEstimableError when no pair differs.
    Source: R ``wilcox.test(x, y, paired=TRUE)``.
    """
    x, y = _numbers(first), _numbers(second)
    if x.shape != y.shape:
        raise InvalidInputError(f"Pairs need equally long columns, not {x.size} and {y.size}.")
    pairs = (x - y)[~np.isnan(x - y)]
    differences = pairs[pairs != 0]
    if differences.size == 0:
        raise NotEstimableError("No complete pair differs, so there is nothing to rank.")
    ranks, ties = _ranks(np.abs(differences))
    n, v = differences.size, float(ranks[differences > 0].sum())
    if n < _EXACT_BELOW and n == pairs.size and (ties == 1).all():
        return HypothesisTest("Wilcoxon signed-rank, exact", _exact_p(_signed_sums(n), v), v)
    variance = n * (n + 1) * (2 * n + 1) / 24 - (ties**3 - ties).sum() / 48
    return _normal("Wilcoxon signed-rank", v, n * (n + 1) / 4, variance)


def kruskal_wallis_test(samples: Iterable[ArrayLike]) -> HypothesisTest:
    """Return the Kruskal-Wallis test of two or more samples, corrected for ties, NaN left out.

    Raises InvalidInputError when a sample is not numeric or there is only one,
    NotEstimableError when one is empty or all values are equal.
    Source: R ``kruskal.test``.
    """
    parts = [_sample(values) for values in samples]
    if len(parts) < 2:
        raise InvalidInputError("There is only one sample; a comparison needs two or more.")
    ranks, ties = _ranks(np.concatenate(parts))
    n, sizes = ranks.size, np.array([part.size for part in parts])
    sums = np.add.reduceat(ranks, np.cumsum(sizes) - sizes)
    correction = 1 - (ties**3 - ties).sum() / (n**3 - n)
    if correction == 0:
        raise NotEstimableError("All values are equal, so there is nothing to rank.")
    statistic = (12 / (n * (n + 1)) * (sums**2 / sizes).sum() - 3 * (n + 1)) / correction
    return chi_square_result("Kruskal-Wallis", statistic, len(parts) - 1)


def _numbers(values: ArrayLike) -> FloatArray:
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInputError("Only numbers can be ranked; these values are not.") from None
    if column.ndim != 1:
        raise InvalidInputError(f"Expected one column, not {column.ndim} dimensions.")
    return column


def _sample(values: ArrayLike) -> FloatArray:
    column = _numbers(values)
    known = column[~np.isnan(column)]
    if known.size == 0:
        raise NotEstimableError("A sample without a known value cannot be compared.")
    return known


def _ranks(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mid-ranks and, per distinct value, how many share it."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ties = counts.astype(np.float64)
    return (np.cumsum(ties) - (ties - 1) / 2)[inverse], ties


def _normal(test: str, statistic: float, mean: float, variance: float) -> HypothesisTest:
    from scipy.special import ndtr

    if variance <= 0:
        raise NotEstimableError("All values are equal, so there is nothing to rank.")
    # Half a rank of continuity correction towards the mean.
    distance = max(abs(statistic - mean) - 0.5, 0)
    p_value = 2 * float(ndtr(-distance / np.sqrt(variance)))
    return HypothesisTest(f"{test}, normal with continuity correction", p_value, statistic)


def _exact_p(chances: FloatArray, statistic: float) -> float:
    """Return twice the smaller tail of a symmetric distribution on 0, 1, 2, ..."""
    nearest = round(min(statistic, chances.size - 1 - statistic))
    return min(1.0, 2 * float(chances[: nearest + 1].sum()))


def _rank_sums(m: int, n: int) -> FloatArray:
    """Return the chance of each value of W: the ranks of m among m + n, m chosen at random."""
    ways: FloatArray = np.zeros((m + 1, m * n + 1))
    ways[0, 0] = 1
    # Taking the observation ranked ``rank`` as the k-th of the m adds rank - k to W.
    for rank in range(1, m + n + 1):
        for k in range(min(m, rank), max(0, rank - n - 1), -1):
            shift = rank - k
            ways[k, shift:] += ways[k - 1, : ways.shape[1] - shift]
    chances: FloatArray = ways[m] / ways[m].sum()
    return chances


def _signed_sums(n: int) -> FloatArray:
    """Return the chance of each value of V: every rank 1 to n counted or not, evenly."""
    chances = np.ones(1)
    for rank in range(1, n + 1):
        skipped, counted = np.zeros((2, chances.size + rank))
        skipped[: chances.size] = counted[rank:] = chances / 2
        chances = skipped + counted
    return chances
