"""Survival and incidence curves of a report."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from console.pictures.step_figure import AtRisk, Shown, StepFigure, time_marks
from console.pictures.steps import StepCurve
from console.report.figures.missing import without
from console.report.model import Cell, Figure
from console.report.sources import Sources
from console.report.tables.populations import by_reason
from console.report.words import p_value, percentages, times
from projections.plan import Curves, Incidence
from projections.report import CurvesFigure, IncidenceFigure

if TYPE_CHECKING:
    from analyses.incidence import IncidenceCurve
    from analyses.kaplan_meier import SurvivalCurve

EVERYBODY = "all"
SURVIVAL = ("time", "at_risk", "events", "censored", "survival", "lower", "upper")
INCIDENCE = ("time", "at_risk", "events", "incidence", "lower", "upper")
ESTIMATES = "Estimates with 95% intervals."


def curves_figure(sources: Sources, block: CurvesFigure) -> Figure:
    """Kaplan-Meier curves of a plan's analysis."""
    plan, found = sources.opened.study.plan[block.analysis], sources.analysis(block.analysis)
    assert isinstance(plan, Curves)
    if "refused" in found:
        return without(block.label, block.title, found["refused"])
    fitted = _survival(sources, plan)
    names = {label: sources.value(label) if plan.by else block.of.capitalize() for label in fitted}
    shown = tuple(
        _shown_survival(names[label], curve, found["groups"][str(label)])
        for label, curve in fitted.items()
    )
    at_risk = {names[label] if plan.by else "": curve for label, curve in fitted.items()}
    test = found["test"]
    compared = "" if test is None else f" {test['test'].capitalize()} P = {_p(test)}."
    unit, scale = sources.opened.study.unit.name, sources.opened.study.interval
    columns = ("n", "Events", f"Median ({unit})", *_times(sources))
    said = (columns, f"{block.of.capitalize()} (%)", f"{ESTIMATES}{compared}")
    drawn = _figure(sources, block, plan.endpoint, shown, at_risk, said)
    reading = f"Shaded: 95% interval on the {scale} scale. Upright marks: censored.{compared}"
    caption = (*_caption(sources, plan, shown, columns), Cell(reading))
    return Figure(block.label, block.title, drawn.svg(), caption, _data("group", SURVIVAL, fitted))


def incidence_figure(sources: Sources, block: IncidenceFigure) -> Figure:
    """Cumulative incidence of every cause."""
    plan, found = sources.opened.study.plan[block.analysis], sources.analysis(block.analysis)
    assert isinstance(plan, Incidence)
    if "refused" in found:
        return without(block.label, block.title, found["refused"])
    fitted = _incidence(sources, plan)
    if not fitted:
        return without(block.label, block.title, "nobody has had an event by this cutoff")
    shown = tuple(
        _shown_incidence(sources.value(cause), curve, found["groups"][EVERYBODY][cause])
        for cause, curve in fitted.items()
    )
    first = next(iter(fitted.values()))
    columns = ("Events", *_times(sources))
    said = (columns, "Cumulative incidence (%)", f"n = {first.subjects}. {ESTIMATES}")
    drawn = _figure(sources, block, plan.endpoint, shown, {"": first}, said)
    reading = (
        f"Aalen-Johansen estimates, n = {first.subjects}; {plan.variance.capitalize()} variance, "
        f"95% interval on the {plan.interval} scale (shaded). The causes compete."
    )
    caption = (*_caption(sources, plan, shown, columns), Cell(reading))
    return Figure(block.label, block.title, drawn.svg(), caption, _data("cause", INCIDENCE, fitted))


def _survival(sources: Sources, plan: Curves) -> dict[Any, "SurvivalCurve"]:
    """The whole curves of which the analysis tells the estimates."""
    from analyses.kaplan_meier import kaplan_meier
    from analyses.planned.population import followed
    from projections.covariates import column

    study, table = sources.opened.study, followed(sources.replay, plan.endpoint, plan.among)
    everybody = np.full(len(table.time), EVERYBODY, dtype=object)
    group = column(sources.replay, plan.by, table.patient).values if plan.by else everybody
    time = table.time / study.unit.days
    return kaplan_meier(time, table.event, group=group, interval=study.interval)


