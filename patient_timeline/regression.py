"""Cox regressions of an endpoint: hazard ratios, tests, and the same rows for lifelines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyses.hypothesis_test import HypothesisTest
from analyses.plan import FittedModel, PlanResults, Refused
from analyses.plan.models import models_frame
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.proportional_hazards import ProportionalHazards
from patient_timeline.notebook import Tabular
from projections.study.plan import Regression

if TYPE_CHECKING:
    import pandas as pd
    from lifelines import CoxPHFitter


@dataclass(frozen=True, repr=False)
class Cox(Tabular):
    """One Cox model of all covariates, or one for each. Made by ``CohortAsOf.cox``.

    Attributes
    ----------
    models
        Under ``model`` the one of all covariates; with ``alone`` each under its covariate.
    refused
        Why a covariate has no model of its own.
    warnings
        What a reader should know, such as a covariate learnt after the origin.
    """

    endpoint: str
    models: Mapping[str, FittedModel]
    refused: Mapping[str, str]
    warnings: tuple[str, ...]
    as_of: str

    @classmethod
    def of(cls, results: PlanResults, plan: Regression, as_of: str) -> "Cox":
        """The models of a plan."""
        found = results.of_plan(plan)
        alone = (found.alone or {}).items()
        return cls(
            plan.endpoint,
            found.models,
            {name: item.reason for name, item in alone if isinstance(item, Refused)},
            found.warnings,
            as_of,
        )

    @property
    def caption(self) -> str:
        """Endpoint, rows, events, and what was left out or refused."""
        parts = [f"Cox regression, {self.endpoint}"]
        if len(self.models) == 1:
            (model,) = (fitted.model for fitted in self.models.values())
            parts.append(f"{model.rows_used} rows, {model.events} events, {model.dropped} left out")
            parts += [f"{name} set aside: {why}" for name, why in model.set_aside.items()]
        parts += [f"{name} refused: {why}" for name, why in self.refused.items()]
        return "; ".join([*parts, *self.warnings, self.as_of])

    def to_pandas(self) -> "pd.DataFrame":
        """One row a coefficient, indexed by model and column.

        Columns ``hazard_ratio``, ``lower``, ``upper`` (95%), ``p_value`` (Wald),
        ``coefficient``, ``standard_error``, ``rows``, ``events``.
        """
        return models_frame(self.models)

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

    def to_lifelines(self, model: str = "model") -> "CoxPHFitter":
        """A lifelines fitter fitted to the rows of a model.

        lifelines handles ties by Efron's method. Rows of late entry and of exposures that begin
        during follow-up are ``(entry, time]``.
        """
        import pandas as pd
        from lifelines import CoxPHFitter

        chosen = self.models[model].model
        assert isinstance(chosen, CoxModel)
        observed = chosen.rows.observed
        covariates = (chosen.rows.likelihood.covariates.T + chosen.rows.centre).round(12)
        frame = pd.DataFrame(covariates, columns=list(chosen.columns))
        frame["time"], frame["event"] = observed.time, observed.event
        late = {}
        if observed.entry is not None:
            frame["entry"], late = observed.entry, {"entry_col": "entry"}
        return CoxPHFitter().fit(frame, duration_col="time", event_col="event", **late)


def _proportional(fitted: FittedModel) -> HypothesisTest:
    """The overall test of proportional hazards; without numbers if the events are too few."""
    found = fitted.proportional_hazards
    if isinstance(found, ProportionalHazards):
        return found.overall
    return HypothesisTest("proportional hazards (km)", np.nan, np.nan)
