"""Characteristics of patients: counts and spreads by group, with their tests, or of one group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

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
    groups = list(_groups(sources, plan, block))
    rows = []
    for name in plan.rows:
        as_level = name in plan.unknown_as_level
        first, *others = _rows(sources, name, groups, block.label, as_level=as_level)
        tested = found["rows"][name]["test"] if "rows" in found else found
        last = Cell(NOTHING if "refused" in tested else p_value(tested["p_value"]))
        rows += [Row(first.head, (*first.cells, last), first.level)]
        rows += [Row(other.head, (*other.cells, Cell()), other.level) for other in others]
    headings = (
        "Characteristic",
        *(f"{group.name}, n = {len(group.patients)}" for group in groups),
        "P",
    )
    return Table(block.label, block.title, headings, tuple(rows), tuple(_notes(sources, found)))


def _notes(sources: Sources, found: Mapping[str, Any]) -> Iterator[str]:
    """How the table is read, by which tests, why a row has none, and what speaks against it."""
    yield from _reading()
    if "refused" in found:
        yield sources.in_print(found["refused"])
        return
    tests = {name: one["test"] for name, one in found["rows"].items()}
    used = {test["test"] for test in tests.values() if "test" in test}
    yield found["choice_of_tests"]
    if used:
        yield f"Unknown is no level of a test. Tests used: {listed(sorted(used))}."
    for name, one in tests.items():
        if "refused" in one:
            yield f"{sources.name(name)}: not tested. {one['refused']}"
    yield from map(sources.in_print, found.get("warnings", ()))


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
    from analyses.plan.groups import groups

    among = np.array(sources.among(plan.among), dtype=np.str_)
    found = groups(sources.replay, plan.by, among)
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
    from analyses.plan.groups import ordered

    values = _values(sources, name, as_level=as_level)
    of_group = [{who: values[who] for who in group.patients} for group in groups]
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
    levels = ordered(sources.replay, name, {value for those in known for value in those})
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


def _values(sources: Sources, name: str, *, as_level: bool) -> dict[str, object]:
    """What is known of each patient; None for what the definition itself calls unknown."""
    from analyses.plan.groups import UNKNOWN

    values = {who: one.value for who, one in sources.appendix.values(name).items()}
    unknown = () if as_level else (UNKNOWN,)
    return {who: None if value in unknown else value for who, value in values.items()}


def _spread(values: Sequence[object], behind: Evidence, group: Group) -> Cell:
    from analyses.spread import spread as of

    missing = len(group.patients) - len(values)
    if not values:
        return Cell(f"{missing} unknown" if missing else NOTHING)
    found = of(np.array(values, dtype=np.float64))
    named = {name: getattr(found, name) for name in ("median", "minimum", "maximum")}
    unknown = f", {missing} unknown" if missing else ""
    return Cell(f"{spread(named)}{unknown}", behind.link(group.name))
