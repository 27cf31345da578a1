"""How large the boxes of a consort diagram are: wrapped headings, rows, and room for branches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from console.figures.consort.branches import EVERYBODY, Branch, Branches, Place, Row
from console.figures.svg import width_of

SIZE, LABEL_SIZE = 11.0, 10.0
LINE, PAD, BOX_WIDTH = 14.0, 8.0, 148.0
THICKEST, THINNEST, THICKEST_OF_ONE = 11.0, 0.9, 1.5
ENTRY_SPARE, DEEPER = 24.0, 10.0
PORT_ROOM = 11.5
"""Height above a branch in which its count is printed."""


class Port(NamedTuple):
    """Where a branch leaves a row, that of the small branches together having no target."""

    row: str
    target: Place | None
    patients: int
    width: float
    offset: float
    """Distance of the line from the top of the row."""


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A row, its label and its remarks in lines, and the ports on its right edge.

    A line of a remark has the count if it is the last of its text.
    """

    row: Row
    lines: tuple[str, ...]
    ports: tuple[Port, ...]
    height: float
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasuredBox:
    """A box with its heading in lines and its rows."""

    place: Place
    heading: tuple[str, ...]
    rows: tuple[MeasuredRow, ...]
    entry: float
    """Height that the branches that arrive need."""

    @property
    def heading_height(self) -> float:
        """Height of the heading; in the box of the population branches may leave beside it."""
        return 0.0 if self.place.is_root else LINE * len(self.heading) + 8

    @property
    def height(self) -> float:
        """Height of the whole box."""
        rows = sum(row.height for row in self.rows)
        return max(self.heading_height + rows, self.entry, LINE * len(self.heading) + 8)


class Measure:
    """The sizes of everything in one diagram."""

    def __init__(self, drawn: Branches) -> None:
        self.drawn = drawn
        most = max((branch.patients for branch in drawn.branches), default=1)
        self.width_of_one = min(THICKEST_OF_ONE, THICKEST / most)
        count = width_of(f"{most}/{most}", SIZE)
        words = [
            word for rows in drawn.boxes.values() for row in rows for word in row.label.split()
        ]
        words += [word for label in drawn.labels for word in label.replace("_", " ").split()]
        self.box_width = max(BOX_WIDTH, widest(words, bold=True) + count + 2 * PAD + 6)

    def width(self, patients: int) -> float:
        """Width of the line of a branch, in proportion to its patients."""
        return max(THINNEST, self.width_of_one * patients)

    def shown(self, branch: Branch) -> bool:
        """Whether a branch is drawn to its end."""
        return branch.patients >= self.drawn.smallest[branch.source.column]

    def box(self, place: Place) -> MeasuredBox:
        """A box of the diagram."""
        heading = wrapped(self._name(place), self.box_width - 2 * PAD, bold=True)
        count = f"n = {self.drawn.patients(place)}"
        rows = tuple(self._row(place, row) for row in self.drawn.boxes[place])
        return MeasuredBox(place, (*heading, count), rows, self._entry(place))

    def stub(self, place: Place) -> int:
        """Patients who arrive at a box in branches too small to draw."""
        arriving = (branch for branch in self.drawn.branches if branch.target == place)
        return sum(branch.patients for branch in arriving if not self.shown(branch))

    def arriving(self, place: Place) -> list[Branch]:
        """Branches that are drawn into a box."""
        return [b for b in self.drawn.branches if b.target == place and self.shown(b)]

    def _name(self, place: Place) -> str:
        definition = self.drawn.graph.definition
        if place == EVERYBODY:
            return "all patients"
        if place.label is None:
            return definition.untreated if place.column == 1 else f"no further {definition.step}"
        return place.label.replace("_", " ")

    def _entry(self, place: Place) -> float:
        arriving = self.arriving(place)
        return sum(entry_room(self.width(branch.patients)) for branch in arriving) + ENTRY_SPARE

    def _row(self, place: Place, row: Row) -> MeasuredRow:
        ports = self._ports(place, row.label)
        room = self.box_width - 2 * PAD - width_of(printed(row), SIZE) - 6
        lines = wrapped(row.label, room) if row.label else ()
        needed = ports[-1].offset + ports[-1].width / 2 + 4 if ports else 0.0
        remarks = tuple(self._remarks(row))
        height = max(LINE * (len(lines) + len(remarks)) + 5, needed)
        slack = (height - needed) / 2
        placed = tuple(port._replace(offset=port.offset + slack) for port in ports)
        return MeasuredRow(row, lines, placed, height, remarks)

    def _remarks(self, row: Row) -> Iterator[tuple[str, str]]:
        """Lines with their counts, of what came after an outcome."""
        for remark, patients in row.remarks:
            room = self.box_width - 2 * PAD - DEEPER - width_of(str(patients), SIZE) - 6
            *first, last = wrapped(remark, room)
            yield from ((line, "") for line in first)
            yield last, str(patients)

    def _ports(self, place: Place, row: str) -> list[Port]:
        leaving = [b for b in self.drawn.branches if b.source == place and b.row == row]
        sizes: list[tuple[Place | None, int]] = [
            (branch.target, branch.patients) for branch in leaving if self.shown(branch)
        ]
        small = sum(branch.patients for branch in leaving if not self.shown(branch))
        ports: list[Port] = []
        bottom = 0.0
        for target, patients in [*sizes, *([(None, small)] if small else [])]:
            width = self.width(patients) if target else THINNEST
            offset = bottom + PORT_ROOM + width / 2
            ports.append(Port(row, target, patients, width, offset))
            bottom = offset + width / 2
        return ports


def printed(row: Row) -> str:
    """The patients of a row, and of how many if there is a denominator."""
    return str(row.patients) if row.of is None else f"{row.patients}/{row.of}"


def entry_room(width: float) -> float:
    """Height on the left edge of a box for a branch that arrives."""
    return max(9.0, width + 4)


def wrapped(text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """A text in lines no wider than a width, as far as its words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, SIZE, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def widest(texts: Sequence[str], size: float = SIZE, *, bold: bool = False) -> float:
    """Width of the widest of some texts."""
    return max((width_of(text, size, bold=bold) for text in texts), default=0.0)
