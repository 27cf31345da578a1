"""Two numbers of each patient, as a figure of a report."""

from analyses.plan import PlannedPairs, Refused
from analyses.spread import Spread, spread
from console.figures.paired import Box, Pair, PairedPlot
from console.report.figures.missing import without
from console.report.formats import outcome_of
from console.report.model import Cell, Figure
from console.report.sources import Sources
from projections.study.plan import Paired
from projections.study.report import PairedFigure


def paired_figure(sources: Sources, block: PairedFigure) -> Figure:
    """Two numbers of each patient on a logarithmic scale."""
    plan = sources.opened.study.plan[block.analyses[0]]
    assert isinstance(plan, Paired)
    pairs = _pairs(sources, plan)
    if not pairs:
        return without(block.label, block.title, "nobody has both measurements at this cutoff")
    spreads = [spread([pair.first for pair in pairs]), spread([pair.second for pair in pairs])]
    tests = "; ".join(_tested(sources, name) for name in block.analyses)
    medians = " and ".join(f"{found.median:,.0f}" for found in spreads)
    plot = PairedPlot(
        pairs,
        (_box(spreads[0]), _box(spreads[1])),
        block.sides,
        block.scale,
        title=f"{block.label}. {block.title}",
        notes=(sources.as_of, f"n = {len(pairs)} pairs; medians {medians}; {tests}"),
        warning=sources.warning,
    )
    behind = [sources.appendix.behind(name).link() for name in (plan.first, plan.second)]
    sides = (
        Cell(f"{side}: median {_whole(found)}.", link)
        for side, found, link in zip(block.sides, spreads, behind, strict=True)
    )
    caption = (*sides, Cell(f"{_reading(pairs)}{_of_positives(pairs)} {tests}."))
    rows = ((pair.patient, pair.first, pair.second) for pair in pairs)
    data = (("patient", plan.first, plan.second), *rows)
    return Figure(block.label, block.title, plot.svg(), caption, data, plot.plate)


def _pairs(sources: Sources, plan: Paired) -> list[Pair]:
    """The patients of the analysis who have both numbers."""
    first, second = (sources.appendix.values(name) for name in (plan.first, plan.second))
    both = (
        (patient, first[patient].value, second[patient].value)
        for patient in sources.among(plan.among)
    )
    return [
        Pair(patient, float(str(before)), float(str(after)))
        for patient, before, after in both
        if before is not None and after is not None
    ]


def _reading(pairs: list[Pair]) -> str:
    zeros = sum((pair.first == 0) + (pair.second == 0) for pair in pairs)
    lane = (
        f" {zeros} values of zero stand on the lane below the break of the logarithmic axis."
        if zeros
        else ""
    )
    return (
        f"Each line is a patient, n = {len(pairs)}. Boxes: interquartile range over all values; "
        f"thick line: median.{lane}"
    )


def _of_positives(pairs: list[Pair]) -> str:
    """The medians without the zeros, as they are often printed; nothing if there are none."""
    sides = ([pair.first for pair in pairs], [pair.second for pair in pairs])
    positive = [[value for value in side if value > 0] for side in sides]
    if all(len(side) == len(pairs) for side in positive) or not all(positive):
        return ""
    first, second = (f"{_whole(spread(side))}, n = {len(side)}" for side in positive)
    return f" Over positive values alone: median {first}, then {second}."


def _whole(found: Spread) -> str:
    return f"{found.median:,.0f} (range {found.minimum:,.0f}–{found.maximum:,.0f})"


def _tested(sources: Sources, name: str) -> str:
    found = sources.analysis(name)
    if isinstance(found, Refused):
        return found.reason
    assert isinstance(found, PlannedPairs)
    return outcome_of(found.test)


def _box(found: Spread) -> Box:
    return Box(found.first_quartile, found.median, found.third_quartile)
