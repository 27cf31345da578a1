"""A figure as a file: PDF with its letters, SVG with letters as outlines, PNG and TIFF."""

import io
import re
from html import unescape
from typing import TYPE_CHECKING

from console.figures.plates.outlines import outlined
from console.figures.plates.typesetting import pdf, png

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("pdf", "png", "svg", "tiff")
MM, POINTS, DPI = 25.4, 72, 300
"""Millimetres and points of print an inch; pixels an inch in pictures of points."""
SHARPNESS, MOST = 2.0, 2000.0
"""Pixels of a picture a unit of the figure, as long as it is not wider than so many pixels."""
COLOURS = 128
SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
READ_OUT = re.compile(r'<(title|desc) id="\1">(.*?)</\1>', re.DOTALL)


def size(svg: str) -> tuple[float, float]:
    """Width and height of a figure, in its own units."""
    found = SIZE.search(svg)
    assert found is not None, "the figure does not say how large it is"
    return float(found[1]), float(found[2])


def raster(svg: str) -> bytes:
    """A figure as PNG of few colours, at most so many pixels wide."""
    width, _ = size(svg)
    picture = _pixels(png(svg, round(width * min(SHARPNESS, MOST / width)), POINTS))
    out = io.BytesIO()
    picture.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def plate_files(svg: str, width: float) -> dict[str, bytes]:
    """A figure in every format.

    Parameters
    ----------
    svg
        The figure.
    width
        How wide it is in print, in millimetres; pictures of points have 300 dpi.

    Returns
    -------
    dict
        The content of the file in each of ``FORMATS``.
    """
    points = width / MM * POINTS
    picture = _pixels(png(svg, points, DPI))
    return {
        "pdf": pdf(svg, title(svg), points),
        "png": _picture(picture, "PNG", optimize=True),
        "svg": _printed_size(outlined(svg), points).encode(),
        "tiff": _picture(picture, "TIFF", compression="tiff_lzw"),
    }


def title(svg: str) -> str:
    """The title of a figure, empty if it has none."""
    return _read_out(svg).get("title", "")


def alternative(svg: str) -> str:
    """What a screen reader says of a figure: its title and its description."""
    return ". ".join(text.rstrip(".") for text in _read_out(svg).values() if text) + "."


def _read_out(svg: str) -> dict[str, str]:
    return {name: unescape(text) for name, text in READ_OUT.findall(svg)}


def _printed_size(svg: str, points: float) -> str:
    """The drawing with its width and height in print."""
    width, height = size(svg)
    printed = f'width="{points:g}pt" height="{points * height / width:g}pt"'
    return svg.replace(f'width="{width:g}" height="{height:g}"', printed, 1)


def _pixels(content: bytes) -> "Image":
    from PIL import Image

    return Image.open(io.BytesIO(content)).convert("RGB")


def _picture(picture: "Image", name: str, **options: str | bool) -> bytes:
    out = io.BytesIO()
    picture.save(out, name, dpi=(DPI, DPI), **options)
    return out.getvalue()
