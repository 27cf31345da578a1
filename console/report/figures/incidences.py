"""Incidence curves of a report: every cause, in every group."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.pictures.step_figure import Shown
from console.pictures.steps import StepCurve
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
from console.report.model import Figure
from console.report.sources import Sources
from console.report.words import tested, times
from projections.plan import Incidence
from projections.report import IncidenceFigure

if TYPE_CHECKING:
    from analyses.incidence import IncidenceCurve

COLUMNS = ("time", "at_risk", "events", "incidence", "lower", "upper")


def incidence_figure(sources: Sources, block: IncidenceFigure) -> Figure:
    """Cumulative incidence of every cause, by group where the plan makes groups."""
    from analyses.planned.incidence import incidences_by_group

    plan, found = sources.opened.study.plan[block.analysis], sources.analysis(block.analysis)
    assert isinstance(plan, Incidence)
    if "refused" in found:
        return without(block.label, block.title, found["refused"])
    groups = incidences_by_group(sources.replay, plan)
    fitted = {(label, cause): one for label, by in groups.items() for cause, one in by.items()}
    if not any(curve.events.sum() for curve in fitted.values()):
        return without(block.label, block.title, "nobody has had an event by this cutoff")
    names = {key: ": ".join(map(sources.value, key[not plan.by :])) for key in fitted}
    shown = tuple(
        _shown(names[label, cause], curve, found["groups"][str(label)][cause])
        for (label, cause), curve in fitted.items()
    )
    firsts = {label: next(iter(by.values())) for label, by in groups.items()}
    at_risk = {sources.value(label) if plan.by else "": one for label, one in firsts.items()}
    n = sum(one.subjects for one in firsts.values())
    columns = ("Events", f"Median ({sources.opened.study.unit.name})", *times_of(sources))
    tests = "".join(
        f" {sources.value(cause)}: {tested(one)}." for cause, one in found["tests"].items()
    )
    said = (columns, "Cumulative incidence (%)", f"n = {n}. {ESTIMATES}{tests}")
    figure = drawn(sources, block, plan.endpoint, shown, at_risk, said)
    reading = (
        f"Aalen-Johansen estimates, n = {n}; {plan.variance.capitalize()} variance, "
        f"95% interval on the {plan.interval} scale (shaded). The causes compete.{tests}"
    )
    told = caption(sources, plan, shown, columns, reading, *cautions(sources, found))
    labels = ("group", "cause") if plan.by else ("cause",)
    rows = {key[not plan.by :]: curve for key, curve in fitted.items()}
    svg = figure.svg()
    return Figure(block.label, block.title, svg, told, rows_of(labels, COLUMNS, rows))


def _shown(name: str, curve: "IncidenceCurve", told: Mapping[str, Any]) -> Shown:
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
    return Shown(name, steps, (str(told["events"]), times(told["median"]), *at_times(told)))
