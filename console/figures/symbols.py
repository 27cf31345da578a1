"""Marks on a lane: what happened at a point in time, distinguished by shape alone."""

from typing import Literal

from console.figures.svg import element, number

Sign = Literal["response", "relapse", "transplant", "death", "lost", "ongoing"]

INK = "#1a1a1a"
MEANINGS: dict[Sign, str] = {
    "response": "response",
    "relapse": "relapse",
    "transplant": "transplant",
    "death": "death",
    "lost": "lost to follow-up",
    "ongoing": "alive when last seen",
}
"""What a legend says of each sign."""


def mark(sign: Sign, x: float, y: float, size: float) -> str:
    """A sign centred at a point; solid ones are ringed in white to stand out on any bar."""
    r = size / 2
    match sign:
        case "response":
            return element("circle", cx=x, cy=y, r=0.9 * r, **_open(size))
        case "transplant":
            return _path([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], True, **_open(size))
        case "relapse":
            return _path([(x - r, y - 0.8 * r), (x + r, y - 0.8 * r), (x, y + r)], True, **SOLID)
        case "death":
            cross = _path([(x - r, y - r), (x + r, y + r)], False) + _path(
                [(x - r, y + r), (x + r, y - r)], False
            )
            return _stroked(cross, size)
        case "lost":
            return _stroked(_path([(x, y - r), (x, y + r)], False), size)
        case "ongoing":
            tip = [(x - 0.2 * r, y - 0.7 * r), (x + r, y), (x - 0.2 * r, y + 0.7 * r)]
            return _stroked(_path([(x - r, y), (x + r, y)], False) + _path(tip, False), size)


SOLID: dict[str, str | float] = {"fill": INK, "stroke": "#ffffff", "stroke_width": 0.8}


def _open(size: float) -> dict[str, str | float]:
    return {"fill": "#ffffff", "stroke": INK, "stroke_width": max(size / 8, 0.7)}


def _stroked(lines: str, size: float) -> str:
    width = max(size / 5, 0.9)
    return element("g", lines, fill="none", stroke=INK, stroke_width=width)


def _path(points: list[tuple[float, float]], closed: bool, **look: str | float) -> str:
    points_in_words = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=f"M{points_in_words}{'Z' if closed else ''}", **look)
