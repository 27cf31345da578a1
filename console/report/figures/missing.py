"""A figure that cannot be drawn at a cutoff says why."""

from console.report.model import Cell, Figure


def without(label: str, title: str, why: str) -> Figure:
    """The place of a figure, with the reason why it is not there."""
    return Figure(label, title, "", (Cell(f"Not drawn: {why.rstrip('.')}."),))
