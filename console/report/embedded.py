"""Figures inside a document to edit: drawings that stay sharp and can be edited there.

The format keeps beside a drawing a picture of points, for programs that cannot draw it.
"""

from io import BytesIO
from typing import Any

from console.figures.plates import alternative, raster, size

EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""What the format calls a drawing in SVG that stands for a picture."""
DRAWING = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def embed(written: Any, svg: str, name: str, widest: float, tallest: float) -> None:
    """Add a figure as a paragraph of its own, at most so wide and tall, in points."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt

    width, height = size(svg)
    shrunk = min(widest / width, tallest / height, 1.0)
    paragraph = written.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shown = paragraph.add_run().add_picture(
        BytesIO(raster(svg)), width=Pt(width * shrunk), height=Pt(height * shrunk)
    )
    shown._inline.docPr.set("descr", alternative(svg))
    package = written.part.package
    part = Part(PackURI(f"/word/media/{name}.svg"), "image/svg+xml", svg.encode(), package)
    identity = written.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    drawing = (
        f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{EXTENSION}"><asvg:svgBlip '
        f'xmlns:asvg="{DRAWING}" r:embed="{identity}"/></a:ext></a:extLst>'
    )
    next(shown._inline.iter(qn("a:blip"))).append(parse_xml(drawing))
