"""Hazard ratios: each covariate alone, and those that enter one model together."""

from collections.abc import Iterator, Mapping
from typing import Any

from console.report.appendix import Group
from console.report.formats import NOTHING, outcome_of, p_value, ratio
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from projections.language.wording import listed
from projections.study.plan import Covariate, Exposure, Regression
from projections.study.report import HazardRatios

ALONE, TOGETHER = "univariate", "model"


def hazard_ratios(sources: Sources, block: HazardRatios) -> Table:
    """A regression of the plan."""
    plan = sources.opened.study.plan[block.analysis]
    assert isinstance(plan, Regression)
    found = sources.analysis(block.analysis)
    if "refused" in found:
        return Table(block.label, block.title, ("Covariate",), (), (found["refused"],))
    models = [name for name in (ALONE, TOGETHER) if found.get(name)]
    rows = tuple(
        row
        for covariate in plan.covariates
        for row in _rows(sources, plan, found, covariate, models)
    )
    heads = {ALONE: "Univariate", TOGETHER: "Multivariable" if ALONE in models else "Model"}
    columns = (f"{heads[name]}: {what}" for name in models for what in ("HR (95% CI)", "P"))
    hazards = (f"{heads[name]}: PH P" for name in models if plan.of == "hazard")
    headings = ("Covariate", *columns, *hazards)
    return Table(block.label, block.title, headings, rows, tuple(_notes(sources, plan, found)))


def _rows(
    sources: Sources,
    plan: Regression,
    found: Mapping[str, Any],
    covariate: Covariate,
    models: list[str],
) -> Iterator[Row]:
    """One row a coefficient of the covariate."""
    name = covariate.milestone if isinstance(covariate, Exposure) else covariate.definition
    coefficients = {model: _coefficients(found, model, name) for model in models}
    columns = dict.fromkeys(column for those in coefficients.values() for column in those)
    outcome = sources.appendix.values(plan.endpoint)
    split: dict[str, Group] = {
        who: ("event" if one.value in _events(sources, plan) else "no event",)
        for who, one in outcome.items()
        if not one.outside
    }
    link = sources.appendix.behind(name, split, f"among those followed for {plan.endpoint}").link()
    for column in columns or {name: None}:
        cells: list[Cell] = []
        for model in models:
            one = coefficients[model].get(column)
            said = (
                (NOTHING, NOTHING)
                if one is None
                else (ratio(one["hazard_ratio"]), _p(one, found, model, name))
            )
            cells += [Cell(text, link if one else "") for text in said]
        if plan.of == "hazard":
            tested = [_proportional(found, model, name, column) for model in models]
            cells += [Cell(said, link if said != NOTHING else "") for said in tested]
        yield Row(Cell(_named(sources, covariate, name, column), link), tuple(cells))


def _named(sources: Sources, covariate: Covariate, name: str, column: str) -> str:
    """A covariate in print, with what is compared with what."""
    said, level = sources.name(name), column.removeprefix(name).removeprefix(": ")
    if isinstance(covariate, Exposure):
        return f"{said} (time-dependent)"
    if covariate.above is not None:
        return f"{said} (>{covariate.above:g} vs ≤{covariate.above:g})"
    if covariate.one_of:
        return (
            f"{said} ({listed([sources.value(item) for item in covariate.one_of], 'or')} vs other)"
        )
    if level:
        return f"{said}: {sources.value(level)}"
    if covariate.per == 1:
        return said
    unit = sources.opened.study.unit
    month = unit.name.removesuffix("s")
    return f"{said}, per {month if covariate.per == unit.days else f'{covariate.per:g}'}"


def _coefficients(found: Mapping[str, Any], model: str, name: str) -> dict[str, dict[str, Any]]:
    """The coefficients of a covariate in a model, by their columns."""
    fitted = found[ALONE].get(name, {}) if model == ALONE else found[TOGETHER]
    those = fitted.get("coefficients", ())
    if model == ALONE:
        return {item["column"]: item for item in those}
    columns = {item["column"]: item for item in those}
    return {key: one for key, one in columns.items() if key == name or key.startswith(f"{name}: ")}


def _p(coefficient: Mapping[str, Any], found: Mapping[str, Any], model: str, name: str) -> str:
    """Alone, the test that the plan names; in a model, Wald's."""
    tested = found[ALONE][name]["test"] if model == ALONE else coefficient
    return p_value(tested["p_value"])


def _proportional(found: Mapping[str, Any], model: str, name: str, column: str) -> str:
    """The P value of proportional hazards of a covariate, a dash where there is no such test."""
    fitted = found[ALONE].get(name) if model == ALONE else found[TOGETHER]
    tested = (fitted or {}).get("proportional_hazards", {}).get("terms", {})
    one = tested.get(name, tested.get(column))
    return NOTHING if one is None else p_value(one["p_value"])


def _events(sources: Sources, plan: Regression) -> set[str]:
    node = sources.appendix.node(plan.endpoint)
    return {source.name for source in getattr(node, "events", ())}


def _notes(sources: Sources, plan: Regression, found: Mapping[str, Any]) -> Iterator[str]:
    kind = "Cause-specific Cox regression" if plan.of == "hazard" else "Fine-Gray regression"
    ties = f", ties by {plan.ties.capitalize()}" if plan.of == "hazard" else ""
    alone = f", P by {plan.test} test of each alone" if found.get(ALONE) else ""
    together = ", P by Wald in the model" if found.get(TOGETHER) else ""
    yield f"{kind} of {sources.name(plan.endpoint)}{ties}; Wald intervals{alone}{together}."
    if plan.of == "hazard":
        yield (
            "PH P: score test that the hazard ratio does not change with time, by Kaplan-Meier "
            "time (Grambsch and Therneau; cox.zph of R). A small P speaks against one ratio."
        )
    if "entry" in found:
        entered = ", ".join(sources.name(item) for item in found["entry"]["entered"]) or "none"
        yield f"Entered together (P ≤ {plan.entry:g}): {entered}."
        if "refused" in found["entry"]:
            yield f"Together not estimable: {sources.in_print(found['entry']['refused'])}"
    if found.get(TOGETHER):
        model = found[TOGETHER]
        yield (
            f"{model['events']} events in the model; {model['left_out']} patients left out for "
            "missing covariates."
        )
        if overall := model.get("proportional_hazards"):
            said = overall.get("refused") or f"{outcome_of(overall)}."
            yield f"All of the model together: {said}"
        for name, why in model["set_aside"].items():
            yield f"{sources.name(name)} left the model: {sources.in_print(why)}"
    yield from map(sources.in_print, found.get("warnings", ()))
    for name, one in (found.get(ALONE) or {}).items():
        if "refused" in one:
            yield f"{sources.name(name)}: {sources.in_print(one['refused'])}"
