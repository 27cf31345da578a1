"""A figure as a page of its own: PDF with its letters, or a picture of points."""

from functools import cache
from typing import TYPE_CHECKING, Literal

from console.figures.plates.fonts import FOLDER

if TYPE_CHECKING:
    from typst import Fonts

SOURCE = """\
#set document(title: sys.inputs.title, date: none)
#set page(width: {width}pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.title)
"""


def pdf(svg: str, title: str, width: float) -> bytes:
    """A figure as PDF, with letters as text and their fonts embedded.

    Parameters
    ----------
    svg
        The figure.
    title
        What a reader of the document sees as its title, and a screen reader reads out.
    width
        Width of the page in points of print.
    """
    return _typeset(svg, title, width, "pdf", 72)


def png(svg: str, width: float, dpi: float) -> bytes:
    """A figure as PNG.

    Parameters
    ----------
    svg
        The figure.
    width
        Width in points of print.
    dpi
        Pixels an inch.
    """
    return _typeset(svg, "", width, "png", dpi)


def _typeset(svg: str, title: str, width: float, kind: Literal["pdf", "png"], dpi: float) -> bytes:
    from typst import compile as typeset

    return typeset(
        SOURCE.format(width=width).encode(),
        format=kind,
        ppi=dpi,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"svg": svg, "title": title},
    )


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
