"""Cox regressions of an endpoint: hazard ratios, tests, and the same rows for lifelines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyses.hypothesis_test import HypothesisTest
from analyses.plan.regression import fitted
from analyses.survival.cox.inference import likelihood_ratio_test, score_test
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.proportional_hazards import proportional_hazards_test
from analyses.survival.regression.hazard_ratios import hazard_ratios, wald_test
from patient_timeline.notebook import Tabular
from projections.cohort.replay import Replay
from projections.study.plan import Covariate, Regression

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
    models: Mapping[str, CoxModel]
    refused: Mapping[str, str]
    warnings: tuple[str, ...]
    as_of: str

    @classmethod
    def of(
        cls,
        replay: Replay,
        endpoint: str,
        covariates: tuple[Covariate, ...],
        among: str,
        alone: bool,
        as_of: str,
    ) -> "Cox":
        """The models of a replay."""
        plan = Regression(endpoint, covariates, alone=alone, among=among)
        found = fitted(replay, plan)
        return cls(endpoint, found.models, found.refused, found.warnings, as_of)

    @property
    def caption(self) -> str:
        """Endpoint, rows, events, and what was left out or refused."""
        parts = [f"Cox regression, {self.endpoint}"]
        if len(self.models) == 1:
            (model,) = self.models.values()
            parts.append(f"{model.rows_used} rows, {model.events} events, {model.dropped} left out")
            parts += [f"{name} set aside: {why}" for name, why in model.set_aside.items()]
        parts += [f"{name} refused: {why}" for name, why in self.refused.items()]
        return "; ".join([*parts, *self.warnings, self.as_of])

    def to_pandas(self) -> "pd.DataFrame":
        """One row a coefficient, indexed by model and column.

        Columns ``hazard_ratio``, ``lower``, ``upper`` (95%), ``p_value`` (Wald),
        ``coefficient``, ``standard_error``, ``rows``, ``events``.
        """
        import pandas as pd

        rows = {
            (name, ratio.column): {
                "hazard_ratio": ratio.ratio,
                "lower": ratio.lower,
                "upper": ratio.upper,
                "p_value": ratio.p_value,
                "coefficient": ratio.coefficient,
                "standard_error": ratio.standard_error,
                "rows": model.rows_used,
                "events": model.events,
            }
            for name, model in self.models.items()
            for ratio in hazard_ratios(model)
        }
        index = pd.MultiIndex.from_tuples(rows, names=["model", "column"])
        return pd.DataFrame(list(rows.values()), index=index)

    def tests(self) -> "pd.DataFrame":
        """Likelihood ratio, Wald and score test of each model, and that of proportional hazards."""
        import pandas as pd

        rows = [
            {"model": name, **_test(item)}
            for name, model in self.models.items()
            for item in (
                likelihood_ratio_test(model),
                wald_test(model),
                score_test(model),
                proportional_hazards_test(model).overall,
            )
        ]
        return pd.DataFrame(rows).set_index(["model", "test"])

    def to_lifelines(self, model: str = "model") -> "CoxPHFitter":
        """A lifelines fitter fitted to the rows of a model.

        lifelines handles ties by Efron's method. Rows of late entry and of exposures that begin
        during follow-up are ``(entry, time]``.
        """
        import pandas as pd
        from lifelines import CoxPHFitter

        chosen = self.models[model]
        observed = chosen.rows.observed
        covariates = (chosen.rows.likelihood.covariates.T + chosen.rows.centre).round(12)
        frame = pd.DataFrame(covariates, columns=list(chosen.columns))
        frame["time"], frame["event"] = observed.time, observed.event
        late = {}
        if observed.entry is not None:
            frame["entry"], late = observed.entry, {"entry_col": "entry"}
        return CoxPHFitter().fit(frame, duration_col="time", event_col="event", **late)


def _test(one: HypothesisTest) -> dict[str, Any]:
    return {
        "test": one.test,
        "statistic": one.statistic,
        "degrees_of_freedom": one.degrees_of_freedom,
        "p_value": one.p_value,
    }
