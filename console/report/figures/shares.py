"""Classes of patients within groups, as a figure of a report."""

from collections import Counter

from console.figures.shares import SharesPlot
from console.report.figures.missing import without
from console.report.model import Cell, Figure
from console.report.sources import Sources
from projections.language import Classes
from projections.study.report import SharesFigure


def shares_figure(sources: Sources, block: SharesFigure) -> Figure:
    """One bar a group, divided by class; every count leads to its patients."""
    patients = sources.among(block.among)
    if not patients:
        return without(block.label, block.title, "there are no such patients at this cutoff")
    groups, classes = (
        {patient: str(sources.appendix.values(name)[patient].value) for patient in patients}
        for name in (block.by, block.of)
    )
    bars, parts = _used(sources, block.by, groups), _used(sources, block.of, classes)
    split = {
        patient: (sources.value(groups[patient]), sources.value(classes[patient]))
        for patient in patients
    }
    counted = Counter(split.values())
    named, divided = ([sources.value(item) for item in those] for those in (bars, parts))
    counts = [[counted[group, part] for part in divided] for group in named]
    plot = SharesPlot(
        tuple(named),
        tuple(divided),
        counts,
        "Patients",
        title=f"{block.label}. {block.title}",
        notes=(sources.as_of, f"n = {len(patients)}"),
        warning=sources.warning,
    )
    behind = sources.appendix.behind(block.of, split, block.label)
    caption = tuple(
        Cell(f"{group}, {part}: {counted[group, part]}.", behind.link(group, part))
        for group in named
        for part in divided
        if counted[group, part]
    )
    counted_by = Cell(f"{sources.name(block.of)} by {_lowered(sources.name(block.by))}.")
    data = (
        (block.by, block.of, "patients"),
        *((group, part, counted[group, part]) for group in named for part in divided),
    )
    return Figure(block.label, block.title, plot.svg(), (counted_by, *caption), data, plot.plate)


def _used(sources: Sources, name: str, values: dict[str, str]) -> list[str]:
    """The classes that occur, in the order of the definition."""
    node = sources.appendix.node(name)
    assert isinstance(node, Classes), f"{name} is no classification"
    there = set(values.values())
    return [item for item in node.case_labels if item in there]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
