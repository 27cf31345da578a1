"""Figures of a report, one room per sort; ``figure_of`` finds the right one."""

from console.report.figures.curves import curves_figure
from console.report.figures.histories import sequence_figure, swimmer_figure
from console.report.figures.incidences import incidence_figure
from console.report.figures.paired import paired_figure
from console.report.figures.shares import shares_figure
from console.report.model import Figure
from console.report.sources import Sources
from projections.study.report import (
    Block,
    CurvesFigure,
    IncidenceFigure,
    PairedFigure,
    SequenceFigure,
    SharesFigure,
    SwimmerFigure,
)


def figure_of(sources: Sources, block: Block) -> Figure | None:
    """The figure that a study declares; None if it declares a table."""
    match block:
        case CurvesFigure():
            return curves_figure(sources, block)
        case IncidenceFigure():
            return incidence_figure(sources, block)
        case PairedFigure():
            return paired_figure(sources, block)
        case SharesFigure():
            return shares_figure(sources, block)
        case SequenceFigure():
            return sequence_figure(sources, block)
        case SwimmerFigure():
            return swimmer_figure(sources, block)
        case _:
            return None


__all__ = ["figure_of"]
