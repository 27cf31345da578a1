"""Analyses as text: each kind of result in the form in which a statistician reads it."""

from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from rich.markup import escape
from rich.table import Table

from console.text.curve_options import confidence, mean_lines, quantile_lines, rates
from console.text.output import at, estimate, probability, table, time
from console.text.regression import models
from console.text.tests import p_value, tested

if TYPE_CHECKING:
    from analyses.plan import (
        EffectWithin,
        PlannedBaseline,
        PlannedCurves,
        PlannedForest,
        PlannedIncidence,
        PlannedLandmark,
        PlannedOccupancy,
        Refused,
        Result,
    )
    from analyses.plan.baseline import Described
    from analyses.survival.cox.subgroups import SubgroupEffect
    from analyses.survival.kaplan_meier import SurvivalCurve

Row: TypeAlias = tuple[str, ...]


def described(result: "Result | Refused", unit: str) -> Iterator[Table | str]:
    """The parts of a result, in order; times in ``unit``."""
    from analyses.plan import Refused

    if isinstance(result, Refused):
        yield f"  not estimable: {escape(result.reason)}"
        return
    yield from (f"  [yellow]{escape(warning)}[/]" for warning in result.warnings)
    yield from _parts(result, unit)


def _parts(result: "Result", unit: str) -> Iterator[Table | str]:
    from analyses import plan

    match result:
        case plan.PlannedCurves():
            yield from _planned_curves(result, unit)
        case plan.PlannedLandmark():
            yield from _landmark(result, unit)
        case plan.PlannedRates():
            yield from rates(result, unit)
        case plan.PlannedIncidence():
            yield _incidence(result, unit)
            yield from (f"  {cause}: {tested(test)}" for cause, test in result.tests.items())
        case plan.PlannedRegression():
            yield from models(result)
        case plan.PlannedBaseline():
            yield _baseline(result)
            yield f"  {result.choice_of_tests}"
        case plan.PlannedPairs():
            yield f"  {result.pairs} pairs, {result.higher} higher, {result.lower} lower"
            yield f"  {tested(result.test)}"
        case plan.PlannedForest():
            yield _forest(result)
        case plan.PlannedOccupancy():
            yield _states(result, unit)


def _planned_curves(result: "PlannedCurves", unit: str) -> Iterator[Table | str]:
    level, groups = result.plan.level, result.groups
    more = {
        label: [*quantile_lines(curve, result.plan.quantiles), *mean_lines(result, label)]
        for label, curve in groups.items()
    }
    yield _curves(groups, result.report_at, unit, level, more)
    yield from (f"  {tested(test)}" for test in (result.test, result.trend) if test is not None)


def _curves(
    groups: "Mapping[Hashable, SurvivalCurve]",
    report_at: tuple[float, ...],
    unit: str,
    level: float,
    more: Mapping[Hashable, list[tuple[str, str]]],
) -> Table:
    rows: list[Row] = []
    for label, curve in groups.items():
        median = estimate(curve.median(), time)
        counts = str(curve.subjects), str(int(curve.events.sum()))
        rows.append((escape(str(label)), *counts, f"median {median}", ""))
        points = curve.at(report_at) if report_at else ()
        rows += [("", "", "", *line) for line in (*more.get(label, ()), *map(at, points))]
    headings = ("group", "n", "events", f"estimate ({confidence(level)}), {unit}", "")
    return table(*headings, rows=rows, right=frozenset({1, 2}))


def _landmark(result: "PlannedLandmark", unit: str) -> Iterator[Table | str]:
    yield _curves(result.groups, result.report_at, unit, 0.95, {})
    if result.excluded:
        left = ", ".join(f"{why} {n}" for why, n in result.excluded.items())
        yield f"  left out at the landmark: {left}"
    yield f"  {tested(result.test)}"


def _incidence(result: "PlannedIncidence", unit: str) -> Table:
    rows: list[Row] = []
    for label, by_cause in result.groups.items():
        for cause, curve in by_cause.items():
            median = f"median {estimate(curve.median(), time)}"
            events = str(int(curve.events.sum()))
            rows.append((escape(str(label)), escape(cause), events, median, ""))
            quantiles = quantile_lines(curve, result.plan.quantiles)
            points = map(at, curve.at(result.report_at))
            rows += [("", "", "", *line) for line in (*quantiles, *points)]
    estimated = f"incidence ({confidence(result.plan.level)}), {unit}"
    return table("group", "cause", "events", estimated, "", rows=rows)


def _states(result: "PlannedOccupancy", unit: str) -> Table:
    rows: list[Row] = []
    for state in result.occupancy.states:
        mean = result.mean_times.get(state)
        spent = "" if mean is None else f"mean time {estimate(mean.limits, time)}"
        rows.append((escape(str(state)), spent, ""))
        points = result.occupancy.at(state, result.report_at)
        rows += [("", *at(point)) for point in points]
    estimated = f"probability ({confidence(result.occupancy.level)}), {unit}"
    return table("state", estimated, "", rows=rows)


def _forest(result: "PlannedForest") -> Table:
    rows = [row for name, effects in result.within.items() for row in _within(name, effects)]
    effect = escape(result.effect.replace("_", " "))
    headings = ("group", "n", "events", f"hazard ratio of {effect} (95% CI)", "P")
    return table(*headings, rows=rows, right=frozenset({1, 2}))


def _within(name: str, effects: "EffectWithin") -> Iterator[Row]:
    from analyses.plan import Refused

    test = effects.interaction
    differs = "" if isinstance(test, Refused) else f"interaction P {p_value(test.p_value)}"
    yield escape(name.replace("_", " ")), "", "", "", differs
    for label, group in effects.groups.items():
        yield f"  {escape(label)}", str(group.rows), str(group.events), *_effect(group)


def _effect(group: "SubgroupEffect") -> tuple[str, str]:
    if group.effect is None:
        return "-", escape(group.refusal or "")
    return estimate(group.effect.limits, probability), p_value(group.effect.p_value)


def _baseline(result: "PlannedBaseline") -> Table:
    rows: list[Row] = []
    for name, row in result.rows.items():
        rows.append((escape(name.replace("_", " ")), "", tested(row.test)))
        rows += [(f"  {escape(label)}", _cell(group), "") for label, group in row.groups.items()]
    return table("characteristic", "value", "test", rows=rows)


def _cell(group: "Described") -> str:
    from analyses.plan import LevelCounts, NoneKnown

    missing = f", missing {group.missing}" if group.missing else ""
    match group:
        case LevelCounts(counts):
            return ", ".join(f"{level} {n}" for level, n in counts.items()) + missing
        case NoneKnown():
            return f"none known{missing}"
    return f"median {group.median:g} ({group.minimum:g}-{group.maximum:g}){missing}"
