"""The graph in forms that other programs read: plain values for JSON, GraphML, and DOT.

All three hold the same nodes and edges in the same order, and the stamp of what they rest on.
"""

import json
from collections.abc import Mapping
from typing import Any

from projections.sequence.graph import Edge, SequenceGraph
from projections.sequence.paths import Place, Sort, Step

Stamp = Mapping[str, Any]


def as_json(graph: SequenceGraph, stamp: Stamp) -> dict[str, Any]:
    """Nodes with their denominators, edges with patients and events, episodes as wholes."""
    return {
        **stamp,
        "nodes": [
            {
                "id": place.name,
                "sort": str(place.sort),
                "number": place.number or None,
                "label": place.label,
                "outcome": place.outcome or None,
                "patients": len(arrivals),
                "denominators": _denominators(graph, place),
            }
            for place, arrivals in graph.nodes.items()
        ],
        "edges": [
            {
                "source": edge.source.name,
                "target": edge.target.name,
                "patients": len(edge.arrivals),
                "arrivals": [arrival(*item) for item in edge.arrivals.items()],
            }
            for edge in graph.edges
        ],
        "entries": [arrival(*item) for item in graph.nodes[graph.root].items()],
        "steps": [
            {"number": number, **_counted(graph, number)} for number in range(1, graph.length + 1)
        ],
        "successful": list(graph.successful),
    }


def arrival(patient: str, step: Step) -> dict[str, Any]:
    """A patient's arrival as plain values."""
    return {
        "patient": patient,
        "date": step.date,
        "events": [str(event) for event in step.events],
        **({"told": list(step.remarks)} if step.remarks else {}),
    }


def graphml(graph: SequenceGraph, stamp: Stamp) -> str:
    """GraphML; lists of patients and events are separated by spaces."""
    from networkx import DiGraph, generate_graphml

    network: DiGraph[str] = DiGraph(stamp=json.dumps(stamp, sort_keys=True))
    for place, arrivals in graph.nodes.items():
        counted = _denominators(graph, place) or {}
        described = {"sort": str(place.sort), "label": place.label, "outcome": place.outcome}
        size = {"number": place.number, "patients": len(arrivals)}
        network.add_node(place.name, **described, **size, **counted)
    for edge in graph.edges:
        network.add_edge(edge.source.name, edge.target.name, **_carried(edge))
    return "\n".join(generate_graphml(network)) + "\n"


def dot(graph: SequenceGraph, stamp: Stamp) -> str:
    """DOT, left to right, the nodes of an episode in one rank."""
    lines = ["digraph sequence {", "  rankdir=LR;", "  node [shape=box];"]
    lines.append(f"  comment={_quoted(json.dumps(stamp, sort_keys=True))};")
    for place, arrivals in graph.nodes.items():
        named = " ".join(part for part in (place.label, place.outcome) if part)
        label = _quoted(f"{named}\nn = {len(arrivals)}")
        lines.append(f"  {_quoted(place.name)} [label={label}];")
    for number in range(1, graph.length + 1):
        same = [_quoted(p.name) for p in graph.nodes if p.number == number]
        lines.append(f"  {{rank=same; {'; '.join(same)}}}")
    for edge in graph.edges:
        ends = f"{_quoted(edge.source.name)} -> {_quoted(edge.target.name)}"
        lines.append(f"  {ends} [label={len(edge.arrivals)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _carried(edge: Edge) -> dict[str, Any]:
    events = [str(event) for step in edge.arrivals.values() for event in step.events]
    ids = " ".join(edge.arrivals)
    return {"patients": len(edge.arrivals), "who": ids, "events": " ".join(events)}


def _denominators(graph: SequenceGraph, place: Place) -> dict[str, int] | None:
    """Those of the treatment that a node belongs to, whatever its outcome."""
    return _counted(graph, place.number, place.label) if place.sort is Sort.TREATMENT else None


def _counted(graph: SequenceGraph, number: int, label: str | None = None) -> dict[str, int]:
    found = graph.denominators(number, label)
    return {
        "treated": found.treated,
        "evaluable": found.evaluable,
        "not_evaluable": found.not_evaluable,
        "successes": found.successes,
        "first_successes": found.first_successes,
    }


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
