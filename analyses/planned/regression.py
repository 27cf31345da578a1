"""Cause-specific Cox models: covariates known at the origin, exposures on (start, stop] rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.cox.concordance import concordance
from analyses.cox.exposure import refuse_immortal_time, split_at_exposure
from analyses.cox.inference import likelihood_ratio_test, score_test
from analyses.cox.model import CoxModel
from analyses.cox.proportional_hazards import proportional_hazards_test
from analyses.cox.regression import cox_regression
from analyses.cox.selection import univariate_then_multivariable
from analyses.errors import InvalidInputError
from analyses.fine_gray import fine_gray_regression
from analyses.hazard_ratios import Regression as Fitted
from analyses.hazard_ratios import hazard_ratios, wald_test
from analyses.planned import plain
from projections.covariates import column, days_of
from projections.plan import Exposure, Fixed, Regression
from projections.replay import EndpointTable, Replay

HALF_A_DAY = 0.5


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows at risk over (entry, time] in days; ``subject`` is the place in the endpoint table."""

    subject: NDArray[np.intp]
    entry: NDArray[np.float64]
    time: NDArray[np.float64]
    event: NDArray[np.bool_]
    exposed: Mapping[str, NDArray[np.bool_]]


def regression(replay: Replay, plan: Regression) -> dict[str, Any]:
    """The model of all covariates; with an entry threshold each alone, then those that enter."""
    table = replay.endpoint(plan.endpoint)
    if plan.of == "incidence":
        return _of_incidence(replay, plan, table)
    rows = _rows(replay, plan, table)
    covariates = {
        **{
            one.definition: _fixed(replay, plan, one, table)[rows.subject]
            for one in _of(plan, Fixed)
        },
        **rows.exposed,
    }
    references = {
        one.definition: one.reference for one in _of(plan, Fixed) if one.reference is not None
    }

    def fit(chosen: Mapping[str, Any]) -> CoxModel:
        named = {name: label for name, label in references.items() if name in chosen}
        return cox_regression(
            rows.time,
            rows.event,
            chosen,
            entry=rows.entry if rows.exposed else None,
            ties=plan.ties,
            references=named,
        )

    if plan.entry is None:
        return {"ties": plan.ties, "model": _model(fit(covariates))}
    chosen = univariate_then_multivariable(fit, covariates, threshold=plan.entry, test=plan.test)
    return {
        "ties": plan.ties,
        "entry": {"threshold": plan.entry, "test": plan.test, "entered": list(chosen.entered)},
        "univariate": {
            name: _model(one.model) if one.model else {"refused": one.refusal}
            for name, one in chosen.univariate.items()
        },
        "model": None if chosen.multivariable is None else _model(chosen.multivariable),
    }


def _of_incidence(replay: Replay, plan: Regression, table: EndpointTable) -> dict[str, Any]:
    """Fine and Gray's regression of the event of interest."""
    if _of(plan, Exposure):
        raise InvalidInputError("The incidence takes no exposures; model the hazard instead.")
    fixed = _of(plan, Fixed)
    model = fine_gray_regression(
        table.time,
        table.cause,
        {one.definition: _fixed(replay, plan, one, table) for one in fixed},
        of=1,
        references={one.definition: one.reference for one in fixed if one.reference is not None},
    )
    counted = {
        "rows": model.rows_used,
        "events": model.events,
        "left_out": model.dropped,
        "missing": model.missing,
    }
    tests = [plain.test(wald_test(model))]
    return {"model": {**counted, "coefficients": _coefficients(model), "tests": tests}}


def _of(plan: Regression, sort: type) -> list[Any]:
    return [one for one in plan.covariates if isinstance(one, sort)]


def _fixed(
    replay: Replay, plan: Regression, covariate: Fixed, table: EndpointTable
) -> NDArray[np.object_]:
    found = column(replay, covariate.definition, table.patient)
    refuse_immortal_time(
        covariate.definition, table.patient, table.origin, found.known_on, force=plan.forced
    )
    if not covariate.minus:
        return found.values
    known = [None if value is None else value - covariate.minus for value in found.values]
    return np.array(known, dtype=object)


def _rows(replay: Replay, plan: Regression, table: EndpointTable) -> Rows:
    """One row per patient, split wherever an exposure starts.

    Where rows are split, a patient followed for no day at all counts for half a day: nobody is
    at risk over (0, 0].
    """
    patients = np.arange(len(table.patient))
    exposures = _of(plan, Exposure)
    day_of_origin = 1 if plan.time == "inclusive" else 0
    time = table.time + day_of_origin
    time = np.maximum(time, HALF_A_DAY) if exposures else time
    rows = Rows(patients, np.zeros(len(patients)), time, table.event, {})
    for exposure in exposures:
        start = days_of(replay, exposure.milestone, table.patient) - table.origin + day_of_origin
        rows = _split(rows, exposure, start)
    return rows


def _split(rows: Rows, exposure: Exposure, start: NDArray[np.float64]) -> Rows:
    """Split rows at one exposure's start; what an earlier split said stays with its row."""
    length = rows.time - rows.entry
    since_entry = start[rows.subject] - rows.entry
    cut = split_at_exposure(length, rows.event, since_entry, same_day=exposure.same_day)
    of = cut.subject
    exposed = {name: values[of] for name, values in rows.exposed.items()}
    return Rows(
        rows.subject[of],
        rows.entry[of] + cut.entry,
        rows.entry[of] + cut.time,
        cut.event,
        {**exposed, exposure.milestone: cut.exposed},
    )


def _model(model: CoxModel) -> dict[str, Any]:
    rank = concordance(model)
    return {
        "rows": model.rows_used,
        "events": model.events,
        "left_out": model.dropped,
        "missing": model.missing,
        "coefficients": _coefficients(model),
        "tests": [plain.test(one(model)) for one in (likelihood_ratio_test, wald_test, score_test)],
        "proportional_hazards": plain.test(proportional_hazards_test(model).overall),
        "concordance": {"estimate": rank.estimate, "standard_error": rank.standard_error},
    }


def _coefficients(model: Fitted) -> list[dict[str, Any]]:
    return [
        {
            "column": one.column,
            "coefficient": one.coefficient,
            "standard_error": one.standard_error,
            "hazard_ratio": {"estimate": one.ratio, "lower": one.lower, "upper": one.upper},
            "p_value": one.p_value,
        }
        for one in hazard_ratios(model)
    ]
