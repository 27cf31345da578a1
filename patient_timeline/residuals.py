"""Residuals of a Cox model as data frames."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from analyses.plan.regression import design
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.proportional_hazards import proportional_hazards_test
from analyses.survival.cox.residuals import dfbeta, martingale_residuals, schoenfeld_residuals
from projections.cohort.replay import Replay
from projections.study.plan import Covariate, Fixed, Regression

if TYPE_CHECKING:
    import pandas as pd

Kind: TypeAlias = Literal["martingale", "dfbeta", "schoenfeld", "scaled schoenfeld"]


def residuals(replay: Replay, plan: Regression, model: CoxModel, kind: Kind) -> "pd.DataFrame":
    """The residuals of a model of a plan: by patient, or by the time of an event in days.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    import pandas as pd

    columns = list(model.columns)
    match kind:
        case "martingale":
            found = pd.DataFrame({kind: martingale_residuals(model)})
            return _by_patient(replay, plan, model, found)
        case "dfbeta":
            found = pd.DataFrame(dfbeta(model).T, columns=columns)
            return _by_patient(replay, plan, model, found)
        case "schoenfeld":
            time, values = schoenfeld_residuals(model)
        case "scaled schoenfeld":
            tested = proportional_hazards_test(model)
            time, values = tested.time, tested.scaled_residuals
        case _:
            raise ValueError(
                f"no residuals are called {kind!r}; choose martingale, dfbeta, schoenfeld or "
                "scaled schoenfeld"
            )
    return pd.DataFrame(values.T, columns=columns, index=pd.Index(time, name="time"))


def _by_patient(
    replay: Replay, plan: Regression, model: CoxModel, found: "pd.DataFrame"
) -> "pd.DataFrame":
    """The rows of a model under their patients and times; NaN where a covariate is unknown."""
    import pandas as pd

    own = tuple(covariate for covariate in plan.covariates if _name(covariate) in model.terms)
    table, rows, _ = design(replay, replace(plan, covariates=own))
    index = pd.Index(table.patient[rows.subject], name="patient")
    times = pd.DataFrame({"entry": rows.entry, "time": rows.time, "event": rows.event}, index=index)
    return times.assign(**{str(name): column.to_numpy() for name, column in found.items()})


def _name(covariate: Covariate) -> str:
    return covariate.definition if isinstance(covariate, Fixed) else covariate.milestone
