"""A figure with a heading: its width, and the same figure without heading, for print."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cached_property

from console.figures.plot import MADE_UP, room_for


@dataclass(frozen=True, kw_only=True)
class HeadedFigure(ABC):
    """A figure below a heading.

    Parameters
    ----------
    title, notes, warning
        The heading, lines below it, and one that must not be overlooked.
    narrowest
        Width below which it is not drawn.
    """

    title: str
    notes: tuple[str, ...]
    warning: str = ""
    narrowest: float = 520.0

    @abstractmethod
    def svg(self) -> str:
        """The figure; equal data give equal bytes."""

    def plate(self, width: float) -> str:
        """The figure without its heading, as wide as asked for."""
        warning = MADE_UP if self.warning else ""
        return replace(self, title="", notes=(), warning=warning, narrowest=width).svg()

    @cached_property
    def width(self) -> float:
        """The width of the figure: that of the heading, if it needs more room."""
        return max(self.narrowest, room_for(self.title, self.notes, self.warning))
