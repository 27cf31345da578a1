"""Incidence curves of a report: every cause, in every group."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.figures.step_figure import Shown
from console.figures.steps import StepCurve
from console.report.figures.drawing import (
    ESTIMATES,
    at_times,
    caption,
    cautions,
    drawn,
    rows_of,
    times_of,
)
from console.report.figures.missing import without
from console.report.formats import brief, outcome_of, times
from console.report.model import Figure
from console.report.sources import Sources
from console.text.output import time
from projections.study.plan import Incidence
from projections.study.report import IncidenceFigure

if TYPE_CHECKING:
    from analyses.survival.competing_risks.incidence import IncidenceCurve

    Fitted = Mapping[Any, Mapping[str, IncidenceCurve]]

COLUMNS = ("time", "at_risk", "events", "incidence", "lower", "upper")


def incidence_figure(sources: Sources, block: IncidenceFigure) -> Figure:
    """Cumulative incidence of every cause, by group where the plan makes groups."""
    plan, found = sources.opened.study.plan[block.analysis], sources.analysis(block.analysis)
    assert isinstance(plan, Incidence)
    if "refused" in found:
        return without(block.label, block.title, found["refused"])
    fitted = sources.plan.of_plan(plan).groups
    if not any(curve.events.sum() for by_cause in fitted.values() for curve in by_cause.values()):
        return without(block.label, block.title, "nobody has had an event by this cutoff")
    return _figure(sources, block, plan, found, fitted)


def _figure(
    sources: Sources,
    block: IncidenceFigure,
    plan: Incidence,
    found: Mapping[str, Any],
    fitted: "Fitted",
) -> Figure:
    shown, firsts = _shown(sources, plan, found, fitted), _firsts(fitted)
    at_risk = {sources.value(label) if plan.by else "": one for label, one in firsts.items()}
    columns = ("Events", f"Median ({sources.opened.study.unit.name})", *times_of(sources))
    tests = "".join(
        f" {sources.value(of)}: {outcome_of(one)}." for of, one in found["tests"].items()
    )
    counted = f"n = {sum(first.subjects for first in firsts.values())}"
    said = (columns, "Cumulative incidence (%)", f"{counted}. {ESTIMATES}{tests}")
    reading = (
        f"Aalen-Johansen estimates, {counted}; {plan.variance.capitalize()} variance, "
        f"95% interval on the {plan.interval} scale (shaded). The causes compete.{tests}"
    )
    figure = drawn(sources, block, plan.endpoint, shown, at_risk, said)
    told = caption(sources, plan, shown, columns, reading, *cautions(sources, found))
    return Figure(block.label, block.title, figure.svg(), told, _rows(plan, fitted), figure.plate)


def _firsts(fitted: "Fitted") -> dict[Any, "IncidenceCurve"]:
    """One curve of each group: all causes of a group share those at risk."""
    return {label: next(iter(by_cause.values())) for label, by_cause in fitted.items()}


def _shown(
    sources: Sources, plan: Incidence, found: Mapping[str, Any], fitted: "Fitted"
) -> tuple[Shown, ...]:
    return tuple(
        _curve(
            f"{sources.value(label)}: {sources.value(cause)}" if plan.by else sources.value(cause),
            curve,
            found["groups"][str(label)][cause],
        )
        for label, by_cause in fitted.items()
        for cause, curve in by_cause.items()
    )


def _curve(name: str, curve: "IncidenceCurve", told: Mapping[str, Any]) -> Shown:
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
    events, last = str(told["events"]), at_times(told)
    said, short = (times(told["median"], how) for how in (time, brief))
    return Shown(name, steps, (events, said, *last), (events, short, *last))


def _rows(plan: Incidence, fitted: "Fitted") -> tuple[tuple[object, ...], ...]:
    labels = ("group", "cause") if plan.by else ("cause",)
    curves: dict[tuple[object, ...], IncidenceCurve] = {
        (label, cause) if plan.by else (cause,): curve
        for label, by_cause in fitted.items()
        for cause, curve in by_cause.items()
    }
    return rows_of(labels, COLUMNS, curves)
