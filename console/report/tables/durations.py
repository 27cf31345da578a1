"""How long patients were followed, and how long it took to an event: by each measure in use."""

from collections.abc import Mapping
from typing import Any

from console.report.formats import NOTHING, TO, times
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from console.report.tables.populations import by_event, by_reason, summary
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
    found, behind = summary(sources, name), by_reason(sources, name)
    survivors, followed = found["follow_up"]["survivors"], behind.link("followed")
    without = by_event(sources, name).link("no event") if survivors else ""
    head = Cell(f"{_origin(sources, name)}: {sources.name(name)}", behind.link())
    cells = (
        Cell(str(found["n"]), followed),
        Cell(str(survivors["count"] if survivors else 0), without),
        Cell(quartiles(survivors), without),
        Cell(_range(survivors), without),
        Cell(times(found["follow_up"]["reverse_kaplan_meier"]), followed),
    )
    return Row(head, cells)


def _origin(sources: Sources, name: str) -> str:
    study = sources.opened.study
    node = study.definitions[name]
    assert isinstance(node, Endpoint)
    said = study.names.get(id(node.origin), "origin").replace("_", " ")
    return f"From {said}"


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
        "Kaplan-Meier: all who are followed; whoever has not had the event, or had a competing "
        "one, is censored. NR: not reached.",
    )
    return Table(block.label, block.title, headings, rows, reading)


def _lasted(sources: Sources, name: str) -> Row:
    plan, found = sources.opened.study.plan[name], sources.analysis(name)
    assert isinstance(plan, Curves)
    behind = by_reason(sources, plan.endpoint, plan.among)
    head = Cell(sources.name(plan.endpoint), behind.link())
    if not found.get("groups"):
        return Row(head, (Cell(NOTHING),) * 4)
    curve, followed = next(iter(found["groups"].values())), behind.link("followed")
    spread = curve["times_of_events"]
    with_it = by_event(sources, plan.endpoint, plan.among).link("event") if spread else ""
    cells = (
        Cell(str(curve["n"]), followed),
        Cell(str(curve["events"]), with_it),
        Cell(_between(spread, "minimum", "maximum"), with_it),
        Cell(times(curve["median"]), followed),
    )
    return Row(head, cells)


def quartiles(of: Mapping[str, Any] | None) -> str:
    """A median with the quartiles: ``44.70 (20.81–65.43)``; a dash if of nobody."""
    return _between(of, "first_quartile", "third_quartile")


def _range(of: Mapping[str, Any] | None) -> str:
    return f"{time(of['minimum'])}{TO}{time(of['maximum'])}" if of else NOTHING


def _between(of: Mapping[str, Any] | None, low: str, high: str) -> str:
    return f"{time(of['median'])} ({time(of[low])}{TO}{time(of[high])})" if of else NOTHING
