"""Figures in the formats of print, and as pictures of points for programs that cannot draw them.

A figure is drawn once, as SVG. What is here sets that drawing into another format by way of
matplotlib's canvases; it knows the SVG that this program writes, and no other. ``courses`` reads
paths, ``brush`` sets the elements, ``formats`` writes files.
"""

from console.figures.plates.formats import FORMATS, pictured, rasterised

__all__ = ["FORMATS", "pictured", "rasterised"]
