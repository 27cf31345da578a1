"""What survival and incidence figures share: the figure itself, its caption and its numbers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from console.figures.step_figure import AtRisk, Shown, StepFigure, time_marks
from console.report.formats import percentages
from console.report.model import Cell
from console.report.sources import Sources
from console.report.tables.populations import by_reason
from projections.study.plan import Curves, Incidence
from projections.study.report import CurvesFigure, IncidenceFigure

ESTIMATES = "Estimates with 95% intervals."


def drawn(
    sources: Sources,
    block: CurvesFigure | IncidenceFigure,
    endpoint: str,
    shown: tuple[Shown, ...],
    at_risk: Mapping[str, Any],
    said: tuple[tuple[str, ...], str, str],
) -> StepFigure:
    """The figure; ``said`` are the key's columns, the upright axis and a note."""
    columns, upright, note = said
    end = max(item.curve.end for item in shown)
    marks = time_marks(end, block.step, sources.opened.study.unit.name)
    rows = tuple(
        AtRisk(name, tuple(item.at_risk for item in curve.at(marks)))
        for name, curve in at_risk.items()
    )
    return StepFigure(
        shown,
        rows,
        columns,
        marks,
        _time_label(sources, endpoint),
        upright,
        f"{block.label}. {block.title}",
        (sources.as_of, note),
        sources.warning,
    )


def caption(
    sources: Sources,
    plan: Curves | Incidence,
    shown: Sequence[Shown],
    columns: Sequence[str],
    *reading: str,
) -> tuple[Cell, ...]:
    """What the key says, as sentences that lead to the patients followed; then how to read it."""
    link = by_reason(sources, plan.endpoint, plan.among).link("followed")
    said = [
        f"{item.name}: {'; '.join(f'{c[0].lower()}{c[1:]} {s}' for c, s in _told(columns, item))}."
        for item in shown
    ]
    return (*(Cell(item, link) for item in said), *map(Cell, reading))


def _told(columns: Sequence[str], one: Shown) -> Iterator[tuple[str, str]]:
    return zip(columns, one.said, strict=True)


def cautions(sources: Sources, found: Mapping[str, Any]) -> tuple[str, ...]:
    """What speaks against reading an analysis as it stands."""
    return tuple(map(sources.in_print, found.get("warnings", ())))


def at_times(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The estimates at the study's report times."""
    return tuple(percentages(item) for item in told["at"])


def times_of(sources: Sources) -> tuple[str, ...]:
    """Headings of the report times."""
    study = sources.opened.study
    return tuple(f"At {at:g} {study.unit.name}" for at in study.report_at)


def rows_of(
    headings: Sequence[str], columns: Sequence[str], fitted: Mapping[tuple[object, ...], Any]
) -> tuple[tuple[object, ...], ...]:
    """The curves as rows, unrounded; ``headings`` are those of the labels of a curve."""
    return (
        (*headings, *columns),
        *(
            (*map(str, labels), *row)
            for labels, curve in fitted.items()
            for row in zip(*(getattr(curve, name).tolist() for name in columns), strict=True)
        ),
    )


def _time_label(sources: Sources, endpoint: str) -> str:
    study = sources.opened.study
    origin = study.names.get(id(getattr(study.definitions[endpoint], "origin", None)), "origin")
    return f"{study.unit.name.capitalize()} since {origin.replace('_', ' ')}"
