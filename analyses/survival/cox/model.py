"""A fitted Cox model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyses.survival.cox.risk_sums import Ties
from analyses.survival.cox.rows import CoxRows
from analyses.survival.intervals import FloatArray


@dataclass(frozen=True, slots=True)
class CoxModel:
    """Coefficients (log hazard ratios), one per column, and what they rest on.

    ``covariance`` is the inverse information, ``robust_covariance`` the sandwich over clusters
    when these were given. ``terms`` gives the positions of each covariate's columns, ``missing``
    the number of rows in which an incomplete covariate is missing, ``dropped`` the number left
    out for that. ``set_aside`` are covariates that left the model, each with the reason.
    """

    columns: tuple[str, ...]
    terms: dict[str, tuple[int, ...]]
    coefficients: FloatArray
    covariance: FloatArray
    robust_covariance: FloatArray | None
    log_likelihood: float
    null_log_likelihood: float
    score_statistic: float
    iterations: int
    rows_used: int
    events: int
    dropped: int
    missing: dict[str, int]
    ties: Ties
    rows: CoxRows = field(repr=False, compare=False)
    set_aside: Mapping[str, str] = field(default_factory=dict)

    @property
    def inference_covariance(self) -> FloatArray:
        """Return the robust covariance where there is one, else the model's."""
        return self.covariance if self.robust_covariance is None else self.robust_covariance
