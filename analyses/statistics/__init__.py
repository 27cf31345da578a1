"""From a printed figure back to the patients whom it counts.

``named`` finds what a name such as ``OS.median`` stands for, ``traced`` its value and patients.
"""

from analyses.statistics.names import FigureName, UnknownFigure, figure_names, named
from analyses.statistics.statistic import Figure, Role, Share
from analyses.statistics.traced import traced

__all__ = [
    "Figure",
    "FigureName",
    "Role",
    "Share",
    "UnknownFigure",
    "figure_names",
    "named",
    "traced",
]
