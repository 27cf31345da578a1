"""Characteristics of patients: counts and spreads by group, with their tests, or of one group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from console.report.appendix import Evidence
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from console.report.words import p_value, printed, share, spread
from projections.language import Classes
from projections.plan import Baseline
from projections.report import Characteristics, Description

NOBODY = Cell("–")


@dataclass(frozen=True, slots=True)
class Group:
    """A column: its heading and its patients."""

    name: str
    patients: tuple[str, ...]


def characteristics(sources: Sources, block: Characteristics) -> Table:
    """A baseline table of the plan."""
    plan = sources.opened.study.plan[block.analysis]
    assert isinstance(plan, Baseline)
    found = sources.analysis(block.analysis)
    groups = list(_groups(sources, plan, block))
    rows = []
    for name in plan.rows:
        first, *others = _rows(sources, name, groups, block.label)
        tested = found["rows"][name] if "rows" in found else found
        last = Cell("–" if "refused" in tested else p_value(tested["test"]["p_value"]))
        rows += [Row(first.head, (*first.cells, last), first.level)]
        rows += [Row(one.head, (*one.cells, Cell()), one.level) for one in others]
    tests = {one["test"]["test"] for one in found.get("rows", {}).values() if "test" in one}
    notes = (
        *_reading(),
        found.get("choice_of_tests", ""),
        f"Tests used: {', '.join(sorted(tests))}.",
    )
    headings = ("Characteristic", *(f"{one.name}, n = {len(one.patients)}" for one in groups), "P")
    return Table(block.label, block.title, headings, tuple(rows), notes)


def description(sources: Sources, block: Description) -> Table:
    """The same for one group, without tests."""
    everyone = Group(sources.name(block.among), tuple(sources.among(block.among)))
    rows = [row for name in block.rows for row in _rows(sources, name, [everyone], block.label)]
    headings = ("Characteristic", f"{everyone.name}, n = {len(everyone.patients)}")
    return Table(block.label, block.title, headings, tuple(rows), _reading())


def _reading() -> tuple[str, ...]:
    return ("Counts with percentages of those with a known value; numbers as median (range).",)


def _groups(sources: Sources, plan: Baseline, block: Characteristics) -> Iterator[Group]:
    """The columns: in the order in which the study prints them, else by label."""
    label = {who: str(one.value) for who, one in sources.appendix.values(plan.by).items()}
    among = sources.among(plan.among)
    there = sorted({label[who] for who in among})
    ordered = [one for one in block.groups if one in there]
    for one in [*ordered, *(one for one in there if one not in ordered)]:
        patients = tuple(who for who in among if label[who] == one)
        yield Group(block.groups.get(one, sources.value(one)), patients)


def _rows(sources: Sources, name: str, groups: Sequence[Group], tag: str) -> Iterator[Row]:
    """The rows of a definition: one of a number or truth, one a level of a classification."""
    values = sources.appendix.values(name)
    of_group = [{who: values[who].value for who in one.patients} for one in groups]
    known = [[v for v in those.values() if v is not None] for those in of_group]
    numeric = all(type(value) in (int, float) for those in known for value in those)
    split = {
        who: (group.name,) if numeric else (group.name, sources.value(value))
        for group, those in zip(groups, of_group, strict=True)
        for who, value in those.items()
    }
    behind = sources.appendix.behind(name, split, tag)
    head = Cell(sources.name(name), behind.link())
    if numeric:
        spreads = (_spread(those, behind, one) for those, one in zip(known, groups, strict=True))
        yield Row(head, tuple(spreads))
        return
    levels = _levels(sources, name, {value for those in known for value in those})
    truth = set(levels) <= {True, False}
    if not truth:
        yield Row(head, (Cell(),) * len(groups))
    for level in [True] if truth else levels:
        said = sources.value(level)
        cells = tuple(
            Cell(share(those.count(level), len(those)), behind.link(one.name, said))
            for those, one in zip(known, groups, strict=True)
        )
        yield Row(head if truth else Cell(said), cells, 0 if truth else 1)
    if any(len(those) < len(one.patients) for those, one in zip(known, groups, strict=True)):
        unknown = tuple(
            Cell(str(len(one.patients) - len(those)), behind.link(one.name, printed(None)))
            for those, one in zip(known, groups, strict=True)
        )
        yield Row(Cell(printed(None)), unknown, 1)


def _levels(sources: Sources, name: str, found: set[object]) -> list[object]:
    """The levels that occur, in the order of the study's cases."""
    node = sources.appendix.node(name)
    if isinstance(node, Classes):
        order = [*(case.label for case in node.cases), node.otherwise]
        return [label for label in order if label in found]
    return sorted(found, key=str)


def _spread(values: Sequence[object], behind: Evidence, group: Group) -> Cell:
    from analyses.spread import spread as of

    if not values:
        return NOBODY
    found = of(np.array(values, dtype=np.float64))
    missing = len(group.patients) - len(values)
    named = {name: getattr(found, name) for name in ("median", "minimum", "maximum")}
    unknown = f", {missing} unknown" if missing else ""
    return Cell(f"{spread(named)}{unknown}", behind.link(group.name))
