"""Figures as pictures of points, for programs that cannot draw them.

It knows the SVG that this program writes, and no other. ``outlines`` reads paths, ``shapes`` draws.
"""

from console.pictures.raster.shapes import rasterised

__all__ = ["rasterised"]
