"""Fine and Gray's regression: the hazard of the incidence of one among competing events."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from analyses.survival.competing_risks.first_event import CompetingRisks, competing_risks
from analyses.survival.cox.risk_sums import sum_by
from analyses.survival.intervals import FloatArray
from analyses.survival.regression.design import Design, design, point
from analyses.survival.regression.model_errors import NoEventsError
from analyses.survival.regression.partial_likelihood import (
    Fitted,
    PartialLikelihood,
    maximum_likelihood,
    score_residuals,
)
from analyses.survival.regression.subdistribution import Subdistribution, subdistribution


@dataclass(frozen=True, slots=True)
class FineGrayModel:
    """Coefficients (log subdistribution hazard ratios), one per column, of one cause.

    ``covariance`` allows for the estimated censoring distribution. ``hazard`` is the rise of the
    baseline cumulative subdistribution hazard at each ``time``, for covariates that are all 0.
    ``set_aside`` are covariates that left the model, each with the reason.
    """

    cause: Hashable
    columns: tuple[str, ...]
    terms: dict[str, tuple[int, ...]]
    coefficients: FloatArray
    covariance: FloatArray
    log_likelihood: float
    null_log_likelihood: float
    time: FloatArray
    hazard: FloatArray
    rows_used: int
    events: int
    dropped: int
    missing: dict[str, int]
    set_aside: Mapping[str, str] = field(default_factory=dict)

    @property
    def inference_covariance(self) -> FloatArray:
        """Return the covariance."""
        return self.covariance

    def incidence(self, at: Mapping[str, float] | None = None) -> FloatArray:
        """Return the predicted cumulative incidence at each ``time``.

        ``at`` maps columns to values; a column it does not name is 0.

        Raises InvalidInputError for a name that is no column of the model.
        Source: R ``cmprsk::predict.crr``.
        """
        relative = float(np.exp(self.coefficients @ point(self.columns, at)))
        return np.asarray(-np.expm1(-np.cumsum(self.hazard) * relative))


def fine_gray_regression(
    time: ArrayLike,
    cause: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    of_interest: Hashable,
    censored: Hashable = 0,
    references: Mapping[str, Hashable] | None = None,
) -> FineGrayModel:
    """Return Fine and Gray's model of the incidence of the cause ``of_interest``.

    Rows are those of ``cumulative_incidence``, covariates those of ``cox_regression``. Subjects
    who had another event stay at risk, weighted by the probability of not being censored since
    then, G(t-) / G(T-), with G the Kaplan-Meier curve of censoring.

    Raises InvalidInputError for columns that cannot be such rows, NoEventsError when nobody has
    the event, and what ``cox_regression`` raises about covariates.
    Source: Fine and Gray (1999); R ``cmprsk::crr``.
    """
    given = competing_risks(time, cause, censored=censored)
    designed = design(covariates, len(given), references=references)
    rows = given.where(designed.complete)
    if not (rows.code == rows.position(of_interest)).any():
        raise NoEventsError(f"No complete row has an event of cause {of_interest!r}.")
    return _fitted(of_interest, rows, designed)


def _fitted(of_interest: Hashable, rows: CompetingRisks, designed: Design) -> FineGrayModel:
    sets = subdistribution(rows, rows.position(of_interest))
    covariates, centre = designed.centred(sets.order)
    event = sets.sums.event.astype(np.float64)
    likelihood = PartialLikelihood(covariates, np.ones(event.size), event, sets.sums)
    found = maximum_likelihood(likelihood, designed.columns)
    at = likelihood.fitted(found.at)
    influence = score_residuals(likelihood, found.at) + _through_censoring(sets, likelihood, at)
    inverse = np.linalg.inv(found.here.information)
    return FineGrayModel(
        cause=of_interest,
        columns=designed.columns,
        terms=designed.terms,
        coefficients=found.at,
        covariance=inverse @ (influence @ influence.T) @ inverse,
        log_likelihood=found.here.log_likelihood,
        null_log_likelihood=found.start.log_likelihood,
        time=sets.event_time,
        hazard=sets.sums.event_weight / at.total * np.exp(-found.at @ centre),
        rows_used=len(rows),
        events=int(event.sum()),
        dropped=designed.dropped,
        missing=designed.missing,
    )


def _through_censoring(
    sets: Subdistribution, likelihood: PartialLikelihood, at: Fitted
) -> FloatArray:
    """Return, columns by rows, what the score owes to each row through the censoring curve.

    Censoring at time u moves the weight of those with another event before u at the event times
    from u on. Source: Fine and Gray (1999), the terms psi of their section 4; R ``cmprsk::crr``.
    """
    sums, size = sets.sums, sets.at_risk.size
    hazard = sums.event_weight / at.total * sums.uncensored_at_event
    ahead = np.searchsorted(sets.event_place, np.arange(size))
    weight = at.risk[sums.competing] / sums.uncensored
    earlier = sets.place[sums.competing]

    def stayed(values: FloatArray) -> FloatArray:
        """Return for each time the sum over those who had another event before it."""
        upto = sum_by(earlier, weight * values[sums.competing], size)
        return np.asarray(np.cumsum(upto) - upto)

    def to_come(values: FloatArray) -> FloatArray:
        """Return for each time the sum over the event times from it on."""
        return np.append(np.cumsum(values[::-1])[::-1], 0.0)[ahead]

    everyone, hazard_to_come = stayed(np.ones(at.risk.size)), to_come(hazard)
    influence = []
    for x, mean in zip(likelihood.covariates, at.mean, strict=True):
        moved = stayed(x) * hazard_to_come - everyone * to_come(hazard * mean)
        per_row = moved / sets.at_risk
        expected = np.cumsum(per_row * sets.leaving / sets.at_risk)
        influence.append(np.where(sets.censored, per_row[sets.place], 0) - expected[sets.place])
    return np.array(influence)
