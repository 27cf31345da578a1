"""A legend in rows: a sample and what it stands for, wrapped at the width of the figure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from console.figures.svg import element, escaped, width_of

SIZE, PITCH, GAP, SAMPLE = 10.0, 17.0, 18.0, 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample drawn around the origin, and its meaning."""

    sample: str
    meaning: str

    @property
    def width(self) -> float:
        """How far the entry reaches."""
        return SAMPLE + 5 + width_of(self.meaning, SIZE)


def placed(entries: Iterable[Entry], left: float, right: float) -> Iterator[tuple[int, float]]:
    """Row and left edge of each entry."""
    row, x = 0, left
    for entry in entries:
        if x > left and x + entry.width > right:
            row, x = row + 1, left
        yield row, x
        x += entry.width + GAP


def drawn(entries: list[Entry], left: float, right: float, top: float) -> tuple[list[str], float]:
    """The legend below ``top``, and where it ends."""
    parts, bottom = [], top
    for entry, (row, x) in zip(entries, placed(entries, left, right), strict=True):
        y = top + PITCH * (row + 0.5)
        bottom = y + PITCH / 2
        shift = f"translate({x + SAMPLE / 2:.2f} {y:.2f})"
        parts.append(element("g", entry.sample, transform=shift))
        parts.append(
            element("text", escaped(entry.meaning), x=x + SAMPLE + 5, y=y + 3.5, font_size=SIZE)
        )
    return parts, bottom
