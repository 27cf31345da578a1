"""The same estimates by lifelines.

Its Aalen-Johansen fitter is left out: it moves tied times apart at random, so it estimates
something else.
"""

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter, CoxTimeVaryingFitter, KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

from benchmarks.statistics.samples import CHANGING, COVARIATES, Sample
from benchmarks.statistics.trials import InProcess, Result, Trial

_CHANGING = "Cox, (start, stop]"


def with_lifelines(sample: Sample) -> InProcess:
    """Return lifelines as a peer."""
    estimators = {
        "Kaplan-Meier": _kaplan_meier,
        "log-rank": _log_rank,
        "Cox": _cox,
        _CHANGING: _changing,
    }
    return InProcess("lifelines", sample, estimators, {_CHANGING: 1e9}, 1e-5)


def with_entry_column(sample: Sample) -> InProcess:
    """Return lifelines' CoxPHFitter told of late entry, as a peer of its own."""
    return InProcess("CoxPHFitter(entry)", sample, {_CHANGING: _late_entry}, {_CHANGING: 1e9}, 1e-5)


def _kaplan_meier(sample: Sample) -> Trial:
    rows = sample.subjects

    def read(fitted: KaplanMeierFitter) -> Result:
        return {"survival": fitted.survival_function_["KM_estimate"].to_numpy()[1:]}

    return Trial(lambda: KaplanMeierFitter().fit(rows["time"], rows["event"]), read)


def _log_rank(sample: Sample) -> Trial:
    rows = sample.subjects
    return Trial(
        lambda: multivariate_logrank_test(rows["time"], rows["group"], rows["event"]),
        lambda found: {"statistic": np.array([found.test_statistic])},
    )


def _cox(sample: Sample) -> Trial:
    frame = pd.DataFrame(sample.subjects)[["time", "event", *COVARIATES]]
    return Trial(lambda: CoxPHFitter().fit(frame, "time", "event"), _model)


def _changing(sample: Sample) -> Trial:
    frame = pd.DataFrame(sample.intervals)
    columns = {"id_col": "subject", "event_col": "event", "start_col": "start", "stop_col": "stop"}
    return Trial(lambda: CoxTimeVaryingFitter().fit(frame, **columns), _model)


def _late_entry(sample: Sample) -> Trial:
    frame = pd.DataFrame(sample.intervals)[["start", "stop", "event", *CHANGING]]
    return Trial(lambda: CoxPHFitter().fit(frame, "stop", "event", entry_col="start"), _model)


def _model(fitted: CoxPHFitter | CoxTimeVaryingFitter) -> Result:
    return {
        "coefficients": fitted.params_.to_numpy(),
        "errors": fitted.standard_errors_.to_numpy(),
    }
