"""Survival curves of a report."""

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
from projections.study.plan import Curves
from projections.study.report import CurvesFigure

if TYPE_CHECKING:
    from analyses.survival.kaplan_meier import SurvivalCurve

COLUMNS = ("time", "at_risk", "events", "censored", "survival", "lower", "upper")


def curves_figure(sources: Sources, block: CurvesFigure) -> Figure:
    """Kaplan-Meier curves of a plan's analysis."""
    study, plan = sources.opened.study, sources.opened.study.plan[block.analysis]
    assert isinstance(plan, Curves)
    found = sources.analysis(block.analysis)
    if "refused" in found:
        return without(block.label, block.title, found["refused"])
    fitted = sources.plan.of_plan(plan).groups
    names = {item: sources.value(item) if plan.by else block.of.capitalize() for item in fitted}
    shown = tuple(
        _shown(names[label], curve, found["groups"][str(label)]) for label, curve in fitted.items()
    )
    at_risk = {names[label] if plan.by else "": curve for label, curve in fitted.items()}
    compared = "" if found["test"] is None else f" {outcome_of(found['test'])}."
    columns = ("n", "Events", f"Median ({study.unit.name})", *times_of(sources))
    said = (columns, f"{block.of.capitalize()} (%)", f"{ESTIMATES}{compared}")
    figure = drawn(sources, block, plan.endpoint, shown, at_risk, said)
    reading = f"Shaded: 95% interval on the {study.interval} scale. Upright marks: censored."
    told = caption(sources, plan, shown, columns, f"{reading}{compared}", *cautions(sources, found))
    rows = rows_of(("group",), COLUMNS, {(label,): curve for label, curve in fitted.items()})
    return Figure(block.label, block.title, figure.svg(), told, rows, figure.plate)


def _shown(name: str, curve: "SurvivalCurve", told: Mapping[str, Any]) -> Shown:
    steps = StepCurve(
        1.0,
        curve.time.tolist(),
        curve.survival.tolist(),
        curve.lower.tolist(),
        curve.upper.tolist(),
        curve.time[curve.censored > 0].tolist(),
        float(curve.time[-1]),
    )
    first, last = (str(told["n"]), str(told["events"])), at_times(told)
    said, short = (times(told["median"], how) for how in (time, brief))
    return Shown(name, steps, (*first, said, *last), (*first, short, *last))
