"""A figure as a file: PDF with its letters, SVG with letters as outlines, PNG and TIFF."""

import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from console.figures.plates.brush import Brush

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("pdf", "png", "svg", "tiff")
MM, DPI = 25.4, 300
SHARPNESS, MOST = 2.0, 2000.0
"""Points of a picture a unit of the figure, as long as it is not more than so many points wide."""
SETTINGS: dict[Any, Any] = {"pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "figure"}
"""TrueType letters embedded in PDF; nothing in a file that differs from one time to the next."""


def rasterised(svg: str) -> bytes:
    """A figure as PNG of few colours, at most so many points wide."""
    root = ElementTree.fromstring(svg)
    width, height = _size(root)
    wide = round(width * min(SHARPNESS, MOST / width))
    dpi = 100
    picture = _points(_figure(root, wide / dpi, wide / dpi * height / width), dpi)
    out = io.BytesIO()
    picture.quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def pictured(svg: str, width: float) -> dict[str, bytes]:
    """A figure in every format, so many millimetres wide; points at 300 dpi."""
    root = ElementTree.fromstring(svg)
    across = width / MM
    drawn = _figure(root, across, across * _size(root)[1] / _size(root)[0])
    picture = _points(drawn, DPI)
    return {
        "pdf": _saved(drawn, "pdf", {"CreationDate": None, "Creator": None, "Producer": None}),
        "png": _picture(picture, "PNG"),
        "svg": _saved(drawn, "svg", {"Date": None, "Creator": None}),
        "tiff": _picture(picture, "TIFF", compression="tiff_lzw"),
    }


def _size(root: ElementTree.Element) -> tuple[float, float]:
    return float(root.attrib["width"]), float(root.attrib["height"])


def _figure(root: ElementTree.Element, width: float, height: float) -> "Figure":
    """The drawing as one artist of a figure of so many inches."""
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    points = width * 72 / _size(root)[0]

    class Drawing(Artist):
        def draw(self, renderer: Any) -> None:
            unit = points / 72 * figure.dpi
            placed = Affine2D().scale(unit, -unit).translate(0, figure.bbox.height)
            Brush(renderer, placed, points, figure.bbox.height).element(root, {})

    figure = Figure(figsize=(width, height))
    figure.add_artist(Drawing())
    return figure


def _points(figure: "Figure", dpi: int) -> Any:
    from PIL import Image

    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, pil_kwargs={"compress_level": 0})
    return Image.open(out).convert("RGB")


def _picture(picture: Any, name: str, **how: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, name, dpi=(DPI, DPI), **how)
    return out.getvalue()


def _saved(figure: "Figure", name: str, said: dict[str, None]) -> bytes:
    from matplotlib import rc_context

    out = io.BytesIO()
    with rc_context(SETTINGS):
        figure.savefig(out, format=name, metadata=said)
    return out.getvalue()
