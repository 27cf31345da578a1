"""``timeline graph``: the sequence of treatments and outcomes, as of a cutoff."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from console.application.errors import NotFound
from console.application.provenance import rests_on_synthetic
from console.application.question import Question
from console.application.session import Session
from console.cli.notices import open_session, say_not_enrolled
from console.cli.options import as_of_options
from console.cli.outputs import OutputFile, file_output
from console.text.output import json_text
from console.text.sequence import arrivals_in, listed_paths, summary
from projections.sequence import Place, SequenceGraph, sequence_graph
from projections.sequence.exports import arrival, as_json, dot, graphml

FORMS = ("text", "svg", "json", "graphml", "dot")


@click.command(name="graph")
@as_of_options
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@file_output("--out", "Write to this file.")
@click.option("--node", help="The patients of a node, or of all nodes below a name: 1/intensive.")
@click.option("--patients", is_flag=True, help="Every patient's path.")
def command(
    store: Path,
    question: Question,
    form: str,
    out: OutputFile | None,
    node: str | None,
    patients: bool,
) -> None:
    """Show the sequence of treatments: a summary, a consort diagram (svg), or the whole graph."""
    if (node is not None or patients) and form not in ("text", "json"):
        raise click.UsageError("--node and --patients list patients: as text, or --format json.")
    with open_session(store, question) as opened:
        graph = _graph(opened)
        places = list(graph.nodes) if node is None else _under(graph, node)
        if form == "json":
            values = as_json(graph, _stamp(opened)) if node is None else _listed(graph, places)
            text = json_text(values) + "\n"
        elif node is not None:
            text = arrivals_in(opened, graph, places)
        elif patients:
            text = listed_paths(graph)
        else:
            text = _drawn(opened, graph, form)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write(text)


def _graph(opened: Session) -> SequenceGraph:
    if opened.study.sequence is None:
        raise NotFound(f"study '{opened.study.name}' declares no treatment sequence")
    return sequence_graph(say_not_enrolled(opened.replay()))


def _under(graph: SequenceGraph, name: str) -> list[Place]:
    """The nodes of a name, or those below it.

    Raises
    ------
    NotFound
        With the closest name, or all of them.
    """
    places = graph.under(name)
    if places:
        return places
    names = (place.name for place in graph.nodes)
    known = list(dict.fromkeys(part for name in names for part in (name.rpartition("/")[0], name)))
    close = get_close_matches(name, known, n=1)
    hint = (
        f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(filter(None, known))}"
    )
    raise NotFound(f"the graph has no node of that name at this cutoff; {hint}")


def _stamp(opened: Session) -> dict[str, Any]:
    return {"as_of": opened.as_of.as_json(), "stamp": opened.stamp().as_json()}


def _listed(graph: SequenceGraph, places: list[Place]) -> dict[str, Any]:
    return {place.name: [arrival(*item) for item in graph.nodes[place].items()] for place in places}


def _drawn(opened: Session, graph: SequenceGraph, form: str) -> str:
    caption = f"{opened.study.name}, {opened.as_of_in_words}"
    if form == "svg":
        from console.figures.consort import consort

        synthetic = rests_on_synthetic(opened, graph.paths)
        return consort(graph, f"{caption}; {opened.stamp().rests_on}", synthetic=synthetic)
    if form == "graphml":
        return graphml(graph, _stamp(opened))
    if form == "dot":
        return dot(graph, _stamp(opened))
    return summary(graph, caption)
