"""Characteristics of patients: counts and spreads by group, with their tests, or of one group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analyses.hypothesis_test import HypothesisTest
from analyses.plan import PlannedBaseline, Refused
from analyses.plan.groups import UNKNOWN, ordered
from analyses.plan.groups import groups as groups_of
from analyses.spread import spread as spread_of
from console.report.appendix import Evidence
from console.report.formats import NOTHING, p_value, printed, share, spread
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from projections.language.wording import listed
from projections.study.plan import Baseline
from projections.study.report import Characteristics, Description


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
    assert isinstance(found, PlannedBaseline | Refused)
    groups = list(_groups(sources, plan, block))
    rows = []
    for name in plan.rows:
        as_level = name in plan.unknown_as_level
        first, *others = _rows(sources, name, groups, block.label, as_level=as_level)
        tested = found if isinstance(found, Refused) else found.rows[name].test
        last = Cell(NOTHING if isinstance(tested, Refused) else p_value(tested.p_value))
        rows += [Row(first.head, (*first.cells, last), first.level)]
        rows += [Row(other.head, (*other.cells, Cell()), other.level) for other in others]
    headings = (
        "Characteristic",
        *(f"{group.name}, n = {len(group.patients)}" for group in groups),
        "P",
    )
    return Table(block.label, block.title, headings, tuple(rows), tuple(_notes(sources, found)))


def _notes(sources: Sources, found: PlannedBaseline | Refused) -> Iterator[str]:
    """How the table is read, by which tests, why a row has none, and what speaks against it."""
    yield from _reading()
    if isinstance(found, Refused):
        yield sources.in_print(found.reason)
        return
    tests = {name: row.test for name, row in found.rows.items()}
    used = {test.test for test in tests.values() if isinstance(test, HypothesisTest)}
    yield found.choice_of_tests
    if used:
        yield f"Unknown is no level of a test. Tests used: {listed(sorted(used))}."
    for name, test in tests.items():
        if isinstance(test, Refused):
            yield f"{sources.name(name)}: not tested. {test.reason}"
    yield from map(sources.in_print, found.warnings)


def description(sources: Sources, block: Description) -> Table:
    """The same for one group, without tests."""
    everyone = Group(sources.name(block.among), tuple(sources.among(block.among)))
    rows = [
        row
        for name in block.rows
        for row in _rows(
            sources, name, [everyone], block.label, as_level=name in block.unknown_as_level
        )
    ]
    headings = ("Characteristic", f"{everyone.name}, n = {len(everyone.patients)}")
    return Table(block.label, block.title, headings, tuple(rows), _reading())


def _reading() -> tuple[str, ...]:
    return ("Counts with percentages of those with a known value; numbers as median (range).",)


def _groups(sources: Sources, plan: Baseline, block: Characteristics) -> Iterator[Group]:
    """The columns: in the order in which the study prints them, else by label."""
    among = np.array(sources.among(plan.among), dtype=np.str_)
    found = groups_of(sources.replay, plan.by, among)
    place = {str(label): number for number, label in enumerate(found.labels)}
    printed_first = [group for group in block.groups if group in place]
    for item in dict.fromkeys([*printed_first, *place]):
        patients = tuple(among[found.codes == place[item]].tolist())
        yield Group(block.groups.get(item, sources.value(found.labels[place[item]])), patients)


def _rows(
    sources: Sources, name: str, groups: Sequence[Group], tag: str, *, as_level: bool = False
) -> Iterator[Row]:
    """The rows of a definition: one of a number or truth, one a level of a classification.

    Unknown is the last row, unless the plan takes it as a level.
    """
    values = _values(sources, name, as_level=as_level)
    of_group = [{patient: values[patient] for patient in group.patients} for group in groups]
    known = [[v for v in those.values() if v is not None] for those in of_group]
    numeric = all(type(value) in (int, float) for those in known for value in those)
    split = {
        patient: (group.name,) if numeric else (group.name, sources.value(value))
        for group, those in zip(groups, of_group, strict=True)
        for patient, value in those.items()
    }
    behind = sources.appendix.behind(name, split, tag)
    head = Cell(sources.name(name), behind.link())
    if numeric:
        pairs = zip(known, groups, strict=True)
        spreads = (_spread(those, behind, group) for those, group in pairs)
        yield Row(head, tuple(spreads))
        return
    levels = ordered(sources.replay, name, {value for those in known for value in those})
    truth = set(levels) <= {True, False}
    if not truth:
        yield Row(head, (Cell(),) * len(groups))
    for level in [True] if truth else levels:
        text = sources.value(level)
        cells = tuple(
            Cell(share(those.count(level), len(those)), behind.link(group.name, text))
            for those, group in zip(known, groups, strict=True)
        )
        yield Row(head if truth else Cell(text), cells, 0 if truth else 1)
    missing = [len(group.patients) - len(those) for those, group in zip(known, groups, strict=True)]
    if any(missing):
        unknown = tuple(
            Cell(str(count), behind.link(group.name, printed(None)))
            for count, group in zip(missing, groups, strict=True)
        )
        yield Row(Cell(printed(None)), unknown, 1)


def _values(sources: Sources, name: str, *, as_level: bool) -> dict[str, object]:
    """What is known of each patient; None for what the definition itself calls unknown."""
    decided = sources.appendix.values(name).items()
    values = {patient: item.value for patient, item in decided}
    unknown = () if as_level else (UNKNOWN,)
    return {patient: None if value in unknown else value for patient, value in values.items()}


def _spread(values: Sequence[object], behind: Evidence, group: Group) -> Cell:
    missing = len(group.patients) - len(values)
    if not values:
        return Cell(f"{missing} unknown" if missing else NOTHING)
    found = spread_of(np.array(values, dtype=np.float64))
    unknown = f", {missing} unknown" if missing else ""
    return Cell(f"{spread(found)}{unknown}", behind.link(group.name))
