"""The treatment sequence in words and tables: a summary, paths, and the patients of a node."""

from collections.abc import Iterator

from rich.markup import escape

from console.application.session import Session
from console.text.derivation import event_line
from console.text.output import console, table
from projections.sequence import Place, SequenceGraph, Sort


def summary(graph: SequenceGraph, caption: str) -> str:
    """Every step with its treatments and their denominators, then where patients stand."""
    definition = graph.definition
    headings = (definition.step, "treatment", "n", definition.success, "first", "not evaluable")
    endings = [place for place in graph.nodes if place.sort is Sort.ENDING]
    success = definition.success
    return _printed(
        f"[bold]{escape(caption)}[/]",
        "; ".join(f"{p.label} {len(graph.nodes[p])}" for p in graph.nodes if p.sort in _OPENING),
        "",
        table(*headings, rows=_rows(graph), right=frozenset({0, 2, 3, 4, 5})),
        "",
        "at the cutoff: " + "; ".join(f"{p.label} {len(graph.nodes[p])}" for p in endings),
        f"[dim]{success} in any {definition.step}: {len(graph.successful)} patients, each counted "
        f"once; first: those without {success} before[/]",
    )


_OPENING = (Sort.POPULATION, Sort.UNTREATED)


def _rows(graph: SequenceGraph) -> Iterator[tuple[str, ...]]:
    for number in range(1, graph.length + 1):
        yield _row(graph, number, None)
        given = {place.label for place in graph.nodes if place.number == number}
        for label in graph.labels:
            if label in given:
                yield _row(graph, number, label)


def _row(graph: SequenceGraph, number: int, label: str | None) -> tuple[str, ...]:
    of = graph.denominators(number, label)
    return (
        "" if label else str(number),
        f"  {label}" if label else "any",
        str(of.treated),
        f"{of.successes}/{of.evaluable}",
        str(of.first_successes),
        str(of.not_evaluable),
    )


def listed_paths(graph: SequenceGraph) -> str:
    """One line per patient: every step with its date."""
    return "".join(
        f"{patient}  {' -> '.join(_dated(step.place, step.date) for step in path)}\n"
        for patient, path in graph.paths.items()
    )


def _dated(place: Place, date: str | None) -> str:
    return f"{place.name} ({date})" if date else place.name


def arrivals_in(opened: Session, graph: SequenceGraph, places: list[Place]) -> str:
    """The patients of some nodes, with the date of arrival and the events that put them there."""
    lines = []
    for place in places:
        arrivals = graph.nodes[place]
        lines.append(f"[bold]{escape(place.name)}[/]: {len(arrivals)}")
        for patient, step in arrivals.items():
            lines.append(f"  {escape(patient)}  {step.date or 'no date'}")
            facts = opened.store.history(patient).facts()
            said = {fact.event.id: fact.event for fact in facts}
            lines += [f"    {event_line(said[event])}" for event in step.events]
    lines += ["", f"[dim]{_hint(opened, graph, places)}[/]"]
    return _printed(*lines)


def _hint(opened: Session, graph: SequenceGraph, places: list[Place]) -> str:
    """How to go on from a node to the derivation of one of its patients' values."""
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


def _printed(*parts: object) -> str:
    """What a console prints, as a text; colours only where it is to be seen on a terminal."""
    shown = console()
    with shown.capture() as captured:
        for part in parts:
            shown.print(part, soft_wrap=isinstance(part, str))
    return captured.get()
