"""The details of a comparison for a reader: patient by patient, each value with its cause."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from rich.console import RenderableType
from rich.markup import escape

from console.comparison.operand import Operand
from console.comparison.summary import shown_changes
from console.text.derivation import event_line
from console.text.output import indented
from projections.comparison import MEMBER, STATE, Cause, Change, Comparison, Value
from projections.comparison.rows import in_words
from projections.language.wording import words
from timeline.vocabulary import Amendment, Event

_NOT_ALL_TRIED = ", the smallest set found"

SHOWN = 6
"""Values of one cause, and events of one set, that are listed one by one."""


def patients(comparison: Comparison, a: Operand, b: Operand) -> Iterator[RenderableType]:
    """Every patient with a change, with the command that opens each value."""
    for patient, by_cause in by_patient(comparison).items():
        yield f"\n[bold]{escape(patient)}[/]"
        for cause, changes in by_cause.items():
            yield from _changes(comparison, cause, changes, a if cause.missing else b)


def by_patient(comparison: Comparison) -> dict[str, dict[Cause, list[Change]]]:
    """Changes by patient, those of one cause together."""
    found: dict[str, dict[Cause, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for change in shown_changes(comparison):
        found[change.patient][comparison.causes[change]].append(change)
    return found


def _changes(
    comparison: Comparison, cause: Cause, caused: list[Change], operand: Operand
) -> Iterator[RenderableType]:
    """The changes of one cause, the cause, and the command that opens the first of them."""
    changes = _foremost(comparison, caused)
    for change in changes[:SHOWN]:
        yield indented(2, change_text(change))
    if len(changes) > SHOWN:
        yield indented(2, f"and {len(changes) - SHOWN} other values (--json lists them)")
    for depth, line in cause_lines(cause, comparison.events[changes[0].patient]):
        yield indented(4 + 2 * depth, line)
    yield indented(4, f"[dim]timeline {_opening(changes[0])} {escape(operand.options)}[/]")


def _foremost(comparison: Comparison, changes: list[Change]) -> list[Change]:
    """Endpoints, states and classes before the values of which they are made."""
    study = comparison.after.study
    foremost = (MEMBER, *study.endpoints, STATE, *study.classes)
    return sorted(changes, key=lambda change: change.name not in foremost)


def _opening(change: Change) -> str:
    """The command that opens a value."""
    if change.name == MEMBER:
        return f"patient {escape(change.patient)}"
    return f"audit {escape(change.patient)} {change.name}"


def change_text(change: Change) -> str:
    """A changed value in a line, as markup."""
    if change.name == MEMBER:
        return "entered the study" if change.after.text == MEMBER else "left the study"
    return escape(
        f"{words(change.name)}: {value_text(change.before)} -> {value_text(change.after)}"
    )


def value_text(value: Value) -> str:
    """A value with its date."""
    date = "" if value.date is None else f" on {value.date}"
    return f"{in_words(value)}{date}"


def cause_lines(cause: Cause, events: dict[UUID, Event]) -> Iterator[tuple[int, str]]:
    """The cause of a change, with who recorded it and when: lines, and how deep they are."""
    if not cause.sets:
        yield 0, "nothing alone restores the old value: cutoff and knowledge both differ"
        return
    if cause.cutoff and cause.sets == ((),):
        yield 0, "because the data cutoff moved; no event alone causes it"
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


def _undone(cause: Cause) -> str:
    moved = " with the cutoff back," if cause.cutoff else ""
    return f"[green]undone{moved} without{' what only A has:' if cause.missing else ''}[/]"


def _factor(
    prefix: str, factor: UUID | str, events: dict[UUID, Event]
) -> Iterator[tuple[int, str]]:
    if isinstance(factor, str):
        yield 0, f"{prefix} the definition of '{escape(factor)}' as it is in B"
        return
    event = events[factor]
    yield 0, f"{prefix} {event_line(event)}".lstrip()
    if isinstance(event, Amendment):
        target = events.get(event.target)
        first = "something that is not recorded here" if target is None else event_line(target)
        yield 1, f"first recorded as {first}; {_amended(event)}"
    yield 1, f"[dim]event {event.id}[/]"


def _amended(event: Amendment) -> str:
    verb = "retracted" if event.kind == "retracted" else "corrected"
    return escape(f"{verb} on {event.recorded:%Y-%m-%d} by {event.recorder}")
