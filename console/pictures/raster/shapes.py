"""Drawing the elements of a figure on a picture of points."""

import io
import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from console.pictures.raster.outlines import Point, dashed, outlines

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

Element = ElementTree.Element
Look = dict[str, str]
SHARPNESS, MOST, SMOOTHNESS = 2.0, 2000.0, 2
"""Points of the picture a unit of the figure, as long as it is not more than so many points wide;
points drawn for each of them."""
NARROWED = 0.92
"""The letters drawn run wider than those that browsers choose."""
INHERITED = ("fill", "stroke", "stroke-width", "fill-opacity", "font-size")
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def rasterised(svg: str) -> bytes:
    """A figure as PNG."""
    from PIL import Image, ImageDraw

    root = ElementTree.fromstring(svg)
    scale = SMOOTHNESS * min(SHARPNESS, MOST / float(root.get("width", "1")))
    size = [round(float(root.get(side, "0")) * scale) for side in ("width", "height")]
    picture = Image.new("RGB", (size[0], size[1]), "#ffffff")
    _Canvas(picture, ImageDraw.Draw(picture), scale).element(root, {}, (0.0, 0.0))
    out = io.BytesIO()
    picture.reduce(SMOOTHNESS).quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


@dataclass
class _Canvas:
    """A picture on which elements are drawn, ``scale`` points a unit."""

    picture: "Image.Image"
    pen: "ImageDraw.ImageDraw"
    scale: float
    patterns: dict[str, Element] = field(default_factory=dict)

    def element(self, one: Element, inherited: Look, shift: Point) -> None:
        look = {**inherited, **one.attrib}
        match one.tag.rpartition("}")[2]:
            case "svg" | "g" | "defs":
                self._group(one, look, shift)
            case "pattern":
                self.patterns[one.attrib["id"]] = one
            case "rect":
                self._rectangle(look, shift)
            case "line":
                ends = [(_of(look, f"x{n}"), _of(look, f"y{n}")) for n in (1, 2)]
                self._stroke(ends, look, shift)
            case "path":
                for course in outlines(look["d"]):
                    self._filled(course, look, shift)
                    self._stroke(course, look, shift)
            case "circle":
                self._circle(look, shift)
            case "text":
                self._text(one.text or "", look, shift)

    def _group(self, one: Element, look: Look, shift: Point) -> None:
        moved = re.match(r"translate\((\S+) (\S+)\)", look.get("transform", ""))
        if moved:
            shift = (shift[0] + float(moved[1]), shift[1] + float(moved[2]))
        handed_down = {name: look[name] for name in INHERITED if name in look}
        for child in one:
            self.element(child, handed_down, shift)

    def _at(self, point: Point, shift: Point) -> Point:
        return (point[0] + shift[0]) * self.scale, (point[1] + shift[1]) * self.scale

    def _rectangle(self, look: Look, shift: Point) -> None:
        x, y = _of(look, "x"), _of(look, "y")
        right, bottom = x + _of(look, "width"), y + _of(look, "height")
        corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
        self._filled(corners, look, shift)
        self._stroke(corners, look, shift)

    def _filled(self, course: list[Point], look: Look, shift: Point) -> None:
        from PIL import Image, ImageDraw

        fill, opacity = look.get("fill", "#000000"), float(look.get("fill-opacity", "1"))
        points = [self._at(point, shift) for point in course]
        if fill == "none" or len(points) < 3:
            return
        if opacity == 1 and not fill.startswith("url"):
            self.pen.polygon(points, fill=fill)
            return
        left, top = (int(min(point[i] for point in points)) for i in (0, 1))
        right, bottom = (int(max(point[i] for point in points)) + 1 for i in (0, 1))
        mask = Image.new("L", (right - left, bottom - top))
        shape = [(x - left, y - top) for x, y in points]
        ImageDraw.Draw(mask).polygon(shape, fill=round(255 * opacity))
        paint = self._tiles(fill, mask.size) if fill.startswith("url") else fill
        self.picture.paste(paint, (left, top, right, bottom), mask)

    def _tiles(self, fill: str, size: tuple[int, int]) -> "Image.Image":
        """A hatching, over and over."""
        from PIL import Image, ImageDraw

        pattern = self.patterns[fill.removeprefix("url(#").removesuffix(")")]
        side = round(_of(pattern.attrib, "width") * self.scale)
        tile = Image.new("RGB", (side, side), "#ffffff")
        canvas = _Canvas(tile, ImageDraw.Draw(tile), self.scale)
        for child in pattern:
            canvas.element(child, {}, (0.0, 0.0))
        tiles = Image.new("RGB", size)
        for left in range(0, size[0], side):
            for top in range(0, size[1], side):
                tiles.paste(tile, (left, top))
        return tiles

    def _stroke(self, course: list[Point], look: Look, shift: Point) -> None:
        ink = look.get("stroke", "none")
        if ink == "none":
            return
        width = max(round(_of(look, "stroke-width", "1") * self.scale), 1)
        dashes = [float(one) for one in look.get("stroke-dasharray", "").split()]
        for piece in dashed(course, dashes) if dashes else [course]:
            self.pen.line([self._at(point, shift) for point in piece], ink, width, joint="curve")

    def _circle(self, look: Look, shift: Point) -> None:
        x, y = self._at((_of(look, "cx"), _of(look, "cy")), shift)
        r, width = _of(look, "r") * self.scale, _of(look, "stroke-width", "0") * self.scale
        box = (x - r, y - r, x + r, y + r)
        self.pen.ellipse(box, look.get("fill"), look.get("stroke"), round(width))

    def _text(self, said: str, look: Look, shift: Point) -> None:
        from PIL import Image, ImageDraw

        font = _font(look, self.scale)
        ink, anchor = look.get("fill", "#000000"), ANCHORS[look.get("text-anchor", "start")]
        x, y = self._at((_of(look, "x"), _of(look, "y")), shift)
        halo: dict[str, Any] = {}
        if "stroke" in look:
            halo = {"stroke_width": round(self.scale), "stroke_fill": look["stroke"]}
        if "transform" not in look:
            self.pen.text((x, y), said, ink, font, anchor, **halo)
            return
        reach = int(font.getlength(said)) + 8
        mask = Image.new("L", (reach, reach))
        ImageDraw.Draw(mask).text((reach / 2, reach / 2), said, 255, font, "ms")
        self.picture.paste(ink, (round(x - reach / 2), round(y - reach / 2)), mask.rotate(90))


def _of(look: Look, name: str, otherwise: str = "0") -> float:
    return float(look.get(name, otherwise))


def _font(look: Look, scale: float) -> Any:
    """The letters that widths are reckoned for; they come with matplotlib, which is not loaded."""
    from PIL import ImageFont

    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    bold = "-Bold" if look.get("font-weight") == "bold" else ""
    letters = Path(found.origin).parent / f"mpl-data/fonts/ttf/DejaVuSans{bold}.ttf"
    return ImageFont.truetype(letters, round(_of(look, "font-size", "10") * scale * NARROWED))
