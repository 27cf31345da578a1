"""A sweep as text: one table for each endpoint, incidence, classification, and for the flows."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.markup import escape
from rich.table import Table

from console.text.not_enrolled import in_words
from console.text.output import console, estimate, probability, table, time
from projections.findings.not_enrolled import NOT_ENROLLED

MAIN_FLOWS = 6
"""So many flows of treatment are shown; JSON has them all."""

WIDEST = 86
"""Characters of headings that fit beside the cutoff."""

Rows = list[dict[str, Any]]
Columns = dict[str, list[str]]


def print_sweep(result: dict[str, Any]) -> None:
    """Print all tables, each with one row a cutoff."""
    out, rows = console(), result["cutoffs"]
    out.print(f"[bold]{result['stamp']['study']}[/], {range_of(result)}")
    if others := rows[-1].get(NOT_ENROLLED):
        out.print(f"[yellow]{in_words(others)}, at the last cutoff[/]")
    for title, grid, *notes in _tables(result, rows):
        if len(grid.columns) < 2:
            continue
        out.print(f"\n[bold]{escape(title)}[/]")
        out.print(grid)
        for note in notes:
            out.print(f"[dim]{escape(note)}[/]")
    stamp = result["stamp"]
    out.print(
        f"\n[dim]definitions {stamp['definitions']}, store position {stamp['store_position']}[/]"
    )


def range_of(result: dict[str, Any]) -> str:
    """The cutoffs, the state of knowledge and the censoring policy in words."""
    rows, known = result["cutoffs"], result["known_by"]
    first, last = rows[0]["as_of"]["cutoff"], rows[-1]["as_of"]["cutoff"]
    words = {
        "as-known-then": "each as known at the end of its day",
        "now": "all as known now",
    }
    count = f"{len(rows)} data cutoffs" if len(rows) > 1 else "1 data cutoff"
    knowledge = words.get(known, f"all as known by {known}")
    decided = ", adjudications applied" if result["stamp"]["adjudications"] == "applied" else ""
    censoring = f"{result['stamp']['censoring']} censoring"
    return f"{count} {first} to {last}, {knowledge}, {censoring}{decided}"


def main_flows(rows: Rows) -> list[tuple[str, str]]:
    """The largest flows between treatments at the last cutoff, the largest first."""
    flows = sorted(rows[-1]["treatment_flows"], key=lambda one: -one["patients"])
    return [(flow["source"], flow["target"]) for flow in flows[:MAIN_FLOWS]]


def flow_counts(row: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Patients of each flow between treatments at one cutoff."""
    return {(item["source"], item["target"]): item["patients"] for item in row["treatment_flows"]}


def _tables(result: dict[str, Any], rows: Rows) -> Iterator[tuple[Any, ...]]:
    last = rows[-1]
    for name, one in last["endpoints"].items():
        yield f"{_by(name, one)}, {result['unit']}", _endpoint(result, name)
    for name in last["incidences"]:
        yield name, *_numbered(rows, _incidence_columns(result, name))
    yield "patients", *_numbered(rows, _count_columns(rows, "populations", last["populations"]))
    for name, counts in last["classes"].items():
        found = [{"classes": row["classes"][name]} for row in rows]
        columns = _count_columns(found, "classes", counts)
        yield name.replace("_", " "), *_numbered(rows, columns)
    if main_flows(rows):
        yield "main flows of treatment, patients", *_numbered(rows, _flow_columns(rows))


def _numbered(rows: Rows, columns: Columns) -> tuple[Table, *tuple[str, ...]]:
    """A table whose headings are numbers, with what they stand for, if names are too long."""
    if sum(len(name) + 2 for name in columns) <= WIDEST:
        return (_by_cutoff(rows, columns),)
    numbers = {f"({number})": column for number, column in enumerate(columns.values(), start=1)}
    legend = (f"{number} {name}" for number, name in zip(numbers, columns, strict=True))
    return _by_cutoff(rows, numbers), *legend


def _by_cutoff(rows: Rows, columns: Columns) -> Table:
    dates = [row["as_of"]["cutoff"] for row in rows]
    right = frozenset(range(1, len(columns) + 1))
    lines = zip(dates, *columns.values(), strict=True)
    return table("cutoff", *map(escape, columns), rows=lines, right=right)


def _by(name: str, endpoint: dict[str, Any]) -> str:
    """An endpoint, and how it is estimated if not by Kaplan-Meier."""
    from analyses.plan.endpoint_curve import KAPLAN_MEIER

    by = endpoint["estimator"]
    return name if by == KAPLAN_MEIER else f"{name} ({by})"


def _endpoint(result: dict[str, Any], name: str) -> Table:
    from analyses.survival.intervals import Estimate
    from analyses.survival.time_points import TimePoint

    found = [row["endpoints"][name] for row in result["cutoffs"]]
    columns = {
        "n": [str(item["n"]) for item in found],
        "events": [str(item["events"]) for item in found],
        "median (95% CI)": [estimate(Estimate(**item["median"]), time) for item in found],
    }
    for place, at in enumerate(result["report_at"]):
        columns[f"at {at:g}"] = [
            estimate(TimePoint(**item["at"][place]), probability) if item["at"] else "-"
            for item in found
        ]
    return _by_cutoff(result["cutoffs"], columns)


def _incidence_columns(result: dict[str, Any], name: str) -> Columns:
    """A column for each group, cause and report time; a dash where there is nobody to ask."""
    found = [row["incidences"][name].get("groups", {}) for row in result["cutoffs"]]
    keys = {(group, cause): None for row in found for group in row for cause in row[group]}
    return {
        f"{group}: {cause} at {at:g}": [_at(row, group, cause, place) for row in found]
        for group, cause in keys
        for place, at in enumerate(result["report_at"])
    }


def _at(row: dict[str, Any], group: str, cause: str, place: int) -> str:
    from analyses.survival.time_points import TimePoint

    found = row.get(group, {}).get(cause)
    return "-" if found is None else estimate(TimePoint(**found["at"][place]), probability)


def _count_columns(rows: Rows, key: str, names: Iterable[str]) -> Columns:
    """Counts under their names; of classes those to which some patient ever belonged."""
    columns = {name: [row[key][name] for row in rows] for name in names}
    return {name: list(map(str, column)) for name, column in columns.items() if any(column)}


def _flow_columns(rows: Rows) -> Columns:
    counts = [flow_counts(row) for row in rows]
    return {
        f"{source} -> {target}": [str(row.get((source, target), 0)) for row in counts]
        for source, target in main_flows(rows)
    }
