"""Figures in the formats of print, and as pictures of points for programs that cannot draw them.

A figure is drawn once, as SVG. ``typesetting`` sets that drawing on a page with Typst,
``outlines`` replaces its letters by their outlines, ``formats`` writes the files. All use the fonts
in ``fonts``, so that the same figure has the same bytes on any machine.
"""

from console.figures.plates.formats import FORMATS, alternative, plate_files, raster, size

__all__ = ["FORMATS", "alternative", "plate_files", "raster", "size"]
