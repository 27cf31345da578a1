"""The regressions of a plan: covariates known at the origin, exposures on (start, stop] rows."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.plan.cautions import entered_late, immortal_time, learnt_after
from analyses.plan.coding import coded
from analyses.plan.dependence import Dependence, cautions_of, dependence, options_of
from analyses.plan.models import (
    Alone,
    Entry,
    PlannedRegression,
    cox_fitted,
    fine_gray_fitted,
)
from analyses.plan.population import followed
from analyses.plan.rows import Rows, rows_at_risk
from analyses.refused import Refused
from analyses.survival.cox.immortal_time import ImmortalTimeBiasWarning, refuse_late
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.regression import cox_regression
from analyses.survival.cox.selection import Univariate, each_alone, univariate_then_multivariable
from analyses.survival.regression.fine_gray import FineGrayModel, fine_gray_regression
from analyses.survival.regression.set_aside import fitted_without_constant
from projections.cohort.covariates import column, days_of
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Exposure, Fixed, Regression

Columns = Mapping[str, Any]
Outside = Mapping[str, NDArray[np.bool_]]
"""Which patients are left out of models that hold a covariate, by its name."""


def regression(replay: Replay, plan: Regression) -> PlannedRegression:
    """The model of all covariates, or each alone; with an entry threshold then those that enter.

    Raises AnalysisError if a covariate is learnt after the origin, or rows determine no model.
    """
    table = followed(replay, plan.endpoint, plan.among)
    columns, forced = _columns(replay, plan, table)
    late = entered_late(plan.endpoint, table)
    warnings = (*forced, *late, *_of_populations(replay, plan, table))
    depends = dependence(replay, plan, table)
    outside, warnings = _outside(replay, plan, table), (*warnings, *cautions_of(plan, depends))
    found = _fitted(_Models(plan, table, outside, depends), columns)
    return replace(found, warnings=warnings, options=options_of(plan))


def _fitted(models: "_Models", columns: Columns) -> PlannedRegression:
    """The models that a plan asks for."""
    plan = models.plan
    if plan.of == "incidence":
        model = _of_incidence(plan, models.table, columns, models.outside)
        return PlannedRegression(fine_gray_fitted(model, plan.level))
    if plan.entry is not None:
        return _selected(models, columns, plan.entry)
    if plan.alone:
        alone = _alone(each_alone(models.fit, columns, test=plan.test), plan.level)
        return PlannedRegression(None, alone, ties=plan.ties)
    return PlannedRegression(cox_fitted(models.fit(columns), plan.level), ties=plan.ties)


def design(replay: Replay, plan: Regression) -> tuple[EndpointTable, Rows, Columns]:
    """Follow-up for a regression, the rows that all its covariates need, and these on the rows."""
    table = followed(replay, plan.endpoint, plan.among)
    columns, _ = _columns(replay, plan, table)
    return table, *_on_rows(plan, table, columns, _outside(replay, plan, table))


@dataclass(frozen=True, slots=True)
class _Models:
    """Cox models of some columns: a value per patient, or the day on which exposure began.

    ``outside`` marks, by covariate, patients who are left out of models that hold it.
    """

    plan: Regression
    table: EndpointTable
    outside: Outside
    depends: Dependence

    def fit(self, columns: Columns) -> CoxModel:
        """One model, without covariates that are constant or known of nobody."""
        return fitted_without_constant(self._of_all, columns)

    def _of_all(self, columns: Columns) -> CoxModel:
        """One model; rows are split only at the exposures that it holds."""
        plan, depends = self.plan, self.depends
        rows, complete = _on_rows(plan, self.table, columns, self.outside)
        subject, references = rows.subject, _references(plan)
        covariates = {
            name: np.where(depends.known[subject], values, None)
            for name, values in complete.items()
        }
        return cox_regression(
            rows.time,
            rows.event,
            covariates,
            entry=rows.entry if rows.exposed or self.table.entry is not None else None,
            strata=None if depends.strata is None else depends.strata[subject],
            cluster=depends.cluster_of(subject),
            weights=None if depends.weights is None else depends.weights[subject],
            ties=plan.ties,
            references={name: references[name] for name in covariates if name in references},
        )


def _alone(found: Mapping[str, Univariate], level: float) -> dict[str, Alone | Refused]:
    """Models of one covariate each with its test, or why there is none."""
    return {
        name: Alone(cox_fitted(item.model, level), item.test)
        if item.model and item.test
        else Refused(item.refusal or "")
        for name, item in found.items()
    }


def _selected(models: _Models, columns: Columns, threshold: float) -> PlannedRegression:
    """Each covariate alone, then one model of those that enter."""
    chosen = univariate_then_multivariable(
        models.fit, columns, threshold=threshold, test=models.plan.test
    )
    refused = None if chosen.refusal is None else Refused(chosen.refusal)
    together, level = chosen.multivariable, models.plan.level
    return PlannedRegression(
        None if together is None else cox_fitted(together, level),
        _alone(chosen.univariate, level),
        Entry(threshold, chosen.test, chosen.entered, refused),
        models.plan.ties,
    )


def _of_incidence(
    plan: Regression, table: EndpointTable, columns: Columns, outside: Outside
) -> FineGrayModel:
    """Fine and Gray's regression of the event of interest.

    Raises InvalidInputError for exposures and late entry.
    """
    if table.entry is not None:
        raise InvalidInputError("The incidence takes no late entry; model the hazard instead.")
    if any(isinstance(covariate, Exposure) for covariate in plan.covariates):
        raise InvalidInputError("The incidence takes no exposures; model the hazard instead.")
    kept = {name: np.where(outside[name], None, values) for name, values in columns.items()}
    references = _references(plan)

    def fit(columns: Columns) -> FineGrayModel:
        named = {name: references[name] for name in columns if name in references}
        return fine_gray_regression(
            table.time, table.cause, columns, of_interest=1, references=named
        )

    return fitted_without_constant(fit, kept)


def _on_rows(
    plan: Regression,
    table: EndpointTable,
    columns: Columns,
    outside: Outside,
) -> tuple[Rows, Columns]:
    """The rows that these columns need, and the columns on those rows, None where left out."""
    exposures = {
        covariate: columns[covariate.milestone]
        for covariate in plan.covariates
        if isinstance(covariate, Exposure) and covariate.milestone in columns
    }
    rows = rows_at_risk(table, exposures, plan.time)
    on_rows = {**{name: columns[name][rows.subject] for name in columns}, **rows.exposed}
    return rows, {
        name: np.where(outside[name][rows.subject], None, values)
        for name, values in on_rows.items()
    }


def _references(plan: Regression) -> dict[str, str]:
    fixed = (covariate for covariate in plan.covariates if isinstance(covariate, Fixed))
    return {item.definition: item.reference for item in fixed if item.reference is not None}


def _of_populations(replay: Replay, plan: Regression, table: EndpointTable) -> Iterator[str]:
    """Warnings of the populations that patients joined only after the origin."""
    for among in dict.fromkeys((plan.among, *(covariate.among for covariate in plan.covariates))):
        for joined in learnt_after(replay, table.patient, table.origin, "", among):
            yield immortal_time(*joined)


def _columns(replay: Replay, plan: Regression, table: EndpointTable) -> tuple[Columns, list[str]]:
    """Every covariate per patient by its name, and what was forced against the guard."""
    columns: dict[str, NDArray[Any]] = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ImmortalTimeBiasWarning)
        for covariate in plan.covariates:
            if isinstance(covariate, Exposure):
                columns[covariate.milestone] = days_of(replay, covariate.milestone, table.patient)
            else:
                columns[covariate.definition] = _fixed(replay, plan, covariate, table)
    return columns, [str(item.message) for item in caught]


def _outside(replay: Replay, plan: Regression, table: EndpointTable) -> Outside:
    """The patients outside the population of a covariate, by its name."""
    named = {
        covariate.definition
        if isinstance(covariate, Fixed)
        else covariate.milestone: covariate.among
        for covariate in plan.covariates
    }
    return {
        name: ~np.isin(table.patient, replay.members(among))
        if among
        else np.zeros(len(table.patient), dtype=bool)
        for name, among in named.items()
    }


def _fixed(
    replay: Replay, plan: Regression, covariate: Fixed, table: EndpointTable
) -> NDArray[np.object_]:
    name = covariate.definition
    node = replay.study.definitions[name]
    late = learnt_later(replay, node, table.patient.tolist(), table.origin)
    refuse_late(name, late, force=plan.forced)
    return coded(column(replay, name, table.patient).values, covariate)
