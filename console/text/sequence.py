"""The treatment sequence in words and tables: a summary, paths, and the patients of a node."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.markup import escape

from console.application.session import Session
from console.text.derivation import event_line
from console.text.output import PADDING, console, indented, is_width_known, table
from projections.sequence import Place, SequenceGraph, Sort

ARROW = " -> "


def summary(graph: SequenceGraph, caption: str) -> str:
    """Every step with its treatments and their denominators, then where patients are."""
    definition = graph.definition
    headings = (definition.step, "treatment", "n", definition.success, "first", "not evaluable")
    endings = [place for place in graph.nodes if place.sort is Sort.ENDING]
    success = definition.success
    return _printed(
        f"[bold]{escape(caption)}[/]",
        _sizes(graph, [place for place in graph.nodes if place.sort in _OPENING]),
        "",
        table(*headings, rows=_rows(graph), right=frozenset({0, 2, 3, 4, 5})),
        "",
        f"at the cutoff: {_sizes(graph, endings)}",
        f"[dim]{success} in any {definition.step}: {len(graph.successful)} patients, each counted "
        f"once; first: those without {success} before[/]",
    )


def _sizes(graph: SequenceGraph, places: Iterable[Place]) -> str:
    return escape("; ".join(f"{place.label} {len(graph.nodes[place])}" for place in places))


_OPENING = (Sort.POPULATION, Sort.UNTREATED)


def _rows(graph: SequenceGraph) -> Iterator[tuple[str, ...]]:
    for number in range(1, graph.length + 1):
        yield _row(graph, number, None)
        given = {place.label for place in graph.nodes if place.number == number}
        for label in graph.labels:
            if label in given:
                yield _row(graph, number, label)


def _row(graph: SequenceGraph, number: int, label: str | None) -> tuple[str, ...]:
    found = graph.denominators(number, label)
    return (
        "" if label else str(number),
        f"  {escape(label)}" if label else "any",
        str(found.treated),
        f"{found.successes}/{found.evaluable}",
        str(found.first_successes),
        str(found.not_evaluable),
    )


def listed_paths(graph: SequenceGraph) -> str:
    """Every patient's path with the date of each step.

    It is one line a patient for other programs, and wrapped where a reader chose a width.
    """
    paths = {
        patient: [_dated(step.place, step.date) for step in path]
        for patient, path in graph.paths.items()
    }
    if not is_width_known():
        return "".join(f"{patient}  {ARROW.join(steps)}\n" for patient, steps in paths.items())
    rows = ((escape(patient), escape(ARROW.join(steps))) for patient, steps in paths.items())
    return _printed(table("patient", "path", rows=rows))


def _dated(place: Place, date: str | None) -> str:
    return f"{place.name} ({date})" if date else place.name


def arrivals_in(opened: Session, graph: SequenceGraph, places: list[Place]) -> str:
    """The patients of some nodes, with the date of arrival and the events that put them there."""
    lines: list[RenderableType] = []
    for place in places:
        arrivals = graph.nodes[place]
        lines.append(f"[bold]{escape(place.name)}[/]: {len(arrivals)}")
        for patient, step in arrivals.items():
            lines.append(indented(2, f"{escape(patient)}  {step.date or 'no date'}"))
            facts = opened.store.history(patient).facts()
            events = {fact.event.id: fact.event for fact in facts}
            lines += [indented(4, event_line(events[event])) for event in step.events]
    return _printed(*lines, "") + f"{_hint(opened, graph, places)}\n"


def _hint(opened: Session, graph: SequenceGraph, places: list[Place]) -> str:
    """The command that shows the derivation of a value of one of a node's patients, on one line."""
    definition, place = graph.definition, places[0]
    match place.sort:
        case Sort.TREATMENT:
            value = f"{definition.episodes}/{place.number}/{definition.outcome}"
        case Sort.ENDING:
            value = definition.ending
        case _:
            value = definition.episodes
    patient = next(iter(graph.nodes[place]), "PATIENT")
    return f"why: timeline audit {patient} {value} --cutoff {opened.as_of.cutoff}"


def _printed(*parts: RenderableType) -> str:
    """Parts as a console prints them; colours only where they are shown on a terminal."""
    shown = console()
    with shown.capture() as captured:
        for part in parts:
            shown.print(part)
    return PADDING.sub("", captured.get())
