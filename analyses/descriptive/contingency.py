"""Pearson's test of independence in a table of counts."""

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.survival.intervals import FloatArray
from analyses.survival.risk_sets import IntArray


def filled_counts(table: ArrayLike) -> IntArray:
    """Return the table without its empty rows and columns.

    Raises InvalidInputError unless the table holds counts, NotEstimableError when fewer than two
    rows or columns are left.
    """
    counts = np.asarray(table)
    if counts.ndim != 2 or counts.dtype.kind not in "iuf" or not (counts >= 0).all():
        raise InvalidInputError("Expected a two-way table of counts.")
    if not np.array_equal(counts, np.rint(counts)) or np.isinf(counts).any():
        raise InvalidInputError("A table of counts holds whole numbers.")
    counts = counts.astype(np.int64)
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    if min(counts.shape) < 2:
        raise NotEstimableError("The table needs two rows and two columns that are not empty.")
    return counts


def expected_counts(table: ArrayLike) -> FloatArray:
    """Return the counts expected if rows and columns were independent, empty ones left out.

    Raises what ``filled_counts`` raises.
    """
    counts = filled_counts(table)
    expected: FloatArray = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return expected


def chi_square_test(table: ArrayLike) -> HypothesisTest:
    """Return Pearson's chi-square test of independence, without continuity correction.

    Raises what ``filled_counts`` raises.
    Source: R ``chisq.test(correct=FALSE)``; ``scipy.stats.chi2_contingency``.
    """
    from scipy.stats import chi2_contingency

    found = chi2_contingency(filled_counts(table), correction=False)
    return HypothesisTest("chi-square", float(found.pvalue), float(found.statistic), int(found.dof))
