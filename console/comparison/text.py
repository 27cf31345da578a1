"""A comparison for a reader: a summary, a line a patient, estimates, then all details."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from console.application.session import Session
from console.comparison.details import patients
from console.comparison.estimates import (
    Movement,
    endpoint_movements,
    joined,
    number,
    planned_movements,
)
from console.comparison.operand import Operand
from console.comparison.summary import Summary, summary
from console.text.output import estimate, indented, probability, table, time
from projections.comparison import Comparison, edits, only_in
from projections.language.wording import words
from projections.study.fingerprint import fingerprint

Side = tuple[Session, Operand]


def described(comparison: Comparison, a: Side, b: Side) -> Iterator[RenderableType]:
    """The parts of a comparison, in order."""
    yield f"[bold]{escape(comparison.after.study.name)}[/]"
    for name, side in (("A", a), ("B", b)):
        yield indented(2, f"{name}  {escape(named(*side))}")
    if comparison.redefined:
        yield from _definitions(comparison)
    yield from _summary(summary(comparison))
    movements = endpoint_movements(comparison)
    if movements:
        yield ""
        yield _estimates(movements, comparison.after.study.unit.name)
    if comparison.names is None:
        yield from _analyses(planned_movements(comparison))
    yield from patients(comparison, a[1], b[1])


def named(opened: Session, operand: Operand) -> str:
    """One side of a comparison in words, with when and by whom its lock was made."""
    lock = operand.lock
    made = "" if lock is None or lock.made is None else f" ({lock.made:%Y-%m-%d}, {lock.made_by})"
    locked = "" if lock is None else f"lock '{lock.name}'{made}, "
    return f"{locked}{opened.as_of_in_words}, store position {opened.log.position}"


def _summary(found: Summary) -> Iterator[RenderableType]:
    yield f"\npatients: {found.counts}"
    if found.values:
        yield indented(0, escape(f"values: {found.values}"))
    if found.reasons:
        yield indented(0, escape(f"because of: {found.reasons}"))
    if found.patients:
        rows = (
            (escape(item.patient), escape(item.changed), escape(item.reasons))
            for item in found.patients
        )
        yield ""
        yield table("patient", "changed", "because of", rows=rows)


def _definitions(comparison: Comparison) -> Iterator[RenderableType]:
    before, after = comparison.before.study, comparison.after.study
    edited = edits(before, after)
    yield "" if edited else "\nno definition was edited"
    for edit in edited:
        versions = f"{fingerprint(edit.before)} -> {fingerprint(edit.after)}"
        changed = {
            change.patient
            for change, cause in comparison.causes.items()
            if (edit.name,) in cause.sets
        }
        count = number(len(changed), "patient")
        yield f"[bold]{escape(edit.name)}[/] {versions}: alone changes {count}"
        for side, sentence in zip("AB", edit.sentences(before, after), strict=True):
            yield indented(2, f"{side}  {escape(sentence)}")
    for where, names in (("A", only_in(before, after)), ("B", only_in(after, before))):
        if names:
            yield f"only in {where}: {escape(', '.join(names))}"


def _estimates(movements: list[Movement], unit: str) -> Table:
    rows = (tuple(map(escape, row)) for row in estimate_rows(movements))
    return table(*estimate_headings(unit), rows=rows)


def estimate_headings(unit: str) -> tuple[str, ...]:
    """Headings of the table of estimates."""
    return (f"estimate (95% CI), {unit}", "A", "B", "because of")


def estimate_rows(movements: list[Movement]) -> Iterator[tuple[str, str, str, str]]:
    """Each estimate that moved, and below it what it is without the changes of each reason."""
    from analyses.survival.intervals import Estimate

    for moved in movements:
        reasons = joined(moved.reasons)
        for item in moved.moved:
            shown = probability if item.estimate.startswith("at ") else time
            before, after = (_shown(value, shown) for value in (item.before, item.after))
            yield f"{words(moved.name)} {item.estimate}", before, after, reasons
            reasons = ""
            if isinstance(item.after, Estimate):
                for reason, value in item.without.items():
                    if value != item.after:
                        yield f"  without {reason}", "", _shown(value, shown), ""


def _analyses(movements: list[Movement]) -> Iterator[RenderableType]:
    if movements:
        yield "\nplanned analyses that moved (--json lists every statistic):"
    for moved in movements:
        yield indented(2, escape(analysis_line(moved)))


def analysis_line(moved: Movement) -> str:
    """A planned analysis with how many of its statistics moved, and why."""
    because = f", because of {joined(moved.reasons)}" if moved.reasons else ""
    return f"{moved.name}: {number(len(moved.moved), 'statistic')}{because}"


def _shown(value: Any, shown: Any) -> str:
    from analyses.survival.intervals import Estimate

    if isinstance(value, Estimate):
        return estimate(value, shown)
    return "-" if value is None else str(value)
