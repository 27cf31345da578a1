"""Incidence curves of a report: every cause, in every group."""

from collections.abc import Hashable, Iterator

from analyses.plan import PlannedIncidence, Refused
from analyses.survival.competing_risks.incidence import IncidenceCurve
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
from projections.study.plan import Incidence
from projections.study.report import IncidenceFigure

COLUMNS = ("time", "at_risk", "events", "incidence", "lower", "upper")


def incidence_figure(sources: Sources, block: IncidenceFigure) -> Figure:
    """Cumulative incidence of every cause, by group where the plan makes groups."""
    found = sources.analysis(block.analysis)
    if isinstance(found, Refused):
        return without(block.label, block.title, found.reason)
    assert isinstance(found, PlannedIncidence)
    if not any(curve.events.sum() for _, _, curve in _curves(found)):
        return without(block.label, block.title, "nobody has had an event by this cutoff")
    return _figure(sources, block, found)


def _figure(sources: Sources, block: IncidenceFigure, found: PlannedIncidence) -> Figure:
    plan = sources.opened.study.plan[block.analysis]
    assert isinstance(plan, Incidence)
    shown, firsts = _shown(sources, plan, found), _firsts(found)
    at_risk = {sources.value(label) if plan.by else "": curve for label, curve in firsts.items()}
    columns = ("Events", f"Median ({sources.opened.study.unit.name})", *times_of(sources))
    tests = "".join(
        f" {sources.value(cause)}: {outcome_of(test)}." for cause, test in found.tests.items()
    )
    counted = f"n = {sum(first.subjects for first in firsts.values())}"
    texts = (columns, "Cumulative incidence (%)", f"{counted}. {estimates(plan.level)}{tests}")
    reading = (
        f"Aalen-Johansen estimates, {counted}; {plan.variance.capitalize()} variance, "
        f"{100 * plan.level:g}% interval on the {plan.interval} scale (shaded). "
        f"The causes compete.{tests}"
    )
    figure = drawn(sources, block, plan.endpoint, shown, at_risk, texts)
    sentences = caption(sources, plan, shown, columns, reading, *cautions(sources, found))
    rows = _rows(plan, found)
    return Figure(block.label, block.title, figure.svg(), sentences, rows, figure.plate)


def _curves(found: PlannedIncidence) -> Iterator[tuple[Hashable, str, IncidenceCurve]]:
    """Every curve with its group and its cause."""
    for label, causes in found.groups.items():
        for cause, curve in causes.items():
            yield label, cause, curve


def _firsts(found: PlannedIncidence) -> dict[Hashable, IncidenceCurve]:
    """One curve of each group: all causes of a group share those at risk."""
    return {label: next(iter(causes.values())) for label, causes in found.groups.items()}


def _shown(sources: Sources, plan: Incidence, found: PlannedIncidence) -> tuple[Shown, ...]:
    return tuple(
        _curve(
            sources,
            f"{sources.value(label)}: {sources.value(cause)}" if plan.by else sources.value(cause),
            curve,
        )
        for label, cause, curve in _curves(found)
    )


def _curve(sources: Sources, name: str, curve: IncidenceCurve) -> Shown:
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
    events, last = str(int(curve.events.sum())), at_times(sources, curve)
    full, short = (times(curve.median(), how) for how in (time, brief))
    return Shown(name, steps, (events, full, *last), (events, short, *last))


def _rows(plan: Incidence, found: PlannedIncidence) -> tuple[tuple[object, ...], ...]:
    headings = ("group", "cause") if plan.by else ("cause",)
    return rows_of(
        headings,
        COLUMNS,
        {(label, cause) if plan.by else (cause,): curve for label, cause, curve in _curves(found)},
    )
