"""What a figure consists of once everything has its place: frames, arrows and texts."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from console.figures.svg import width_of

INK = "#1a1a1a"


class Extent(NamedTuple):
    """A rectangle by its left, upper, right and lower edge."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Extent") -> bool:
        """Whether two rectangles share more than an edge."""
        apart_across = self.right <= other.left or other.right <= self.left
        apart_down = self.bottom <= other.top or other.bottom <= self.top
        return not (apart_across or apart_down)

    def holds(self, other: "Extent") -> bool:
        """Whether the other rectangle lies inside this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its baseline."""

    x: float
    y: float
    text: str
    size: float = 11
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    colour: str = INK

    @property
    def extent(self) -> Extent:
        """The room that the text takes in any common font."""
        width = width_of(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Extent(left, self.y - 0.78 * self.size, left + width, self.y + 0.24 * self.size)


@dataclass(frozen=True, slots=True)
class Frame:
    """A box; ``rules`` are the heights of the lines across it, the first below its heading."""

    extent: Extent
    rules: tuple[float, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A branch: level to ``bend``, curved to ``land``, level to its end; a stub ends at its bend.

    It is halfway up or down where it passes ``middle``. ``end`` is None for patients who leave in
    a branch too small to draw, ``start`` for patients who arrive in one.
    """

    start: tuple[float, float] | None
    bend: float
    middle: float
    land: float
    end: tuple[float, float] | None
    width: float
    tone: str
    count: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All of a figure; ``band`` lies behind everything."""

    width: float
    height: float
    band: Extent
    frames: tuple[Frame, ...]
    arrows: tuple[Arrow, ...]
    texts: tuple[Text, ...]
