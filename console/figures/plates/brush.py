"""Setting the elements of a figure with a renderer of matplotlib."""

import re
from dataclasses import dataclass, field, replace
from math import ceil, floor
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from console.figures.plates.courses import course

if TYPE_CHECKING:
    from matplotlib.path import Path
    from matplotlib.transforms import Transform

Element = ElementTree.Element
Look = dict[str, str]
NARROWED = 0.92
"""The letters set run wider than those that browsers choose."""
FAMILY = "DejaVu Sans"
"""The letters that widths are reckoned for; they come with matplotlib."""
INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "font-size")
TURNED = re.compile(r"rotate\(-90 ")
MOVED = re.compile(r"translate\((\S+) (\S+)\)")


@dataclass
class Brush:
    """A renderer, where a point of the figure lies on it, and how many points of print a unit is.

    ``height`` is that of the renderer, ``patterns`` the hatchings met so far. ``bounds`` keeps the
    outlines that bounded something: the renderer knows the last by its place in memory, which no
    other may take.
    """

    renderer: Any
    placed: "Transform"
    points: float
    height: float
    patterns: dict[str, Element] = field(default_factory=dict)
    bounds: list[Any] = field(default_factory=list)

    def element(self, one: Element, inherited: Look) -> None:
        """Set an element and all in it."""
        look = {**inherited, **one.attrib}
        match one.tag.rpartition("}")[2]:
            case "svg" | "g" | "defs":
                self._group(one, look)
            case "pattern":
                self.patterns[one.attrib["id"]] = one
            case "text":
                self._text(one.text or "", look)
            case name:
                shape = shape_of(name, look)
                if shape is not None:
                    self._shape(shape, look)

    def _group(self, one: Element, look: Look) -> None:
        from matplotlib.transforms import Affine2D

        brush = self
        if moved := MOVED.match(look.get("transform", "")):
            shift = Affine2D().translate(float(moved[1]), float(moved[2]))
            brush = replace(self, placed=shift + self.placed)
        handed_down = {name: look[name] for name in INHERITED if name in look}
        for child in one:
            brush.element(child, handed_down)

    def _shape(self, shape: "Path", look: Look) -> None:
        fill = look.get("fill", "#000000")
        if fill.startswith("url"):
            self._hatched(shape, self.patterns[fill.removeprefix("url(#").removesuffix(")")])
            fill = "none"
        stroked = look.get("stroke", "none") != "none"
        if stroked or fill != "none":
            self._path(shape, look if stroked else {}, fill, float(look.get("fill-opacity", "1")))

    def _path(
        self, shape: "Path", stroke: Look, fill: str, opacity: float = 1.0, within: Any = None
    ) -> None:
        from matplotlib.colors import to_rgba

        pen = self.renderer.new_gc()
        pen.set_linewidth(_of(stroke, "stroke-width", "1") * self.points if stroke else 0)
        pen.set_foreground(stroke.get("stroke", "#000000"))
        pen.set_joinstyle("miter")
        if dashes := [float(item) for item in stroke.get("stroke-dasharray", "").split()]:
            pen.set_dashes(0, [dashe * self.points for dashe in dashes])
        if within is not None:
            pen.set_clip_path(within)
        face = None if fill == "none" else to_rgba(fill, opacity)
        self.renderer.draw_path(pen, shape, self.placed, face)
        pen.restore()

    def _hatched(self, shape: "Path", pattern: Element) -> None:
        """A hatching over and over, inside a shape."""
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D, TransformedPath

        side, extent = _of(pattern.attrib, "width"), shape.get_extents()
        within = TransformedPath(shape, self.placed)
        self.bounds.append(within)
        for child in pattern:
            name = child.tag.rpartition("}")[2]
            drawn = shape_of(name, child.attrib)
            if name == "rect":
                self._path(shape, {}, child.attrib["fill"])
            elif drawn is not None:
                tiles = [
                    drawn.transformed(Affine2D().translate(side * column, side * row))
                    for column in range(floor(extent.x0 / side), ceil(extent.x1 / side))
                    for row in range(floor(extent.y0 / side), ceil(extent.y1 / side))
                ]
                self._path(Path.make_compound_path(*tiles), child.attrib, "none", within=within)

    def _text(self, said: str, look: Look) -> None:
        from matplotlib.font_manager import FontProperties

        size = _of(look, "font-size", "10") * self.points * NARROWED
        letters = FontProperties(family=FAMILY, weight=look.get("font-weight"), size=size)
        width = self.renderer.get_text_width_height_descent(said, letters, False)[0]
        left = {"middle": width / 2, "end": width}.get(look.get("text-anchor", "start"), 0.0)
        x, y = self.placed.transform((_of(look, "x"), _of(look, "y")))
        turned = TURNED.match(look.get("transform", "")) is not None
        x, y = (x, y - left) if turned else (x - left, y)
        if "stroke" in look:
            self._halo(said, letters, (x, y), look)
        pen = self.renderer.new_gc()
        pen.set_foreground(look.get("fill", "#000000"))
        up = self.height - y if self.renderer.flipy() else y
        self.renderer.draw_text(pen, x, up, said, letters, 90 if turned else 0, False)
        pen.restore()

    def _halo(self, said: str, letters: Any, at: tuple[float, float], look: Look) -> None:
        """A line around letters that keeps what lies below from striking them."""
        from matplotlib.textpath import TextPath
        from matplotlib.transforms import Affine2D

        outline = TextPath((0, 0), said, prop=letters)
        placed = Affine2D().scale(self.renderer.points_to_pixels(1.0)).translate(*at)
        brush = replace(self, placed=placed)
        brush._path(outline, {name: look[name] for name in ("stroke", "stroke-width")}, "none")


def shape_of(name: str, look: Look) -> "Path | None":
    """The outline of an element in its own units, None if it has none."""
    from matplotlib.path import Path

    match name:
        case "rect":
            x, y = _of(look, "x"), _of(look, "y")
            right, bottom = x + _of(look, "width"), y + _of(look, "height")
            corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
            return Path(corners, closed=True)
        case "line":
            return Path([(_of(look, f"x{n}"), _of(look, f"y{n}")) for n in (1, 2)])
        case "circle":
            return Path.circle((_of(look, "cx"), _of(look, "cy")), _of(look, "r"))
        case "path":
            codes = {
                "move": Path.MOVETO,
                "line": Path.LINETO,
                "curve": Path.CURVE4,
                "close": Path.CLOSEPOLY,
            }
            steps = course(look["d"])
            return Path([point for _, point in steps], [codes[by] for by, _ in steps])
    return None


def _of(look: Look, name: str, otherwise: str = "0") -> float:
    return float(look.get(name, otherwise))
