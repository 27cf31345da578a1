"""A figure whose letters are outlines, for programs that lack its fonts."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from console.figures.plates.fonts import BOLD, FALLBACK, REGULAR
from console.figures.svg import number

if TYPE_CHECKING:
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
EM = 1000.0
"""Units of an outline to the size of its letters."""
PLACING = {"x", "y", "font-size", "font-weight", "font-family", "text-anchor"}
"""Attributes of a text that its outline does not have."""
INHERITED = {"font-size", "font-weight", "text-anchor"}
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""The share of a text that stands before its anchor."""


def outlined(svg: str) -> str:
    """The figure with outlines in place of every text; each group of them says which text it is.

    A glyph is drawn once and used as often as it occurs.
    """
    for prefix, namespace in (("", SVG), ("xlink", XLINK)):
        ElementTree.register_namespace(prefix, namespace)
    root = ElementTree.fromstring(svg)
    used: dict[tuple[Path, str], str] = {}
    _outline(root, {}, used)
    root.insert(2, _definitions(used))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _outline(
    element: ElementTree.Element, inherited: dict[str, str], used: dict[tuple[Path, str], str]
) -> None:
    attributes = {**inherited, **element.attrib}
    if element.tag == f"{{{SVG}}}text":
        _group(element, attributes, used)
        return
    for child in element:
        _outline(child, {name: attributes[name] for name in INHERITED & attributes.keys()}, used)


def _group(
    element: ElementTree.Element, attributes: dict[str, str], used: dict[tuple[Path, str], str]
) -> None:
    """Make a text the group of its outlines, in units of a thousandth of its size."""
    text, element.text, element.tag = element.text or "", None, f"{{{SVG}}}g"
    letters = _letters(text, bold=attributes.get("font-weight") == "bold")
    scale = float(attributes.get("font-size", "16")) / EM
    before = BEFORE[attributes.get("text-anchor", "start")] * sum(item.width for item in letters)
    for name in PLACING & element.attrib.keys():
        del element.attrib[name]
    if "stroke-width" in element.attrib:
        element.set("stroke-width", number(float(element.attrib["stroke-width"]) / scale))
    moved = f"translate({attributes.get('x', '0')} {attributes.get('y', '0')}) scale({scale:g})"
    element.set("transform", f"{element.get('transform', '')} {moved}".strip())
    element.attrib.update({"role": "img", "aria-label": text})
    x = -before
    for letter in letters:
        anchor = used.setdefault((letter.font, letter.glyph), f"glyph-{len(used)}")
        use = {f"{{{XLINK}}}href": f"#{anchor}", "x": number(x)}
        ElementTree.SubElement(element, f"{{{SVG}}}use", use)
        x += letter.width


def _definitions(used: dict[tuple[Path, str], str]) -> ElementTree.Element:
    """The outlines of the glyphs in use, by their anchors."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    definitions = ElementTree.Element(f"{{{SVG}}}defs")
    for (font, glyph), anchor in used.items():
        face, pen = _face(font), SVGPathPen(None, number)
        scale = EM / face.units
        face.glyphs[glyph].draw(TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
        path = {"id": anchor, "d": pen.getCommands()}
        ElementTree.SubElement(definitions, f"{{{SVG}}}path", path)
    return definitions


@dataclass(frozen=True, slots=True)
class Face:
    """A font: glyphs of characters, distances of pairs, outlines of glyphs, and units an em."""

    characters: dict[int, str]
    kerning: dict[tuple[str, str], int]
    glyphs: "_TTGlyphSet"
    units: int


class Letter(NamedTuple):
    """A glyph of a font and its advance width, in units of ``EM``."""

    font: Path
    glyph: str
    width: float


def _letters(text: str, *, bold: bool) -> list[Letter]:
    """The glyphs of a text with their widths; one in which any is missing is set in the fallback.

    That, and kerning by pairs, is how a text is set where it stays text.
    """
    font = BOLD if bold else REGULAR
    if not all(ord(character) in _face(font).characters for character in text):
        font = FALLBACK
    face = _face(font)
    glyphs = [face.characters.get(ord(character), ".notdef") for character in text]
    return [
        Letter(font, glyph, (face.glyphs[glyph].width + kerning) * EM / face.units)
        for glyph, kerning in zip(glyphs, _kerning(face, glyphs), strict=True)
    ]


def _kerning(face: Face, glyphs: list[str]) -> list[int]:
    """By how much each glyph stands nearer to the next; the last has none."""
    return [face.kerning.get(pair, 0) for pair in pairwise(glyphs)] + [0] * bool(glyphs)


@cache
def _face(path: Path) -> Face:
    from fontTools.ttLib import TTFont

    font: TTFont = TTFont(path)
    kerning = font["kern"].kernTables[0].kernTable
    return Face(font.getBestCmap(), kerning, font.getGlyphSet(), font["head"].unitsPerEm)
