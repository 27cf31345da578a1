"""Where boxes and branches go: a column per episode, a lane per treatment, a band for endings.

Each box lies in its column and its lane, so that no two can meet; branches are curved only between
columns, where there is no box.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from console.figures.consort.branches import ANY, OTHERS, Branches, Place, Tone
from console.figures.consort.measure import (
    LABEL_SIZE,
    THINNEST,
    Measure,
    MeasuredBox,
    Port,
    entry_room,
    widest,
)
from console.figures.consort.scene import Arrow, Extent, Frame

MARGIN, LANE_GAP, HEAD = 24.0, 14.0, 5.0
LEVEL_IN, BAND_HEAD = 14.0, 28.0
CURVE_LEAST, CURVE_MOST = 40.0, 100.0

Point = tuple[float, float]


@dataclass
class Layout:
    """The places of boxes and branches; ``top`` is where the lanes begin.

    Attributes
    ----------
    corner
        Left and upper edge of every box.
    band
        The part that holds the endings.
    """

    drawn: Branches
    top: float
    measure: Measure = field(init=False)
    boxes: dict[Place, MeasuredBox] = field(init=False)
    corner: dict[Place, Point] = field(init=False)
    band: Extent = field(init=False)

    def __post_init__(self) -> None:
        self.measure = Measure(self.drawn)
        self.boxes = {place: self.measure.box(place) for place in self.drawn.boxes}
        lanes, end = self._lanes()
        self.corner = {
            place: (self.column(place.column), self._upper_edge(place, lanes, end))
            for place in self.boxes
        }
        extents = [self.extent(place) for place in self.boxes]
        right = max(extent.right for extent in extents) + MARGIN / 2
        bottom = max(extent.bottom for extent in extents) + MARGIN / 2
        self.band = Extent(MARGIN / 2, end, right, bottom)

    def column(self, number: int) -> float:
        """Left edge of a column."""
        gaps = sum(sum(self._gap(column)) for column in range(number))
        return MARGIN + number * self.measure.box_width + gaps

    def extent(self, place: Place) -> Extent:
        """The rectangle of a box."""
        left, top = self.corner[place]
        return Extent(left, top, left + self.measure.box_width, top + self.boxes[place].height)

    def frames(self) -> Iterator[Frame]:
        """The boxes with the lines between their rows."""
        for place, box in self.boxes.items():
            rule, rules = self.corner[place][1] + box.heading_height, []
            for row in () if place.is_root else box.rows:
                rules.append(rule)
                rule += row.height
            yield Frame(self.extent(place), tuple(rules), ", ".join(box.heading))

    def arrows(self) -> Iterator[Arrow]:
        """Branches from the right edges of rows to the left edges of boxes, thick ones first."""
        arrows: list[Arrow] = []
        for column in range(self.drawn.columns + 1):
            here = [place for place in self.boxes if place.column == column]
            arrows += _spread([arrow for place in here for arrow in self._leaving(place)])
        arrows += [arrow for place in self.boxes for arrow in self._small_ones_arriving(place)]
        yield from sorted(arrows, key=lambda arrow: -arrow.width)

    def _gap(self, column: int) -> tuple[float, float, float]:
        """Widths of the gap after a column: level with counts, curved, level again."""
        here = [box for place, box in self.boxes.items() if place.column == column]
        ports = [port for box in here for row in box.rows for port in row.ports]
        level_out = widest([_count(port) for port in ports], LABEL_SIZE) + 8
        small = [self.measure.stub(place) for place in self.boxes if place.column == column + 1]
        stubs = [f"+{patients}" for patients in small if patients]
        level_in = widest(stubs, LABEL_SIZE) + 8 + HEAD if stubs else LEVEL_IN
        return level_out, min(CURVE_MOST, CURVE_LEAST + 1.4 * len(ports)), level_in

    def _lanes(self) -> tuple[dict[str | None, float], float]:
        """Upper edge of each treatment's lane, and the end of the last."""
        lanes: dict[str | None, float] = {ANY: self.top}
        end = self.top
        for label in (*self.drawn.labels, OTHERS):
            heights = [box.height for place, box in self.boxes.items() if place.label == label]
            if heights:
                lanes[label] = end
                end += max(heights) + LANE_GAP
        alone = [box.height for place, box in self.boxes.items() if place.label == ANY]
        alone += [box.height for place, box in self.boxes.items() if place.is_root]
        return lanes, max([end, *(self.top + height + LANE_GAP for height in alone)])

    def _upper_edge(self, place: Place, lanes: dict[str | None, float], end: float) -> float:
        if place.label is None:
            return end + BAND_HEAD
        if place.is_root:
            return self.top + (end - LANE_GAP - self.top - self.boxes[place].height) / 2
        return lanes[place.label]

    def _leaving(self, place: Place) -> Iterator[Arrow]:
        left, top = self.corner[place]
        level_out, curve, _ = self._gap(place.column)
        x = left + self.measure.box_width
        box = self.boxes[place]
        spare = box.height - sum(row.height for row in box.rows)
        row_top = top + (spare / 2 if place.is_root else box.heading_height)
        for row in box.rows:
            for port in row.ports:
                y = row_top + port.offset
                end = self._entries(port.target)[place, port.row] if port.target else None
                bend, tone = x + level_out, Tone.PLAIN if place.is_root else row.row.tone
                yield Arrow((x, y), bend, bend, bend + curve, end, port.width, tone, _count(port))
            row_top += row.height

    def _entries(self, place: Place) -> dict[tuple[Place, str], Point]:
        """Where branches arrive: on the left edge, in the order of where they come from."""
        arriving = self.measure.arriving(place)
        left, _ = self.corner[place]
        at, found = self._first_entry(place), {}
        for branch in arriving:
            room = entry_room(self.measure.width(branch.patients))
            found[branch.source, branch.row] = (left, at + room / 2)
            at += room
        return found

    def _first_entry(self, place: Place) -> float:
        below = 12.0 if self.measure.stub(place) else 0.0
        spare = self.boxes[place].height - self._entry_room(place) - below
        return self.corner[place][1] + spare / 2

    def _entry_room(self, place: Place) -> float:
        arriving = self.measure.arriving(place)
        return sum(entry_room(self.measure.width(branch.patients)) for branch in arriving)

    def _small_ones_arriving(self, place: Place) -> Iterator[Arrow]:
        small = self.measure.stub(place)
        if small:
            left, _ = self.corner[place]
            y = self._first_entry(place) + self._entry_room(place) + 10
            land = left - self._gap(place.column - 1)[2]
            yield Arrow(None, land, land, land, (left, y), THINNEST, Tone.PLAIN, f"+{small}")


def _spread(arrows: list[Arrow]) -> list[Arrow]:
    """Let the arrows of a gap turn one after the other, those first that are in no other's way.

    Of arrows that lead down the lowest turns first, of those that lead up the highest.
    """
    ends = [(arrow.start, arrow.end) for arrow in arrows if arrow.start and arrow.end]
    falling = sorted((start[1] for start, end in ends if end[1] >= start[1]), reverse=True)
    rising = sorted(start[1] for start, end in ends if end[1] < start[1])
    spread = []
    for arrow in arrows:
        if arrow.start and arrow.end:
            order = falling if arrow.end[1] >= arrow.start[1] else rising
            share = (order.index(arrow.start[1]) + 0.5) / len(order)
            middle = arrow.bend + (0.2 + 0.6 * share) * (arrow.land - arrow.bend)
            arrow = replace(arrow, middle=middle)
        spread.append(arrow)
    return spread


def _count(port: Port) -> str:
    return str(port.patients) if port.target else f"+{port.patients}"
