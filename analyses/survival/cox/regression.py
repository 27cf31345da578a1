"""Cox's regression: hazard ratios of covariates over (start, stop] rows."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.residuals import robust_covariance
from analyses.survival.cox.risk_sums import Ties
from analyses.survival.cox.rows import CoxRows, cox_rows
from analyses.survival.observations import observations
from analyses.survival.regression.design import Design, design
from analyses.survival.regression.partial_likelihood import maximum_likelihood


def cox_regression(
    time: ArrayLike,
    event: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    entry: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    ties: Ties = "efron",
    references: Mapping[str, Hashable] | None = None,
) -> CoxModel:
    """Return Cox's model of rows at risk over (entry, time], by partial likelihood.

    A patient whose covariates change has one row per state, each with its ``entry``; a
    cause-specific model takes the events of one cause. ``covariates`` are named columns, or a
    data frame, of numbers or labels (compared with the first label, or the one in
    ``references``); rows that miss one are left out and counted. ``strata`` have baseline
    hazards of their own; ``cluster``, the patient, asks for the robust covariance.

    Raises InvalidInputError for columns that cannot be such rows, NoEventsError without events,
    and ConstantCovariateError, CollinearCovariatesError, MonotoneLikelihoodError,
    MissingCovariateError or ConvergenceError when the covariates determine no single model.
    Source: Cox (1972); Efron (1977); Andersen and Gill (1982); R ``survival::coxph``.
    """
    if ties not in get_args(Ties):
        raise InvalidInputError(f"Unknown ties {ties!r}; choose 'efron' or 'breslow'.")
    given = observations(time, event, entry)
    designed = design(covariates, len(given), references=references)
    rows = cox_rows(given, designed, strata=strata, cluster=cluster, weights=weights, ties=ties)
    model = _fitted(designed, rows, ties)
    if cluster is None:
        return model
    return replace(model, robust_covariance=robust_covariance(model))


def _fitted(designed: Design, rows: CoxRows, ties: Ties) -> CoxModel:
    found = maximum_likelihood(rows.likelihood, designed.columns)
    return CoxModel(
        columns=designed.columns,
        terms=designed.terms,
        coefficients=found.at,
        covariance=np.linalg.inv(found.here.information),
        robust_covariance=None,
        log_likelihood=found.here.log_likelihood,
        null_log_likelihood=found.start.log_likelihood,
        score_statistic=float(found.start.score @ found.start.step()),
        iterations=found.iterations,
        rows_used=len(rows.observed),
        events=int(rows.observed.event.sum()),
        dropped=designed.dropped,
        missing=designed.missing,
        ties=ties,
        rows=rows,
    )
