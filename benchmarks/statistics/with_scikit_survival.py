"""The same estimates by scikit-survival, where somebody installed it.

Its licence is the GPL, so this project never depends on it.
"""

from typing import Any

import numpy as np
import sksurv.compare
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.nonparametric import cumulative_incidence_competing_risks, kaplan_meier_estimator
from sksurv.util import Surv

from benchmarks.statistics.samples import COVARIATES, Sample
from benchmarks.statistics.trials import InProcess, Result, Trial


def with_scikit_survival(sample: Sample) -> InProcess:
    """Return scikit-survival as a peer."""
    estimators = {
        "Kaplan-Meier": _kaplan_meier,
        "log-rank": _log_rank,
        "incidence": _incidence,
        "Cox": _cox,
    }
    return InProcess("scikit-survival", sample, estimators, {"incidence": 1e9}, 1e-5)


def _kaplan_meier(sample: Sample) -> Trial:
    time, event = sample.subjects["time"], sample.subjects["event"]
    return Trial(
        lambda: kaplan_meier_estimator(event, time, conf_type="log-log"),
        lambda found: {"survival": found[1]},
    )


def _log_rank(sample: Sample) -> Trial:
    rows = sample.subjects
    outcome = Surv.from_arrays(rows["event"], rows["time"])
    return Trial(
        lambda: sksurv.compare.compare_survival(outcome, rows["group"]),
        lambda found: {"statistic": np.array([found[0]])},
    )


def _incidence(sample: Sample) -> Trial:
    time, cause = sample.subjects["time"], sample.subjects["cause"]

    def read(found: tuple[Any, ...]) -> Result:
        of_cause = found[1][1]
        return {"incidence": of_cause[np.diff(of_cause, prepend=0) > 0]}

    return Trial(
        lambda: cumulative_incidence_competing_risks(cause, time, conf_type="log-log"), read
    )


def _cox(sample: Sample) -> Trial:
    rows = sample.subjects
    covariates = np.column_stack([rows[name] for name in COVARIATES])
    outcome = Surv.from_arrays(rows["event"], rows["time"])
    return Trial(
        lambda: CoxPHSurvivalAnalysis(ties="efron").fit(covariates, outcome),
        lambda fitted: {"coefficients": fitted.coef_},
    )
