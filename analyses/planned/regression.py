"""The regressions of a plan: covariates known at the origin, exposures on (start, stop] rows."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.cox.exposure import ImmortalTimeBiasWarning, refuse_immortal_time
from analyses.cox.model import CoxModel
from analyses.cox.regression import cox_regression
from analyses.cox.selection import Fit, Univariate, each_alone, univariate_then_multivariable
from analyses.errors import InvalidInputError
from analyses.fine_gray import fine_gray_regression
from analyses.hazard_ratios import wald_test
from analyses.planned import plain
from analyses.planned.coding import coded
from analyses.planned.models import coefficients, described, tests_of_terms
from analyses.planned.population import followed
from analyses.planned.rows import Rows, rows_at_risk
from projections.covariates import column, days_of
from projections.plan import Exposure, Fixed, Regression
from projections.replay import EndpointTable, Replay

Columns = Mapping[str, Any]


def regression(replay: Replay, plan: Regression) -> dict[str, Any]:
    """The model of all covariates, or each alone; with an entry threshold then those that enter."""
    table = followed(replay, plan.endpoint, plan.among)
    columns, warned = _columns(replay, plan, table)
    if plan.of == "incidence":
        return {**warned, **_of_incidence(plan, table, columns)}
    models = _Models(plan, table)
    if plan.entry is not None:
        return {**warned, "ties": plan.ties, **_selected(models, columns, plan.entry)}
    if plan.alone:
        alone = each_alone(models.fit, columns, test=plan.test)
        return {**warned, "ties": plan.ties, "univariate": models.alone(alone), "model": None}
    return {**warned, "ties": plan.ties, "model": models.described(models.fit(columns), columns)}


def design(replay: Replay, plan: Regression) -> tuple[EndpointTable, Rows, Columns]:
    """Whom a regression follows, the rows that all its covariates need, and these on the rows."""
    table = followed(replay, plan.endpoint, plan.among)
    columns, _ = _columns(replay, plan, table)
    return table, *_on_rows(plan, table, columns)


@dataclass(frozen=True, slots=True)
class _Models:
    """Cox models of some columns: a value per patient, or the day on which exposure began."""

    plan: Regression
    table: EndpointTable

    def fit(self, columns: Columns) -> CoxModel:
        """One model; rows are split only at the exposures that it holds."""
        fit, laid_out = self._laid_out(columns)
        return fit(laid_out)

    def described(self, model: CoxModel, columns: Columns) -> dict[str, Any]:
        """A model of several columns, each tested on the same rows."""
        fit, laid_out = self._laid_out(columns)
        return described(model, tests_of_terms(model, fit, laid_out, self.plan.test))

    def alone(self, found: Mapping[str, Univariate]) -> dict[str, Any]:
        """Models of one column each, or why there is none."""
        return {
            name: described(one.model, {name: one.test})
            if one.model and one.test
            else {"refused": one.refusal}
            for name, one in found.items()
        }

    def _laid_out(self, columns: Columns) -> tuple[Fit, Columns]:
        """How to fit to the rows that these columns need, and the columns on those rows."""
        plan = self.plan
        rows, laid_out = _on_rows(plan, self.table, columns)
        references = _references(plan)

        def fit(chosen: Mapping[str, Any]) -> CoxModel:
            return cox_regression(
                rows.time,
                rows.event,
                chosen,
                entry=rows.entry if rows.exposed else None,
                ties=plan.ties,
                references={name: references[name] for name in chosen if name in references},
            )

        return fit, laid_out


def _selected(models: _Models, columns: Columns, threshold: float) -> dict[str, Any]:
    """Each covariate alone, then one model of those that enter."""
    chosen = univariate_then_multivariable(
        models.fit, columns, threshold=threshold, test=models.plan.test
    )
    entered = {name: columns[name] for name in chosen.entered}
    together = chosen.multivariable
    return {
        "entry": {"threshold": threshold, "test": chosen.test, "entered": list(entered)},
        "univariate": models.alone(chosen.univariate),
        "model": None if together is None else models.described(together, entered),
    }


def _of_incidence(plan: Regression, table: EndpointTable, columns: Columns) -> dict[str, Any]:
    """Fine and Gray's regression of the event of interest."""
    if any(isinstance(one, Exposure) for one in plan.covariates):
        raise InvalidInputError("The incidence takes no exposures; model the hazard instead.")
    model = fine_gray_regression(
        table.time, table.cause, columns, of=1, references=_references(plan)
    )
    counted = {
        "rows": model.rows_used,
        "events": model.events,
        "left_out": model.dropped,
        "missing": model.missing,
    }
    tests = [plain.test(wald_test(model))]
    return {"model": {**counted, "coefficients": coefficients(model), "tests": tests}}


def _on_rows(plan: Regression, table: EndpointTable, columns: Columns) -> tuple[Rows, Columns]:
    """The rows that these columns need, and the columns on those rows."""
    exposures = {
        one: columns[one.milestone]
        for one in plan.covariates
        if isinstance(one, Exposure) and one.milestone in columns
    }
    rows = rows_at_risk(table, exposures, plan.time)
    return rows, {
        name: rows.exposed[name] if name in rows.exposed else values[rows.subject]
        for name, values in columns.items()
    }


def _references(plan: Regression) -> dict[str, str]:
    fixed = (one for one in plan.covariates if isinstance(one, Fixed))
    return {one.definition: one.reference for one in fixed if one.reference is not None}


def _columns(
    replay: Replay, plan: Regression, table: EndpointTable
) -> tuple[Columns, dict[str, list[str]]]:
    """Every covariate per patient by its name, and what was forced against the guard, if any."""
    columns: dict[str, NDArray[Any]] = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ImmortalTimeBiasWarning)
        for one in plan.covariates:
            if isinstance(one, Exposure):
                columns[one.milestone] = days_of(replay, one.milestone, table.patient)
            else:
                columns[one.definition] = _fixed(replay, plan, one, table)
    said = [str(one.message) for one in caught]
    return columns, {"warnings": said} if said else {}


def _fixed(
    replay: Replay, plan: Regression, covariate: Fixed, table: EndpointTable
) -> NDArray[np.object_]:
    found = column(replay, covariate.definition, table.patient)
    refuse_immortal_time(
        covariate.definition, table.patient, table.origin, found.known_on, force=plan.forced
    )
    return coded(found.values, covariate)
