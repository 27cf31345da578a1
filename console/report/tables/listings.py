"""Tables of one row a patient."""

from collections.abc import Iterator

from console.report.formats import NOTHING, natural
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from projections.language import Earliest, Judged, Milestone, Node
from projections.study.report import Listing

READING = "Dates are those of the deciding events. A dash: not reached, not given, or not known."


def listing(sources: Sources, block: Listing) -> Table:
    """Definitions of the patients of a group, one row each."""
    rows = tuple(
        Row(Cell(patient, f"patient-{patient}"), tuple(_cells(sources, block, patient)))
        for patient in sorted(sources.among(block.among), key=natural)
    )
    headings = ("Patient", *(sources.name(name) for name in block.columns))
    notes = (READING, *_judged(sources, block))
    return Table(block.label, block.title, headings, rows, notes, in_words(headings))


def _judged(sources: Sources, block: Listing) -> Iterator[str]:
    """What is dated by the day on which it was judged, which may be later than its event's."""
    node = sources.appendix.node
    names = [sources.name(name) for name in block.columns if _is_judged(node(name))]
    if names:
        yield (
            f"Dated by the day of judgement, not of the assessment that showed it, which came "
            f"before: {', '.join(names)}."
        )


def in_words(headings: tuple[str, ...]) -> frozenset[int]:
    """All columns, as columns of words."""
    return frozenset(range(len(headings) - 1))


def _is_judged(node: Node) -> bool:
    """Whether a moment is that of a judgement, whichever of several came first."""
    if isinstance(node, Earliest):
        return all(_is_judged(item) for item in node.of)
    return isinstance(node, Judged)


def _cells(sources: Sources, block: Listing, patient: str) -> Iterator[Cell]:
    """A patient's row: a dash where what a column is about did not happen."""
    for name in block.columns:
        milestone = block.after.get(name)
        reached = milestone is None or sources.appendix.values(milestone)[patient].value is True
        yield _cell(sources, name, patient) if reached else Cell(NOTHING)


def _cell(sources: Sources, name: str, patient: str) -> Cell:
    decided = sources.appendix.values(name)[patient]
    behind = sources.appendix.behind(name)
    milestone = isinstance(sources.appendix.node(name), Milestone)
    if (decided.day if milestone else decided.value) is None:
        return Cell(NOTHING)
    text = str(decided.day) if milestone else sources.value(decided.value)
    return Cell(text, behind.of_patient(patient))
