"""Tests on ranks: two samples, two measurements of each subject, several samples."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.survival.intervals import FloatArray

# R computes the exact distribution for samples smaller than this, without ties.
_EXACT_BELOW = 50


def rank_sum_test(first: ArrayLike, second: ArrayLike) -> HypothesisTest:
    """Return Wilcoxon's rank-sum (Mann-Whitney) test of two samples, NaN left out.

    Exact when both samples are smaller than 50 and nothing is tied, otherwise normal with
    continuity and tie correction, as R decides. The statistic is R's W.

    Raises InvalidInputError when a sample is not numeric, NotEstimableError when one is empty
    or all values are equal.
    Source: R ``wilcox.test(x, y)``; ``scipy.stats.mannwhitneyu``.
    """
    from scipy.stats import mannwhitneyu

    x, y = _sample(first), _sample(second)
    pooled = np.concatenate((x, y))
    _refuse_all_equal(pooled)
    exact = max(x.size, y.size) < _EXACT_BELOW and not _tied(pooled)
    found = mannwhitneyu(x, y, method="exact" if exact else "asymptotic")
    return _named("Wilcoxon rank-sum", exact, float(found.pvalue), float(found.statistic))


def signed_rank_test(first: ArrayLike, second: ArrayLike) -> HypothesisTest:
    """Return Wilcoxon's signed-rank test of paired measurements, incomplete pairs left out.

    Pairs without a difference are dropped. Exact when none was, fewer than 50 are left and no
    two differences are equal in size, otherwise normal with continuity and tie correction, as
    R decides. The statistic is R's V.

    Raises InvalidInputError when the columns are not numeric or differ in length,
    NotEstimableError when no pair differs.
    Source: R ``wilcox.test(x, y, paired=TRUE)``; ``scipy.stats.wilcoxon``.
    """
    from scipy.stats import rankdata, wilcoxon

    x, y = _numbers(first), _numbers(second)
    if x.shape != y.shape:
        raise InvalidInputError(f"Pairs need equally long columns, not {x.size} and {y.size}.")
    pairs = (x - y)[~np.isnan(x - y)]
    differences = pairs[pairs != 0]
    if differences.size == 0:
        raise NotEstimableError("No complete pair differs, so there is nothing to rank.")
    n, sizes = differences.size, np.abs(differences)
    exact = n < _EXACT_BELOW and n == pairs.size and not _tied(sizes)
    found = wilcoxon(differences, correction=not exact, method="exact" if exact else "approx")
    v = float(rankdata(sizes)[differences > 0].sum())
    return _named("Wilcoxon signed-rank", exact, float(found.pvalue), v)


def kruskal_wallis_test(samples: Iterable[ArrayLike]) -> HypothesisTest:
    """Return the Kruskal-Wallis test of two or more samples, corrected for ties, NaN left out.

    Raises InvalidInputError when a sample is not numeric or there is only one,
    NotEstimableError when one is empty or all values are equal.
    Source: R ``kruskal.test``; ``scipy.stats.kruskal``.
    """
    from scipy.stats import kruskal

    parts = [_sample(values) for values in samples]
    if len(parts) < 2:
        raise InvalidInputError("There is only one sample; a comparison needs two or more.")
    _refuse_all_equal(np.concatenate(parts))
    found = kruskal(*parts)
    statistic, p_value = float(found.statistic), float(found.pvalue)
    return HypothesisTest("Kruskal-Wallis", p_value, statistic, len(parts) - 1)


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


def _refuse_all_equal(values: FloatArray) -> None:
    if (values == values[0]).all():
        raise NotEstimableError("All values are equal, so there is nothing to rank.")


def _tied(values: FloatArray) -> bool:
    return np.unique(values).size < values.size


def _named(test: str, exact: bool, p_value: float, statistic: float) -> HypothesisTest:
    how = "exact" if exact else "normal with continuity correction"
    return HypothesisTest(f"{test}, {how}", p_value, statistic)
