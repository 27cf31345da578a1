"""Survival curves of a report."""

from analyses.plan import PlannedCurves, Refused
from analyses.survival.kaplan_meier import SurvivalCurve
from console.figures.step_figure import Shown
from console.figures.steps import StepCurve
from console.report.figures.drawing import (
    at_times,
    caption,
    cautions,
    drawn,
    estimates,
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

COLUMNS = ("time", "at_risk", "events", "censored", "survival", "lower", "upper")


def curves_figure(sources: Sources, block: CurvesFigure) -> Figure:
    """Kaplan-Meier curves of a plan's analysis."""
    found = sources.analysis(block.analysis)
    if isinstance(found, Refused):
        return without(block.label, block.title, found.reason)
    assert isinstance(found, PlannedCurves)
    return _figure(sources, block, found)


def _figure(sources: Sources, block: CurvesFigure, found: PlannedCurves) -> Figure:
    study, plan = sources.opened.study, sources.opened.study.plan[block.analysis]
    assert isinstance(plan, Curves)
    shown = tuple(
        _shown(sources, sources.value(label) if plan.by else block.of.capitalize(), curve)
        for label, curve in found.groups.items()
    )
    at_risk = {
        sources.value(label) if plan.by else "": curve for label, curve in found.groups.items()
    }
    compared = "" if found.test is None else f" {outcome_of(found.test)}."
    columns = ("n", "Events", f"Median ({study.unit.name})", *times_of(sources))
    texts = (columns, f"{block.of.capitalize()} (%)", f"{estimates(plan.level)}{compared}")
    figure = drawn(sources, block, plan.endpoint, shown, at_risk, texts)
    shaded = f"{100 * plan.level:g}% interval on the {plan.interval or study.interval} scale"
    reading = f"Shaded: {shaded}. Upright marks: censored."
    notes = (f"{reading}{compared}", *cautions(sources, found))
    sentences = caption(sources, plan, shown, columns, *notes)
    rows = rows_of(("group",), COLUMNS, {(label,): curve for label, curve in found.groups.items()})
    return Figure(block.label, block.title, figure.svg(), sentences, rows, figure.plate)


def _shown(sources: Sources, name: str, curve: SurvivalCurve) -> Shown:
    steps = StepCurve(
        1.0,
        curve.time.tolist(),
        curve.survival.tolist(),
        curve.lower.tolist(),
        curve.upper.tolist(),
        curve.time[curve.censored > 0].tolist(),
        float(curve.time[-1]),
    )
    counts = (str(curve.subjects), str(int(curve.events.sum())))
    last = at_times(sources, curve)
    full, short = (times(curve.median(), how) for how in (time, brief))
    return Shown(name, steps, (*counts, full, *last), (*counts, short, *last))
