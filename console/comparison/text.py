"""A comparison as a person reads it: estimates first, then patient by patient, cause by cause."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from console.application.session import Session
from console.cli.operands import Side
from console.comparison.estimates import (
    Movement,
    endpoint_movements,
    joined,
    number,
    planned_movements,
)
from console.text.derivation import told
from console.text.output import estimate, probability, table, time
from projections.comparison import MEMBER, STATE, Cause, Change, Comparison, Value, edits, only_in
from projections.language.wording import words
from projections.study.fingerprint import fingerprint
from timeline.vocabulary import Amendment, Event

SHOWN = 6
"""Values of one cause, and events of one set, that are told one by one."""

Asked = tuple[Session, Side]


def described(comparison: Comparison, a: Asked, b: Asked) -> Iterator[RenderableType]:
    """The parts of a comparison, in order."""
    yield f"[bold]{comparison.after.study.name}[/]"
    for name, (opened, side) in (("A", a), ("B", b)):
        yield _indented(2, f"{name}  {_named(opened, side)}")
    if comparison.redefined:
        yield from _definitions(comparison)
    yield _counts(comparison)
    movements = endpoint_movements(comparison)
    if movements:
        yield ""
        yield _estimates(movements, comparison.after.study.unit.name)
    if comparison.names is None:
        yield from _analyses(planned_movements(comparison))
    for change_of in _by_patient(comparison).items():
        yield from _patient(comparison, *change_of, a, b)


def _named(opened: Session, side: Side) -> str:
    lock = "" if side.lock is None else f"lock '{escape(side.lock.name)}', "
    return f"{lock}{opened.as_of_in_words}, store position {opened.log.position}"


def _definitions(comparison: Comparison) -> Iterator[RenderableType]:
    before, after = comparison.before.study, comparison.after.study
    edited = edits(before, after)
    yield "" if edited else "\nno definition was edited"
    for edit in edited:
        versions = f"{fingerprint(edit.before)} -> {fingerprint(edit.after)}"
        of = {one.patient for one, cause in comparison.causes.items() if (edit.name,) in cause.sets}
        yield f"[bold]{escape(edit.name)}[/] {versions}: alone changes {number(len(of), 'patient')}"
        for side, said in zip("AB", edit.sentences(before, after), strict=True):
            yield _indented(2, f"{side}  {escape(said)}")
    for where, names in (("A", only_in(before, after)), ("B", only_in(after, before))):
        if names:
            yield f"only in {where}: {escape(', '.join(names))}"


def _counts(comparison: Comparison) -> str:
    changed = {item.patient for item in _told_of(comparison)}
    changed -= {*comparison.entered, *comparison.left}
    followed = {cause.patient for cause in comparison.causes} - changed
    followed -= {*comparison.entered, *comparison.left}
    only = f"; {len(followed)} only followed further" if followed else ""
    entered, left = len(comparison.entered), len(comparison.left)
    return f"\npatients: {entered} entered, {left} left, {len(changed)} changed{only}"


def _told_of(comparison: Comparison) -> list[Change]:
    """Changes that are told one by one: not those of follow-up that merely went on."""
    return [
        change
        for change, cause in comparison.causes.items()
        if not (change.only_followed_on and cause.cutoff)
    ]


def _estimates(movements: list[Movement], unit: str) -> Table:
    from analyses.survival.intervals import Estimate

    rows = []
    for moved in movements:
        reasons = escape(joined(moved.reasons))
        for item in moved.moved:
            shown = probability if item.estimate.startswith("at ") else time
            name = f"{words(moved.name)} {item.estimate}"
            values = (_shown(value, shown) for value in (item.before, item.after))
            rows.append((escape(name), *values, reasons))
            reasons = ""
            if isinstance(item.after, Estimate):
                rows += [
                    (escape(f"  without {what}"), "", _shown(value, shown), "")
                    for what, value in item.without.items()
                    if value != item.after
                ]
    return table(f"estimate (95% CI), {unit}", "A", "B", "because of", rows=rows)


def _analyses(movements: list[Movement]) -> Iterator[RenderableType]:
    if movements:
        yield "\nplanned analyses that moved (--json tells every figure):"
    for moved in movements:
        because = f", because of {joined(moved.reasons)}" if moved.reasons else ""
        figures = number(len(moved.moved), "figure")
        yield _indented(2, escape(f"{moved.name}: {figures}{because}"))


def _shown(value: Any, shown: Any) -> str:
    from analyses.survival.intervals import Estimate

    if isinstance(value, Estimate):
        return estimate(value, shown)
    return "-" if value is None else str(value)


def _by_patient(comparison: Comparison) -> dict[str, dict[Cause, list[Change]]]:
    """Changes by patient, those of one cause together."""
    found: dict[str, dict[Cause, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for change in _told_of(comparison):
        found[change.patient][comparison.causes[change]].append(change)
    return found


def _patient(
    comparison: Comparison, patient: str, by_cause: dict[Cause, list[Change]], a: Asked, b: Asked
) -> Iterator[RenderableType]:
    yield f"\n[bold]{escape(patient)}[/]"
    for cause, of_one_cause in by_cause.items():
        changes = _foremost(comparison, of_one_cause)
        for change in changes[:SHOWN]:
            yield _indented(2, _change(change))
        if len(changes) > SHOWN:
            yield _indented(2, f"and {len(changes) - SHOWN} other values (--json lists them)")
        for depth, line in _cause(cause, comparison.events[patient]):
            yield _indented(4 + 2 * depth, line)
        side = (a if cause.missing else b)[1]
        yield _indented(
            4,
            f"[dim]timeline {_opening(changes[0])} {escape(side.options)}[/]",
        )


def _foremost(comparison: Comparison, changes: list[Change]) -> list[Change]:
    """Endpoints, states and classes before the values of which they are made."""
    study = comparison.after.study
    foremost = (MEMBER, *study.endpoints, STATE, *study.classes)
    return sorted(changes, key=lambda change: change.name not in foremost)


def _indented(columns: int, text: str) -> Padding:
    """Text whose every line is indented."""
    return Padding(Text.from_markup(text, emoji=False), (0, 0, 0, columns))


def _opening(change: Change) -> str:
    """The command that opens a value."""
    if change.name == MEMBER:
        return f"patient {escape(change.patient)}"
    return f"audit {escape(change.patient)} {change.name}"


def _change(change: Change) -> str:
    if change.name == MEMBER:
        return "entered the study" if change.after.said == MEMBER else "left the study"
    return escape(f"{words(change.name)}: {_value(change.before)} -> {_value(change.after)}")


def _value(value: Value) -> str:
    length = "" if value.days is None else f" after {value.days} days"
    date = "" if value.date is None else f" on {value.date}"
    return f"{value.said}{length}{date}"


def _cause(cause: Cause, events: dict[UUID, Event]) -> Iterator[tuple[int, str]]:
    """What undoes a change, with who recorded it and when: lines, and how deep they stand."""
    if not cause.sets:
        yield 0, "nothing alone undoes it: cutoff and knowledge both differ"
        return
    if cause.cutoff and cause.sets == ((),):
        yield 0, "because the data cutoff moved; no event alone undoes it"
        return
    first, *others = cause.sets
    if len(first) == 1:
        for number, (item,) in enumerate(cause.sets):
            yield from _factor(("or " if number else "") + _undone(cause), item, events)
        return
    yield (
        0,
        f"{_undone(cause)} all {len(first)} of these{'' if cause.smallest else _NOT_ALL_TRIED}:",
    )
    for item in first[:SHOWN]:
        yield from ((depth + 1, line) for depth, line in _factor("", item, events))
    if len(first) > SHOWN:
        yield 1, f"and {len(first) - SHOWN} more (--json lists them)"
    if others:
        yield 0, f"or without {len(others)} other sets of {len(first)} (--json lists them)"


_NOT_ALL_TRIED = ", the smallest set found"


def _undone(cause: Cause) -> str:
    moved = " with the cutoff back," if cause.cutoff else ""
    return f"[green]undone{moved} without{' what only A has:' if cause.missing else ''}[/]"


def _factor(said: str, factor: UUID | str, events: dict[UUID, Event]) -> Iterator[tuple[int, str]]:
    if isinstance(factor, str):
        yield 0, f"{said} the definition of '{escape(factor)}' as it is in B"
        return
    event = events[factor]
    yield 0, f"{said} {told(event)}".lstrip()
    if isinstance(event, Amendment):
        target = events.get(event.target)
        first = "something that is not recorded here" if target is None else told(target)
        yield 1, f"first recorded as {first}; {_amended(event)}"
    yield 1, f"[dim]event {event.id}[/]"


def _amended(event: Amendment) -> str:
    verb = "retracted" if event.kind == "retracted" else "corrected"
    return escape(f"{verb} on {event.recorded:%Y-%m-%d} by {event.recorder}")
