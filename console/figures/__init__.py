"""Figures as SVG, written by hand: the same bytes for the same result, on any machine."""
