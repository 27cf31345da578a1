"""An audit as text: why not, the tree, findings, and the two tables of what it was before."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from console.audit.arrangement import deciding_first
from console.audit.model import Audited
from console.text.derivation import derivation_tree, event_line, short_event_line
from console.text.output import table
from projections.audit import UnmetCondition, ValueChange, WhyNot
from projections.audit.record import HypotheticalEvent

CALENDAR = "the calendar: a deadline fell due"


def print_audit(out: Console, audited: Audited) -> None:
    """Print why not, or how the value was derived and what it was before."""
    if audited.refused is not None:
        out.print(why_not_tree(audited.refused, audited))
        _print_value(out, audited)
        return
    out.print(derivation_tree(deciding_first(audited.derivation), audited.events))
    for finding in audited.findings:
        name = escape(finding.name.replace("_", " "))
        out.print(f"[red]finding[/] {name} ({finding.severity}): {escape(finding.statement)}")
        out.print(*(f"  {event_line(audited.events[event])}" for event in finding.events), sep="\n")
    out.print("\n[bold]by data cutoff[/], with current knowledge")
    out.print(_changes(audited, audited.by_cutoff, "cutoff"))
    out.print("\n[bold]by state of knowledge[/], at this cutoff")
    out.print(_changes(audited, audited.by_knowledge, "recorded"))


def _print_value(out: Console, audited: Audited) -> None:
    """The value as it is, and what decided it."""
    node = audited.derivation
    name, day = escape(node.name.replace("_", " ")), f" on {node.date}" if node.date else ""
    out.print(f"\n[bold]{name}[/]: [bold]{escape(node.value)}[/]{day}")
    for event in node.decided_by:
        out.print(f"  [green]decided by[/] {event_line(audited.events[event])}")
    out.print("[dim](the whole derivation and its history: without --why-not)[/]")


def instant(change: ValueChange, axis: str) -> str:
    """When a value changed: a day, or an instant of recording."""
    at = change.as_of.as_json()
    return str(at["cutoff"] if axis == "cutoff" else at["known_by"])


def valued(value: str | None, date: str | None) -> str:
    """A value with its date, as far as it has them."""
    return f"{value} on {date}" if date else value or ""


def _changes(audited: Audited, changes: list[ValueChange], axis: str) -> Table:
    rows = [
        (
            instant(change, axis),
            escape(valued(change.before, change.before_date)),
            escape(valued(change.value, change.date)),
            _because(audited, change),
        )
        for change in changes
    ]
    since = "cutoff from" if axis == "cutoff" else "known from"
    return table(since, "it was", "it became", "because of", rows=rows)


def _because(audited: Audited, change: ValueChange) -> str:
    if change.before is None:
        return ""
    return "\n".join(short_event_line(audited.events[item]) for item in change.because) or CALENDAR


def why_not_tree(refused: WhyNot, audited: Audited) -> Tree:
    """What stood against another value, and what would have satisfied it."""
    root = Tree(f"[bold]why not[/] {escape(refused.alternative)}", guide_style="dim")
    if not refused.unmet:
        root.add(f"it is so: [bold]{escape(refused.value)}[/]")
    _grow(root, refused.unmet, audited)
    if refused.example:
        found = root.add("found by replaying: with these events it would be so:")
        for line in supposed(refused.example):
            found.add(escape(line))
    return root


def supposed(events: Iterable[HypotheticalEvent]) -> Iterator[str]:
    """Supposed events in words, one line each."""
    for event in events:
        fields = ", ".join(
            f"{name.replace('_', ' ')} {_value(v)}" for name, v in event.fields.items()
        )
        kind = event.kind.replace("_", " ")
        yield f"{event.date} {kind}: {fields}" if fields else f"{event.date} {kind}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return " + ".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def _grow(branch: Tree, unmet: tuple[UnmetCondition, ...], audited: Audited) -> None:
    for item in unmet:
        leaf = branch.add(f"{escape(item.sentence)}: [bold]{escape(item.found)}[/]")
        if item.event is not None:
            leaf.add(f"[green]shown by[/] {event_line(audited.events[item.event])}")
        if item.required:
            leaf.add(f"[yellow]required:[/] {escape(item.required)}")
        for alternative in item.alternatives:
            _grow(leaf.add("either") if len(alternative) > 1 else leaf, alternative, audited)
