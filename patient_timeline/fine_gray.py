"""Fine and Gray's regression of an incidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyses.plan import PlanResults
from analyses.survival.regression.fine_gray import FineGrayModel
from patient_timeline.models import Models
from projections.study.plan import Regression

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class FineGray(Models):
    """Fine and Gray's model of an incidence. Made by ``CohortAsOf.fine_gray``.

    Hazard ratios are those of the subdistribution.
    """

    @classmethod
    def from_plan(cls, results: PlanResults, plan: Regression, as_of: str) -> "FineGray":
        """The model of a plan."""
        found = results.of_plan(plan)
        return cls(plan.endpoint, found.models, {}, found.warnings, as_of)

    @property
    def title(self) -> str:
        """What the model is of."""
        return "Fine and Gray regression"

    def incidence(self, at: Mapping[str, float] | None = None) -> "pd.Series[float]":
        """The predicted cumulative incidence at given covariates, indexed by time in days.

        Parameters
        ----------
        at
            Values of columns of the model; one that is not named is 0.

        Raises
        ------
        InvalidInputError
            For a name that is no column of the model.
        """
        import pandas as pd

        model = self.models["model"].model
        assert isinstance(model, FineGrayModel)
        index = pd.Index(model.time, name="time")
        return pd.Series(model.incidence(at), index=index, name="incidence")
