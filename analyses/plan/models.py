"""Fitted models of a plan, with the tests that go with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from analyses.hypothesis_test import HypothesisTest
from analyses.plan import cautions
from analyses.plan.curve_options import USUAL_LEVEL
from analyses.refused import Refused, attempted
from analyses.survival.cox.concordance import Concordance, concordance
from analyses.survival.cox.inference import likelihood_ratio_test, score_test
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.proportional_hazards import (
    ProportionalHazards,
    proportional_hazards_test,
)
from analyses.survival.regression.fine_gray import FineGrayModel
from analyses.survival.regression.hazard_ratios import HazardRatio, hazard_ratios, wald_test

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class FittedModel:
    """A model, its coefficients and tests, and how well it orders the patients.

    Attributes
    ----------
    model
        Cox's model, or Fine and Gray's.
    coefficients
        The hazard ratio of each column with its Wald test.
    tests
        Of all coefficients together: likelihood ratio, Wald and score, or Wald's alone in Fine
        and Gray's model.
    proportional_hazards
        The test of each term and of all, or why too few events give it no variance; None in Fine
        and Gray's model.
    concordance
        None in Fine and Gray's model.
    level
        The confidence level of the limits.
    """

    model: CoxModel | FineGrayModel
    coefficients: tuple[HazardRatio, ...]
    tests: tuple[HypothesisTest, ...]
    proportional_hazards: ProportionalHazards | Refused | None = None
    concordance: Concordance | None = None
    level: float = USUAL_LEVEL

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "rows": self.model.rows_used,
            "events": self.model.events,
            "left_out": self.model.dropped,
            "missing": dict(self.model.missing),
            "set_aside": dict(self.model.set_aside),
            "coefficients": [ratio.as_json() for ratio in self.coefficients],
            "tests": [test.as_json() for test in self.tests],
            **self._of_cox(),
        }

    def _of_cox(self) -> dict[str, Any]:
        found, rank = self.proportional_hazards, self.concordance
        if found is None or rank is None:
            return {}
        return {
            "proportional_hazards": found.as_json(),
            "concordance": {"estimate": rank.estimate, "standard_error": rank.standard_error},
        }


@dataclass(frozen=True, slots=True)
class Alone:
    """The model of one covariate alone, and the test that the plan names."""

    fitted: FittedModel
    test: HypothesisTest

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**self.fitted.as_json(), "test": self.test.as_json()}


@dataclass(frozen=True, slots=True)
class Entry:
    """Which covariates entered one model together, and by which rule.

    ``refused`` says why those that entered have no model.
    """

    threshold: float
    test: str
    entered: tuple[str, ...]
    refused: Refused | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        rule = {"threshold": self.threshold, "test": self.test, "entered": list(self.entered)}
        return {**rule, **({} if self.refused is None else self.refused.as_json())}


@dataclass(frozen=True, slots=True)
class PlannedRegression:
    """The models of a regression of the plan.

    Attributes
    ----------
    together
        The model of all covariates, or of those that entered; None where each is taken alone, or
        none entered.
    alone
        Each covariate alone, or why it has no model; None where the plan does not take them so.
    entry
        What entered the model together; None where the plan names no threshold.
    ties
        How ties are handled; None in Fine and Gray's model.
    warnings
        What a reader must know: late entry, covariates and populations that look ahead.
    options
        Strata, weights, clusters, robust errors and level, where the plan names them.
    """

    together: FittedModel | None
    alone: Mapping[str, Alone | Refused] | None = None
    entry: Entry | None = None
    ties: Literal["efron", "breslow"] | None = None
    warnings: tuple[str, ...] = ()
    options: Mapping[str, str | float | bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        alone = self.alone
        return {
            **cautions.as_json(self.warnings),
            **({} if self.ties is None else {"ties": self.ties}),
            **self.options,
            **({} if self.entry is None else {"entry": self.entry.as_json()}),
            **(
                {}
                if alone is None
                else {"univariate": {name: item.as_json() for name, item in alone.items()}}
            ),
            "model": None if self.together is None else self.together.as_json(),
        }

    @property
    def models(self) -> dict[str, FittedModel]:
        """The models there are: each covariate's alone under its name, then ``model``."""
        alone = (self.alone or {}).items()
        found = {name: item.fitted for name, item in alone if isinstance(item, Alone)}
        return found if self.together is None else {**found, "model": self.together}

    def to_pandas(self) -> "pd.DataFrame":
        """One row a coefficient, indexed by model and column.

        Columns ``hazard_ratio``, ``lower``, ``upper``, ``p_value`` (Wald), ``coefficient``,
        ``standard_error``, ``rows``, ``events``.
        """
        return models_frame(self.models)


def models_frame(models: Mapping[str, FittedModel]) -> "pd.DataFrame":
    """One row a coefficient, indexed by model and column."""
    import pandas as pd

    rows = {
        (name, ratio.column): {
            "hazard_ratio": ratio.ratio,
            "lower": ratio.lower,
            "upper": ratio.upper,
            "p_value": ratio.p_value,
            "coefficient": ratio.coefficient,
            "standard_error": ratio.standard_error,
            "rows": fitted.model.rows_used,
            "events": fitted.model.events,
        }
        for name, fitted in models.items()
        for ratio in fitted.coefficients
    }
    index = pd.MultiIndex.from_tuples(rows, names=["model", "column"])
    return pd.DataFrame(list(rows.values()), index=index)


def cox_fitted(model: CoxModel, level: float) -> FittedModel:
    """A Cox model with its tests, and limits at a confidence level.

    Raises NotEstimableError if no pair of patients can be compared for the concordance.
    """
    return FittedModel(
        model,
        hazard_ratios(model, level=level),
        tuple(test(model) for test in (likelihood_ratio_test, wald_test, score_test)),
        attempted(lambda: proportional_hazards_test(model)),
        concordance(model),
        level,
    )


def fine_gray_fitted(model: FineGrayModel, level: float) -> FittedModel:
    """A model of Fine and Gray with its test, and limits at a confidence level."""
    ratios = hazard_ratios(model, level=level)
    return FittedModel(model, ratios, (wald_test(model),), level=level)
