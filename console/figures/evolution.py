"""The statistics of a cohort over data cutoffs, drawn: medians, incidences, main flows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.application.sweep import Sweep
from console.figures.panels import PENS, Panel, Point
from console.figures.plot import MARGIN, WIDTH, heading
from console.figures.svg import document
from console.text.sweep import curves_at, flows_title, main_flows, range_of

if TYPE_CHECKING:
    from analyses.survival.intervals import Estimate
    from analyses.survival.time_points import TimePoint

GAP = 22.0

Series = Mapping[str, Sequence[Point]]


@dataclass(frozen=True)
class Evolution:
    """The figure of a sweep; equal sweeps give equal bytes.

    Parameters
    ----------
    title, sweep, warning
        The study, its summaries at all cutoffs, and a line that must not be overlooked.
    """

    title: str
    sweep: Sweep
    warning: str = ""

    def svg(self) -> str:
        """The figure: one panel below the other, on one axis of cutoffs."""
        notes = (
            _capital(range_of(self.sweep)),
            f"{_capital(self.sweep.stamp.rests_on)}; "
            "bands are 95% confidence intervals, to the upper edge where no limit is reached",
        )
        parts, bottom = heading(self.title, notes, self.warning)
        days = [summary.as_of.cutoff for summary in self.sweep.cutoffs]
        for panel in self._panels():
            drawing, bottom = panel.drawn(days, bottom + GAP)
            parts += drawing
        described = "; ".join(filter(None, (*notes, self.warning)))
        return document(WIDTH, bottom + MARGIN, self.title, described, parts)

    def _panels(self) -> Iterator[Panel]:
        sweep, unit = self.sweep, self.sweep.unit
        for name in sweep.last.endpoints:
            medians = [_point(summary.endpoints[name].median) for summary in sweep.cutoffs]
            yield Panel(f"Median {name.replace('_', ' ')}, {unit}", {name: medians}, height=100)
        if sweep.report_at:
            first = f"{sweep.report_at[0]:g} {unit}"
            incidences = _incidences(sweep)
            title = f"Cumulative incidence at {first}" if incidences else f"Survival at {first}"
            title += f": {next(iter(incidences))}" if len(incidences) == 1 else ""
            yield _panel(title, incidences or _survival(sweep), 1)
        if flows := main_flows(sweep):
            series = {
                f"{source} → {target}": [
                    Point(summary.treatment_flows.get((source, target), 0))
                    for summary in sweep.cutoffs
                ]
                for source, target in flows
            }
            yield Panel(_capital(flows_title(sweep)), series)


def _panel(title: str, series: Series, most: float) -> Panel:
    """A panel of as many series as there are pens; its title says so where there are more."""
    if len(series) <= len(PENS):
        return Panel(title, series, most)
    drawn = dict(list(series.items())[: len(PENS)])
    return Panel(f"{title} ({len(drawn)} of {len(series)} series)", drawn, most)


def _incidences(sweep: Sweep) -> Series:
    """Each planned incidence at the first report time, by group and cause."""
    found: dict[str, list[Point]] = {}
    for place, summary in enumerate(sweep.cutoffs):
        for name, incidence in summary.incidences.items():
            for (group, cause), points in curves_at(incidence).items():
                full = f"{name}: {cause}" if group == "all" else f"{name}: {group}, {cause}"
                series = found.setdefault(full, [Point(None)] * len(sweep.cutoffs))
                series[place] = _point(points[0])
    return found


def _survival(sweep: Sweep) -> Series:
    return {
        name: [
            _point(summary.endpoints[name].at[0]) if summary.endpoints[name].at else Point(None)
            for summary in sweep.cutoffs
        ]
        for name in sweep.last.endpoints
    }


def _point(estimate: "Estimate | TimePoint") -> Point:
    return Point(estimate.estimate, estimate.lower, estimate.upper)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
