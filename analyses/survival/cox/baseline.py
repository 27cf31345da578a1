"""The baseline hazard of a Cox model."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from analyses.survival.cox.model import CoxModel
from analyses.survival.intervals import FloatArray
from analyses.survival.regression.design import point


@dataclass(frozen=True, slots=True)
class BaselineHazard:
    """The cumulative hazard at each event time, and the survival it implies."""

    time: FloatArray
    cumulative_hazard: FloatArray

    @property
    def survival(self) -> FloatArray:
        """Return exp(-cumulative hazard)."""
        return np.exp(-self.cumulative_hazard)


def baseline_hazard(
    model: CoxModel, at: Mapping[str, float] | None = None
) -> dict[Hashable, BaselineHazard]:
    """Return the cumulative hazard of each stratum (None: no strata) at given covariates.

    ``at`` maps columns of the model to values; a column it does not name is 0. Ties are handled
    as in the fit: Breslow's estimate, or Efron's.

    Raises InvalidInputError for a name that is no column of the model.
    Source: Therneau and Grambsch (2000), section 10.2.3; R ``survival::basehaz``.
    """
    rows = model.rows
    total = rows.likelihood.fitted(model.coefficients).total
    relative = np.exp(model.coefficients @ (point(model.columns, at) - rows.centre))
    hazard = rows.sums.over_tied(rows.sums.event_weight / total) * relative
    return {
        label: BaselineHazard(rows.times.time[within], np.cumsum(hazard[within]))
        for code, label in enumerate(rows.strata or (None,))
        if (within := rows.times.stratum == code).any()
    }
