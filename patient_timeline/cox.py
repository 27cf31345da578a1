"""Cox regressions of an endpoint: hazard ratios, tests, residuals and the rows in lifelines."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from analyses.hypothesis_test import HypothesisTest
from analyses.plan import FittedModel, PlanResults, Refused
from analyses.plan.groups import groups
from analyses.plan.population import followed
from analyses.survival.cox.baseline import baseline_hazard
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.proportional_hazards import (
    ProportionalHazards,
    proportional_hazards_test,
)
from patient_timeline.lifelines_cox import fitted_in_lifelines
from patient_timeline.models import Models
from patient_timeline.residuals import Kind, residuals
from projections.study.plan import Regression

if TYPE_CHECKING:
    import pandas as pd
    from lifelines import CoxPHFitter

Transform = Literal["km", "identity", "rank", "log"]


@dataclass(frozen=True, repr=False)
class Cox(Models):
    """One Cox model of all covariates, or one for each. Made by ``CohortAsOf.cox``.

    Examples
    --------
    >>> model = at.cox("OS", ["age"], strata="sex", level=0.9)
    >>> model.to_pandas()[["hazard_ratio", "lower", "upper"]].round(3)
                      hazard_ratio  lower  upper
    model column
    model age_stated         1.008  0.991  1.025
    >>> model.proportional_hazards().round(3)
                      statistic  degrees_of_freedom  p_value
    model covariate
    model age_stated      7.701                   1    0.006
          all             7.701                   1    0.006
    """

    _results: PlanResults = field(kw_only=True, compare=False)
    _plan: Regression = field(kw_only=True)

    @classmethod
    def from_plan(cls, results: PlanResults, plan: Regression, as_of: str) -> "Cox":
        """The models of a plan."""
        found = results.of_plan(plan)
        alone = (found.alone or {}).items()
        refused = {name: item.reason for name, item in alone if isinstance(item, Refused)}
        return cls(
            plan.endpoint,
            found.models,
            refused,
            found.warnings,
            as_of,
            _results=results,
            _plan=plan,
        )

    @property
    def title(self) -> str:
        """What the models are of."""
        plan = self._plan
        strata = f", stratified by {plan.strata}" if plan.strata else ""
        weights = f", weighted by {plan.weights}" if plan.weights else ""
        clusters = f", clusters of {plan.cluster}" if plan.cluster else ""
        return f"Cox regression{strata}{weights}{clusters}"

    def tests(self) -> "pd.DataFrame":
        """Likelihood ratio, Wald and score test of each model, and that of proportional hazards.

        NaN where too few events tell how the hazards change with time.
        """
        import pandas as pd

        rows = [
            {"model": name, **test.as_json()}
            for name, fitted in self.models.items()
            for test in (*fitted.tests, _proportional(fitted))
        ]
        return pd.DataFrame(rows).set_index(["model", "test"])[
            ["statistic", "degrees_of_freedom", "p_value"]
        ]

    def proportional_hazards(self, transform: Transform = "km") -> "pd.DataFrame":
        """The test that a coefficient does not change with time: each covariate's, and of all.

        Indexed by model and covariate; columns ``statistic``, ``degrees_of_freedom``,
        ``p_value``. As R's ``cox.zph``; small P values speak against proportional hazards.

        Parameters
        ----------
        transform
            Of time: 1 minus the Kaplan-Meier curve, time itself, its rank, or its logarithm.

        Raises
        ------
        NotEstimableError
            If too few events tell how the hazards change with time.
        InvalidInputError
            For the logarithm of an event at time 0.
        """
        import pandas as pd

        rows = {}
        for name in self.models:
            found = proportional_hazards_test(self._cox(name), transform)
            tests = {**found.terms, "all": found.overall}
            rows.update({(name, term): test.as_json() for term, test in tests.items()})
        index = pd.MultiIndex.from_tuples(rows, names=["model", "covariate"])
        columns = ["statistic", "degrees_of_freedom", "p_value"]
        return pd.DataFrame(list(rows.values()), index=index)[columns]

    def concordance(self) -> "pd.DataFrame":
        """How often the patient with the higher risk has the earlier event, by model.

        Columns ``estimate`` and ``standard_error`` (infinitesimal jackknife).
        """
        import pandas as pd

        rows = {
            name: {"estimate": rank.estimate, "standard_error": rank.standard_error}
            for name, fitted in self.models.items()
            if (rank := fitted.concordance) is not None
        }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")

    def residuals(self, kind: Kind = "martingale", *, model: str = "model") -> "pd.DataFrame":
        """The residuals of a model.

        Parameters
        ----------
        kind
            ``martingale`` (events less those expected) and ``dfbeta`` (what each coefficient
            owes to a row) have one row for each row of the model, indexed by patient;
            ``schoenfeld`` and ``scaled schoenfeld`` have one for each event, indexed by its time
            in days.

        Raises
        ------
        ValueError
            If there is no such kind.
        KeyError
            If there is no such model.
        """
        return residuals(self._results.replay, self._plan, self._cox(model), kind)

    def baseline_hazard(
        self, at: Mapping[str, float] | None = None, *, model: str = "model"
    ) -> "pd.DataFrame":
        """The cumulative hazard of each stratum at given covariates, and the survival it implies.

        Parameters
        ----------
        at
            Values of columns of the model, as ``to_pandas`` names them; one that is not named is
            0.

        Returns
        -------
        pandas.DataFrame
            Columns ``stratum`` (None without strata), ``time`` (days), ``cumulative_hazard``,
            ``survival``.

        Raises
        ------
        InvalidInputError
            For a name that is no column of the model.
        """
        import pandas as pd

        found, names = baseline_hazard(self._cox(model), at), self._strata()
        columns = ("time", "cumulative_hazard", "survival")
        frames = [
            pd.DataFrame(
                {"stratum": names[label], **{name: getattr(hazard, name) for name in columns}}
            )
            for label, hazard in found.items()
        ]
        return pd.concat(frames, ignore_index=True)

    def to_lifelines(self, model: str = "model") -> "CoxPHFitter":
        """A lifelines fitter fitted to the rows of a model.

        Rows of late entry and of exposures that begin during follow-up are ``(entry, time]``;
        strata, weights and clusters go along.

        Raises
        ------
        ValueError
            If ties are handled by Breslow's method; lifelines knows Efron's only.
        """
        return fitted_in_lifelines(self._cox(model))

    def _strata(self) -> dict[Hashable, Hashable]:
        """The label of each stratum by its number; None without strata."""
        plan, replay = self._plan, self._results.replay
        if not plan.strata:
            return {None: None}
        patients = followed(replay, plan.endpoint, plan.among).patient
        return dict(enumerate(groups(replay, plan.strata, patients).labels))

    def _cox(self, name: str) -> CoxModel:
        if name not in self.models:
            named = ", ".join(map(repr, self.models)) or "none"
            raise KeyError(f"there is no model {name!r}; choose from {named}")
        model = self.models[name].model
        assert isinstance(model, CoxModel)
        return model


def _proportional(fitted: FittedModel) -> HypothesisTest:
    """The overall test of proportional hazards; without numbers if the events are too few."""
    found = fitted.proportional_hazards
    if isinstance(found, ProportionalHazards):
        return found.overall
    return HypothesisTest("proportional hazards (km)", np.nan, np.nan)
