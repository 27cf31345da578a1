"""Figures of whole histories: the treatment sequence as a consort diagram, the swimmer plot."""

from console.figures.cohort_swimmer import cohort_swimmer
from console.figures.consort import consort, notes_of, plate
from console.report.model import Cell, Figure
from console.report.sources import Sources
from projections.sequence import Step, sequence_graph
from projections.study.report import SequenceFigure, SwimmerFigure


def sequence_figure(sources: Sources, block: SequenceFigure) -> Figure:
    """Who was treated with what, how it went, and what came next."""
    graph = sequence_graph(sources.replay)
    svg = consort(graph, sources.as_of, synthetic=bool(sources.warning))
    caption = Cell(f"{len(graph.paths)} patients, each on one path.", "the_patients")
    data = [("patient", "path")]
    data += [(patient, " > ".join(map(_told, path))) for patient, path in graph.paths.items()]
    captions = (caption, *map(Cell, notes_of(graph)))
    return Figure(
        block.label,
        block.title,
        svg,
        captions,
        tuple(data),
        lambda _: plate(graph, synthetic=bool(sources.warning)),
    )


def _told(step: Step) -> str:
    """A step by its place, and what came after it."""
    return f"{step.place.name} ({', '.join(step.remarks)})" if step.remarks else step.place.name


def swimmer_figure(sources: Sources, block: SwimmerFigure) -> Figure:
    """The states of every patient over time."""
    plot = cohort_swimmer(sources.opened, sources.replay)
    data = [("patient", "state", "from_day", "to_day")]
    data += [
        (lane.patient, bar.label, str(bar.start), str(bar.stop))
        for lane in plot.lanes
        for bar in lane.bars
    ]
    caption = Cell(f"{len(plot.lanes)} patients, one lane each.", "the_patients")
    return Figure(block.label, block.title, plot.svg(), (caption,), tuple(data), plot.plate)
