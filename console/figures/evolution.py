"""How a cohort's figures evolved over data cutoffs: medians, incidences, main flows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from console.figures.panels import PENS, Panel, Point
from console.figures.plot import MARGIN, WIDTH, heading
from console.figures.svg import document
from console.text.sweep import flow_counts, main_flows, range_of

GAP = 22.0

Rows = Sequence[dict[str, Any]]
Series = Mapping[str, Sequence[Point]]


@dataclass(frozen=True)
class Evolution:
    """The figure of a sweep; equal sweeps give equal bytes.

    Parameters
    ----------
    title, result, warning
        The study, the sweep as plain values, and a line that must not be overlooked.
    """

    title: str
    result: dict[str, Any]
    warning: str = ""

    def svg(self) -> str:
        """The figure: one panel below the other, on one axis of cutoffs."""
        stamp = self.result["stamp"]
        notes = (
            _capital(range_of(self.result)),
            f"Definitions {stamp['definitions']}, store position {stamp['store_position']}; "
            "bands are 95% confidence intervals, to the upper edge where no limit is reached",
        )
        parts, bottom = heading(self.title, notes, self.warning)
        days = [date.fromisoformat(row["as_of"]["cutoff"]) for row in self.result["cutoffs"]]
        for panel in self._panels():
            drawing, bottom = panel.drawn(days, bottom + GAP)
            parts += drawing
        described = "; ".join(filter(None, (*notes, self.warning)))
        return document(WIDTH, bottom + MARGIN, self.title, described, parts)

    def _panels(self) -> Iterator[Panel]:
        rows, unit = self.result["cutoffs"], self.result["unit"]
        for name in rows[-1]["endpoints"]:
            medians = [_point(row["endpoints"][name]["median"]) for row in rows]
            yield Panel(f"Median {name.replace('_', ' ')}, {unit}", {name: medians}, height=100)
        if self.result["report_at"]:
            first = f"{self.result['report_at'][0]:g} {unit}"
            incidences = _incidences(rows)
            title = f"Cumulative incidence at {first}" if incidences else f"Survival at {first}"
            title += f": {next(iter(incidences))}" if len(incidences) == 1 else ""
            yield Panel(title, incidences or _survival(rows), 1)
        if flows := main_flows(rows):
            counts = [flow_counts(row) for row in rows]
            series = {
                f"{source} → {target}": [Point(count.get((source, target), 0)) for count in counts]
                for source, target in flows
            }
            yield Panel("Main flows of treatment, patients", series)


def _incidences(rows: Rows) -> Series:
    """Each planned incidence at the first report time, by group and cause."""
    found: dict[str, list[Point]] = {}
    for place, row in enumerate(rows):
        for name, incidence in row["incidences"].items():
            for group, causes in incidence.get("groups", {}).items():
                for cause, said in causes.items():
                    full = f"{name}: {cause}" if group == "all" else f"{name}: {group}, {cause}"
                    points = found.setdefault(full, [Point(None)] * len(rows))
                    points[place] = _point(said["at"][0])
    return dict(list(found.items())[: len(PENS)])


def _survival(rows: Rows) -> Series:
    return {
        name: [
            _point(row["endpoints"][name]["at"][0]) if row["endpoints"][name]["at"] else Point(None)
            for row in rows
        ]
        for name in rows[-1]["endpoints"]
    }


def _point(estimate: dict[str, Any]) -> Point:
    return Point(estimate["estimate"], estimate["lower"], estimate["upper"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
