"""The regressions of a plan: covariates known at the origin, exposures on (start, stop] rows."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.plan import plain
from analyses.plan.cautions import entered_late, immortal_time, learnt_after, warned
from analyses.plan.coding import coded
from analyses.plan.models import coefficients, described
from analyses.plan.population import followed
from analyses.plan.rows import Rows, rows_at_risk
from analyses.survival.cox.immortal_time import ImmortalTimeBiasWarning, refuse_late
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.regression import cox_regression
from analyses.survival.cox.selection import Univariate, each_alone, univariate_then_multivariable
from analyses.survival.regression.fine_gray import FineGrayModel, fine_gray_regression
from analyses.survival.regression.hazard_ratios import wald_test
from analyses.survival.regression.set_aside import fitted_without_constant
from projections.cohort.covariates import column, days_of
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Exposure, Fixed, Regression

Columns = Mapping[str, Any]


def regression(replay: Replay, plan: Regression) -> dict[str, Any]:
    """The model of all covariates, or each alone; with an entry threshold then those that enter."""
    table = followed(replay, plan.endpoint, plan.among)
    columns, said = _columns(replay, plan, table)
    late = entered_late(plan.endpoint, table)
    warning = warned([*said, *late, *_of_populations(replay, plan, table)])
    if plan.of == "incidence":
        return {**warning, **_of_incidence(replay, plan, table, columns)}
    models = _Models(plan, table, _outside(replay, plan, table))
    if plan.entry is not None:
        return {**warning, "ties": plan.ties, **_selected(models, columns, plan.entry)}
    if plan.alone:
        alone = each_alone(models.fit, columns, test=plan.test)
        return {**warning, "ties": plan.ties, "univariate": _alone(alone), "model": None}
    return {**warning, "ties": plan.ties, "model": described(models.fit(columns))}


@dataclass(frozen=True, slots=True)
class Fitted:
    """The Cox models of a plan, by name: ``model``, or each covariate that is taken alone.

    ``refused`` says of a covariate alone why it has no model.
    """

    models: Mapping[str, CoxModel]
    refused: Mapping[str, str]
    warnings: tuple[str, ...]


def fitted(replay: Replay, plan: Regression) -> Fitted:
    """The models of all covariates together, or of each alone, without any entry threshold.

    Raises AnalysisError if a covariate is learnt after the origin, or rows determine no model.
    """
    table = followed(replay, plan.endpoint, plan.among)
    columns, said = _columns(replay, plan, table)
    cautions = (*said, *entered_late(plan.endpoint, table), *_of_populations(replay, plan, table))
    models = _Models(plan, table, _outside(replay, plan, table))
    if not plan.alone:
        return Fitted({"model": models.fit(columns)}, {}, cautions)
    alone = each_alone(models.fit, columns, test=plan.test)
    return Fitted(
        {name: one.model for name, one in alone.items() if one.model},
        {name: one.refusal for name, one in alone.items() if one.refusal},
        cautions,
    )


def design(replay: Replay, plan: Regression) -> tuple[EndpointTable, Rows, Columns]:
    """Whom a regression follows, the rows that all its covariates need, and these on the rows."""
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
    outside: Mapping[str, NDArray[np.bool_]]

    def fit(self, columns: Columns) -> CoxModel:
        """One model, without covariates that are constant or known of nobody."""
        return fitted_without_constant(self._of_all, columns)

    def _of_all(self, columns: Columns) -> CoxModel:
        """One model; rows are split only at the exposures that it holds."""
        plan = self.plan
        rows, covariates = _on_rows(plan, self.table, columns, self.outside)
        references = _references(plan)
        return cox_regression(
            rows.time,
            rows.event,
            covariates,
            entry=rows.entry if rows.exposed or self.table.entry is not None else None,
            ties=plan.ties,
            references={name: references[name] for name in covariates if name in references},
        )


def _alone(found: Mapping[str, Univariate]) -> dict[str, Any]:
    """Models of one covariate each with its test, or why there is none."""
    return {
        name: {**described(one.model), "test": plain.test(one.test)}
        if one.model and one.test
        else {"refused": one.refusal}
        for name, one in found.items()
    }


def _selected(models: _Models, columns: Columns, threshold: float) -> dict[str, Any]:
    """Each covariate alone, then one model of those that enter."""
    chosen = univariate_then_multivariable(
        models.fit, columns, threshold=threshold, test=models.plan.test
    )
    together = chosen.multivariable
    return {
        "entry": {
            "threshold": threshold,
            "test": chosen.test,
            "entered": list(chosen.entered),
            **({} if chosen.refusal is None else {"refused": chosen.refusal}),
        },
        "univariate": _alone(chosen.univariate),
        "model": None if together is None else described(together),
    }


def _of_incidence(
    replay: Replay, plan: Regression, table: EndpointTable, columns: Columns
) -> dict[str, Any]:
    """Fine and Gray's regression of the event of interest."""
    if any(isinstance(covariate, Exposure) for covariate in plan.covariates):
        raise InvalidInputError("The incidence takes no exposures; model the hazard instead.")
    outside = _outside(replay, plan, table)
    kept = {name: np.where(outside[name], None, values) for name, values in columns.items()}
    references = _references(plan)

    def fit(columns: Columns) -> FineGrayModel:
        named = {name: references[name] for name in columns if name in references}
        return fine_gray_regression(table.time, table.cause, columns, of=1, references=named)

    model = fitted_without_constant(fit, kept)
    counted = {
        "rows": model.rows_used,
        "events": model.events,
        "left_out": model.dropped,
        "missing": model.missing,
        "set_aside": dict(model.set_aside),
    }
    tests = [plain.test(wald_test(model))]
    return {"model": {**counted, "coefficients": coefficients(model), "tests": tests}}


def _on_rows(
    plan: Regression,
    table: EndpointTable,
    columns: Columns,
    outside: Mapping[str, NDArray[np.bool_]],
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
    """Of the populations that it is about, which ones patients joined after the origin."""
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


def _outside(
    replay: Replay, plan: Regression, table: EndpointTable
) -> dict[str, NDArray[np.bool_]]:
    """Who is left out of models that hold a covariate, by its name."""
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
