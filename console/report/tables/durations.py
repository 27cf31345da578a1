"""How long patients were followed, and how long it took to an event: by each measure in use."""

from analyses.plan import PlannedCurves
from analyses.spread import Spread
from console.report.formats import NOTHING, TO, times
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from console.report.tables.populations import by_event, by_reason
from console.text.output import time
from projections.language import Endpoint
from projections.study.plan import Curves
from projections.study.report import Durations, FollowUp


def follow_up(sources: Sources, block: FollowUp) -> Table:
    """One row an endpoint, one column a measure of follow-up."""
    unit = sources.opened.study.unit.name
    rows = tuple(_followed(sources, name) for name in block.endpoints)
    headings = (
        "From, to",
        "n",
        "Without the event",
        f"Their time, median (quartiles), {unit}",
        f"Their time, range, {unit}",
        f"Reverse Kaplan-Meier, median (95% CI), {unit}",
    )
    reading = (
        "Their time: the times observed of those without the event, the others left out; these "
        "are selected by having survived.",
        "Reverse Kaplan-Meier: how long all would have been followed had nobody had the event; "
        "censoring is the event, and the event censors. NR: not reached.",
    )
    return Table(block.label, block.title, headings, rows, reading)


def _followed(sources: Sources, name: str) -> Row:
    found, behind = sources.endpoint(name), by_reason(sources, name)
    survivors, followed = found.survivors_follow_up, behind.link("followed")
    without = by_event(sources, name).link("no event") if survivors else ""
    head = Cell(f"{_origin(sources, name)}: {sources.name(name)}", behind.link())
    cells = (
        Cell(str(found.n), followed),
        Cell(str(survivors.count if survivors else 0), without),
        Cell(quartiles(survivors), without),
        Cell(_range(survivors), without),
        Cell(times(found.median_follow_up), followed),
    )
    return Row(head, cells)


def _origin(sources: Sources, name: str) -> str:
    study = sources.opened.study
    node = study.definitions[name]
    assert isinstance(node, Endpoint)
    origin = study.names.get(id(node.origin), "origin").replace("_", " ")
    return f"From {origin}"


def durations(sources: Sources, block: Durations) -> Table:
    """One row an analysis: those with the event by the spread of their times, all by the curve."""
    unit = sources.opened.study.unit.name
    rows = tuple(_lasted(sources, name) for name in block.analyses)
    headings = (
        "Time to",
        "n",
        "Events",
        f"Those with the event, median (range), {unit}",
        f"All, Kaplan-Meier median (95% CI), {unit}",
    )
    reading = (
        "Those with the event: the spread of their times, the others left out; the longest times, "
        "of those who have not had it yet, are not in it.",
        "Kaplan-Meier: all who are followed; patients who have not had the event, or had a "
        "competing one, are censored. NR: not reached.",
    )
    return Table(block.label, block.title, headings, rows, reading)


def _lasted(sources: Sources, name: str) -> Row:
    plan, found = sources.opened.study.plan[name], sources.analysis(name)
    assert isinstance(plan, Curves)
    behind = by_reason(sources, plan.endpoint, plan.among)
    head = Cell(sources.name(plan.endpoint), behind.link())
    if not isinstance(found, PlannedCurves) or not found.groups:
        return Row(head, (Cell(NOTHING),) * 4)
    curve, followed = next(iter(found.groups.values())), behind.link("followed")
    spread = curve.times_of_events()
    with_event = by_event(sources, plan.endpoint, plan.among).link("event") if spread else ""
    cells = (
        Cell(str(curve.subjects), followed),
        Cell(str(int(curve.events.sum())), with_event),
        Cell(_median_and_range(spread), with_event),
        Cell(times(curve.median()), followed),
    )
    return Row(head, cells)


def quartiles(found: Spread | None) -> str:
    """A median with the quartiles: ``44.70 (20.81–65.43)``; a dash if of nobody."""
    if found is None:
        return NOTHING
    return f"{time(found.median)} ({time(found.first_quartile)}{TO}{time(found.third_quartile)})"


def _median_and_range(found: Spread | None) -> str:
    return NOTHING if found is None else f"{time(found.median)} ({_range(found)})"


def _range(found: Spread | None) -> str:
    return NOTHING if found is None else f"{time(found.minimum)}{TO}{time(found.maximum)}"
