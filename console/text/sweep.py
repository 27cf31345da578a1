"""A sweep as text: a table for each endpoint, incidence and classification, and for the flows.

Tables that are wider than the output are printed in parts, each with the cutoffs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from console.application.sweep import Sweep
from console.text.not_enrolled import in_words
from console.text.output import console, estimate, probability, table, time
from projections.language.wording import words

if TYPE_CHECKING:
    from analyses.plan import PlannedIncidence, Refused
    from analyses.summaries.endpoint import EndpointSummary
    from analyses.survival.time_points import TimePoint

MAIN_FLOWS = 6
"""So many flows of treatment are shown; JSON has them all."""

GAP = 2
"""Blanks between the columns of a table."""

DATE = len("2019-12-31")

Columns = Mapping[str, Sequence[str]]
GroupCause = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Titled:
    """Columns under a title; ``counts`` where their long names may stand in a legend."""

    title: str
    columns: Columns
    counts: bool = True


def print_sweep(sweep: Sweep) -> None:
    """Print all tables, each with one row a cutoff."""
    out = console()
    out.print(f"[bold]{escape(sweep.stamp.study)}[/], {range_of(sweep)}")
    if others := sweep.last.not_enrolled:
        out.print(f"[yellow]{in_words(others)}, at the last cutoff[/]")
    for titled in _tables(sweep):
        if titled.columns:
            out.print(f"\n[bold]{escape(titled.title)}[/]")
            for part in _printed(sweep, titled, out.width):
                out.print(part)
    out.print(f"\n[dim]{sweep.stamp.rests_on}[/]")


def range_of(sweep: Sweep) -> str:
    """The cutoffs, the state of knowledge and the censoring policy in words."""
    first, last = (summary.as_of.cutoff for summary in (sweep.cutoffs[0], sweep.last))
    phrases = {
        "as-known-then": "each as known at the end of its day",
        "now": "all as known now",
    }
    number = len(sweep.cutoffs)
    count = f"{number} data cutoffs" if number > 1 else "1 data cutoff"
    knowledge = phrases.get(sweep.known_by, f"all as known by {sweep.known_by}")
    decided = ", adjudications applied" if sweep.stamp.adjudications == "applied" else ""
    censoring = f"{sweep.stamp.censoring} censoring"
    return f"{count} {first} to {last}, {knowledge}, {censoring}{decided}"


def main_flows(sweep: Sweep) -> list[tuple[str, str]]:
    """The largest flows between treatments at the last cutoff, the largest first."""
    flows = sweep.last.treatment_flows
    return sorted(flows, key=lambda flow: -flows[flow])[:MAIN_FLOWS]


def flows_title(sweep: Sweep) -> str:
    """The title of the main flows, with how many of all they are."""
    there_are = len(sweep.last.treatment_flows)
    share = f" ({MAIN_FLOWS} of {there_are})" if there_are > MAIN_FLOWS else ""
    return f"main flows of treatment{share}, patients"


def _tables(sweep: Sweep) -> Iterator[_Titled]:
    last = sweep.last
    for name, endpoint in last.endpoints.items():
        yield _Titled(f"{_estimated(name, endpoint)}, {sweep.unit}", _endpoint(sweep, name), False)
    for name in last.incidences:
        yield _Titled(name, _incidence(sweep, name))
    populations = [summary.populations for summary in sweep.cutoffs]
    yield _Titled("patients", _counts(populations, last.populations))
    for name, classes in last.classes.items():
        counts = [summary.classes[name] for summary in sweep.cutoffs]
        yield _Titled(words(name), _counts(counts, classes))
    yield _Titled(flows_title(sweep), _flows(sweep))


def _printed(sweep: Sweep, titled: _Titled, width: int) -> Iterator[Table | str]:
    """The table, in parts if it is too wide; long names of columns are numbered in a legend."""
    columns, legend = titled.columns, []
    room = width - DATE
    if titled.counts and sum(len(name) + GAP for name in columns) > room:
        legend = [f"({number}) {name}" for number, name in enumerate(columns, start=1)]
        columns = {f"({number})": item for number, item in enumerate(columns.values(), start=1)}
    dates = [summary.as_of.cutoff.isoformat() for summary in sweep.cutoffs]
    for number, part in enumerate(_parts(columns, room)):
        if number:
            yield ""
        rows = zip(dates, *part.values(), strict=True)
        right = frozenset(range(1, len(part) + 1))
        yield table("cutoff", *map(escape, part), rows=rows, right=right)
    yield from (f"[dim]{escape(line)}[/]" for line in legend)


def _parts(columns: Columns, room: int) -> Iterator[Columns]:
    """Columns that fit side by side; at least one."""
    part: dict[str, Sequence[str]] = {}
    taken = 0
    for name, values in columns.items():
        needed = max(len(text) for text in (name, *values)) + GAP
        if part and taken + needed > room:
            yield part
            part, taken = {}, 0
        part[name], taken = values, taken + needed
    yield part


def _estimated(name: str, endpoint: "EndpointSummary") -> str:
    """An endpoint, and how it is estimated if not by Kaplan-Meier."""
    from analyses.plan.endpoint_curve import KAPLAN_MEIER

    usual = endpoint.estimator == KAPLAN_MEIER
    return name if usual else f"{name} ({endpoint.estimator})"


def _endpoint(sweep: Sweep, name: str) -> Columns:
    found = [summary.endpoints[name] for summary in sweep.cutoffs]
    columns = {
        "n": [str(item.n) for item in found],
        "events": [str(item.events) for item in found],
        "median (95% CI)": [estimate(item.median, time) for item in found],
    }
    points = [item.at for item in found]
    for place, at in enumerate(sweep.report_at):
        columns[f"at {at:g}"] = [
            estimate(row[place], probability) if row else "-" for row in points
        ]
    return columns


def _incidence(sweep: Sweep, name: str) -> Columns:
    """A column for each group, cause and report time; a dash where nobody is followed."""
    found = [curves_at(summary.incidences[name]) for summary in sweep.cutoffs]
    keys = dict.fromkeys((group, cause) for curves in found for group, cause in curves)
    return {
        f"{group}: {cause} at {at:g}": [
            estimate(curves[group, cause][place], probability) if (group, cause) in curves else "-"
            for curves in found
        ]
        for group, cause in keys
        for place, at in enumerate(sweep.report_at)
    }


def curves_at(found: "PlannedIncidence | Refused") -> "Mapping[GroupCause, Sequence[TimePoint]]":
    """Each curve at the report times, by its group and cause; none where nobody is followed."""
    from analyses.plan import Refused

    if isinstance(found, Refused):
        return {}
    return {
        (str(group), cause): curve.at(found.report_at)
        for group, curves in found.groups.items()
        for cause, curve in curves.items()
    }


def _counts(rows: Sequence[Mapping[str, int]], names: Iterable[str]) -> Columns:
    """Counts under their names; of classes those to which some patient ever belonged."""
    columns = {name: [row[name] for row in rows] for name in names}
    return {name: list(map(str, column)) for name, column in columns.items() if any(column)}


def _flows(sweep: Sweep) -> Columns:
    return {
        f"{source} -> {target}": [
            str(summary.treatment_flows.get((source, target), 0)) for summary in sweep.cutoffs
        ]
        for source, target in main_flows(sweep)
    }
