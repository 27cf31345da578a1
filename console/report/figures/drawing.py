"""What survival and incidence figures share: the figure itself, its caption and its numbers."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from analyses.plan import PlannedCurves, PlannedIncidence
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.kaplan_meier import SurvivalCurve
from console.figures.step_figure import AtRisk, Shown, StepFigure, time_marks
from console.report.formats import percentages
from console.report.model import Cell
from console.report.sources import Sources
from console.report.tables.populations import by_reason
from projections.study.plan import Curves, Incidence
from projections.study.report import CurvesFigure, IncidenceFigure

Curve: TypeAlias = SurvivalCurve | IncidenceCurve


def estimates(level: float) -> str:
    """What a figure's note says of its limits."""
    return f"Estimates with {100 * level:g}% intervals."


def drawn(
    sources: Sources,
    block: CurvesFigure | IncidenceFigure,
    endpoint: str,
    shown: tuple[Shown, ...],
    at_risk: Mapping[str, Curve],
    texts: tuple[tuple[str, ...], str, str],
) -> StepFigure:
    """The figure; ``texts`` are the key's columns, the upright axis and a note."""
    columns, upright, note = texts
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
    return (*(Cell(_in_words(item, columns), link) for item in shown), *map(Cell, reading))


def _in_words(shown: Shown, columns: Sequence[str]) -> str:
    """A row of the key as a sentence."""
    pairs = zip(columns, shown.texts, strict=True)
    statements = (f"{column[0].lower()}{column[1:]} {text}" for column, text in pairs)
    return f"{shown.name}: {'; '.join(statements)}."


def cautions(sources: Sources, found: PlannedCurves | PlannedIncidence) -> tuple[str, ...]:
    """What speaks against reading an analysis as it stands."""
    return tuple(map(sources.in_print, found.warnings))


def at_times(sources: Sources, curve: Curve) -> tuple[str, ...]:
    """The estimates at the study's report times."""
    report_at = sources.opened.study.report_at
    return tuple(percentages(point.limits) for point in curve.at(report_at)) if report_at else ()


def times_of(sources: Sources) -> tuple[str, ...]:
    """Headings of the report times."""
    study = sources.opened.study
    return tuple(f"At {at:g} {study.unit.name}" for at in study.report_at)


def rows_of(
    headings: Sequence[str], columns: Sequence[str], curves: Mapping[tuple[object, ...], Curve]
) -> tuple[tuple[object, ...], ...]:
    """The curves as rows, unrounded; ``headings`` are those of the labels of a curve."""
    return (
        (*headings, *columns),
        *(
            (*map(str, labels), *row)
            for labels, curve in curves.items()
            for row in zip(*(getattr(curve, name).tolist() for name in columns), strict=True)
        ),
    )


def _time_label(sources: Sources, endpoint: str) -> str:
    study = sources.opened.study
    origin = study.names.get(id(getattr(study.definitions[endpoint], "origin", None)), "origin")
    return f"{study.unit.name.capitalize()} since {origin.replace('_', ' ')}"
