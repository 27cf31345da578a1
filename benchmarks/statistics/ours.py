"""The estimators of this project."""

from collections.abc import Hashable

import numpy as np

from analyses.survival.competing_risks.gray import gray_test
from analyses.survival.competing_risks.incidence import IncidenceCurve, cumulative_incidence
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.regression import cox_regression
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.survival.log_rank import log_rank
from analyses.survival.regression.fine_gray import FineGrayModel, fine_gray_regression
from benchmarks.statistics.samples import CHANGING, COVARIATES, Sample
from benchmarks.statistics.trials import InProcess, Result, Trial


def _kaplan_meier(sample: Sample) -> Trial:
    rows = sample.subjects

    def read(curve: SurvivalCurve) -> Result:
        return {"survival": curve.survival, "lower": curve.lower, "upper": curve.upper}

    return Trial(lambda: kaplan_meier(rows["time"], rows["event"]), read)


def _log_rank(sample: Sample) -> Trial:
    rows = sample.subjects
    return Trial(
        lambda: log_rank(rows["time"], rows["event"], rows["group"]),
        lambda found: {"statistic": np.array([found.result.statistic])},
    )


def _incidence(sample: Sample) -> Trial:
    rows = sample.subjects

    def read(curves: dict[Hashable, IncidenceCurve]) -> Result:
        own = curves[1].events > 0
        variance = curves[1].standard_error ** 2
        return {"incidence": curves[1].incidence[own], "variance": variance[own]}

    return Trial(lambda: cumulative_incidence(rows["time"], rows["cause"]), read)


def _gray(sample: Sample) -> Trial:
    rows = [sample.subjects[name] for name in ("time", "cause", "group")]
    return Trial(
        # Gray's test of cmprsk comes with the curves of the groups, so these are made too.
        lambda: (cumulative_incidence(*rows[:2], group=rows[2]), gray_test(*rows)),
        lambda found: {"statistic": np.array([test.statistic for test in found[1].values()])},
    )


def _cox(sample: Sample) -> Trial:
    rows = sample.subjects
    covariates = {name: rows[name] for name in COVARIATES}
    return Trial(lambda: cox_regression(rows["time"], rows["event"], covariates), _model)


def _changing(sample: Sample) -> Trial:
    rows = sample.intervals
    covariates = {name: rows[name] for name in CHANGING}
    return Trial(
        lambda: cox_regression(rows["stop"], rows["event"], covariates, entry=rows["start"]),
        _model,
    )


def _fine_gray(sample: Sample) -> Trial:
    rows = sample.subjects
    covariates = {name: rows[name] for name in COVARIATES}
    return Trial(
        lambda: fine_gray_regression(rows["time"], rows["cause"], covariates, of_interest=1), _model
    )


def _model(model: CoxModel | FineGrayModel) -> Result:
    errors = np.sqrt(np.diag(model.covariance))
    return {"coefficients": model.coefficients, "errors": errors}


ESTIMATORS = {
    "Kaplan-Meier": _kaplan_meier,
    "log-rank": _log_rank,
    "incidence": _incidence,
    "Gray": _gray,
    "Cox": _cox,
    "Cox, (start, stop]": _changing,
    "Fine-Gray": _fine_gray,
}
"""Every estimator measured; the peers have some of them."""


def ours(sample: Sample) -> InProcess:
    """Return this project as a peer."""
    return InProcess("timeline", sample, ESTIMATORS, {})