def _incidence(sources: Sources, plan: Incidence) -> dict[str, "IncidenceCurve"]:
    """The curve of each cause that occurred, the event of interest first."""
    from analyses.endpoint_curve import incidence_curves
    from analyses.planned.population import followed

    table = followed(sources.replay, plan.endpoint, plan.among)
    return incidence_curves(sources.opened.study, plan, table)[EVERYBODY]


def _shown_survival(name: str, curve: "SurvivalCurve", told: Mapping[str, Any]) -> Shown:
    steps = StepCurve(
        1.0,
        curve.time.tolist(),
        curve.survival.tolist(),
        curve.lower.tolist(),
        curve.upper.tolist(),
        curve.time[curve.censored > 0].tolist(),
        float(curve.time[-1]),
    )
    said = (str(told["n"]), str(told["events"]), times(told["median"]), *_at(told))
    return Shown(name, steps, said)


def _shown_incidence(name: str, curve: "IncidenceCurve", told: Mapping[str, Any]) -> Shown:
    jumps = curve.events > 0
    steps = StepCurve(
        0.0,
        curve.time[jumps].tolist(),
        curve.incidence[jumps].tolist(),
        curve.lower[jumps].tolist(),
        curve.upper[jumps].tolist(),
        (),
        float(curve.time[-1]),
    )
    return Shown(name, steps, (str(told["events"]), *_at(told)))


def _figure(
    sources: Sources,
    block: CurvesFigure | IncidenceFigure,
    endpoint: str,
    shown: tuple[Shown, ...],
    at_risk: Mapping[str, Any],
    said: tuple[tuple[str, ...], str, str],
) -> StepFigure:
    """The figure; ``said`` are the key's columns, the upright axis and a note."""
    columns, upright, note = said
    end = max(one.curve.end for one in shown)
    marks = time_marks(end, block.step, sources.opened.study.unit.name)
    rows = tuple(
        AtRisk(name, tuple(one.at_risk for one in curve.at(marks)))
        for name, curve in at_risk.items()
    )
    return StepFigure(
        shown,
        rows,
        columns,
        marks,
        _time_label(sources, endpoint),
        upright,
        f"{block.label}. {block.title}",
        (sources.as_of, note),
        sources.warning,
    )


def _caption(
    sources: Sources, plan: Curves | Incidence, shown: Sequence[Shown], columns: Sequence[str]
) -> Iterator[Cell]:
    """What the key says, as sentences that lead to the patients followed."""
    link = by_reason(sources, plan.endpoint, plan.among).link("followed")
    for one in shown:
        told = zip(columns, one.said, strict=True)
        said = "; ".join(f"{column[0].lower()}{column[1:]} {estimate}" for column, estimate in told)
        yield Cell(f"{one.name}: {said}.", link)


def _at(told: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(percentages(one) for one in told["at"])


def _times(sources: Sources) -> tuple[str, ...]:
    study = sources.opened.study
    return tuple(f"At {at:g} {study.unit.name}" for at in study.report_at)


def _time_label(sources: Sources, endpoint: str) -> str:
    study = sources.opened.study
    origin = study.names.get(id(getattr(study.definitions[endpoint], "origin", None)), "origin")
    return f"{study.unit.name.capitalize()} since {origin.replace('_', ' ')}"


def _p(test: Mapping[str, Any]) -> str:
    return p_value(test["p_value"])


def _data(
    heading: str, columns: Sequence[str], fitted: Mapping[Any, Any]
) -> tuple[tuple[object, ...], ...]:
    """The curves as rows, unrounded."""
    return (
        (heading, *columns),
        *(
            (str(label), *row)
            for label, curve in fitted.items()
            for row in zip(*(getattr(curve, name).tolist() for name in columns), strict=True)
        ),
    )
