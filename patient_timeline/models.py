"""Fitted models of an endpoint as a table of hazard ratios."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyses.plan import FittedModel
from analyses.plan.models import models_frame
from patient_timeline.notebook import Tabular

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Models(Tabular):
    """Fitted models of an endpoint, by name.

    Attributes
    ----------
    models
        Under ``model`` the one of all covariates; with ``alone`` each under its covariate.
    refused
        Why a covariate has no model of its own.
    warnings
        What a reader should know, such as a population that patients joined after the origin.
    """

    endpoint: str
    models: Mapping[str, FittedModel]
    refused: Mapping[str, str]
    warnings: tuple[str, ...]
    as_of: str

    @property
    def title(self) -> str:
        """What the models are of."""
        raise NotImplementedError

    @property
    def caption(self) -> str:
        """Endpoint, rows, events, and what was left out or refused."""
        parts = [f"{self.title}, {self.endpoint}"]
        if len(self.models) == 1:
            (model,) = (fitted.model for fitted in self.models.values())
            parts.append(f"{model.rows_used} rows, {model.events} events, {model.dropped} left out")
            parts += [f"{name} set aside: {why}" for name, why in model.set_aside.items()]
        parts += [f"{name} refused: {why}" for name, why in self.refused.items()]
        return "; ".join([*parts, *self.warnings, self.as_of])

    def to_pandas(self) -> "pd.DataFrame":
        """One row a coefficient, indexed by model and column.

        Columns ``hazard_ratio``, ``lower``, ``upper`` (at the level asked for), ``p_value``
        (Wald), ``coefficient``, ``standard_error``, ``rows``, ``events``.
        """
        return models_frame(self.models)
