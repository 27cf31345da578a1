"""The course of an SVG path: its points, and by what each is reached."""

import re
from collections.abc import Iterator
from typing import Literal

Point = tuple[float, float]
By = Literal["move", "line", "curve", "close"]
STEP = re.compile(r"([MLHVCZlhvz])([^MLHVCZlhvz]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")


def course(path: str) -> list[tuple[By, Point]]:
    """The points of a path; three in a row, of which two guide it, make a curve."""
    drawn: list[tuple[By, Point]] = []
    here = begun = (0.0, 0.0)
    for command, said in STEP.findall(path):
        numbers = [float(item) for item in NUMBER.findall(said)]
        if command in "Zz":
            drawn.append(("close", begun))
            here = begun
            continue
        points = list(_points(command, numbers, here))
        by: By = "move" if command == "M" else "curve" if command == "C" else "line"
        drawn += [
            (by if place == 0 or by == "curve" else "line", one) for place, one in enumerate(points)
        ]
        here = points[-1]
        begun = points[0] if command == "M" else begun
    return drawn


def _points(command: str, said: list[float], here: Point) -> Iterator[Point]:
    x, y = here
    match command:
        case "l":
            for dx, dy in zip(said[::2], said[1::2], strict=True):
                x, y = x + dx, y + dy
                yield x, y
        case "H" | "h":
            yield from ((x * (command == "h") + to, y) for to in said)
        case "V" | "v":
            yield from ((x, y * (command == "v") + to) for to in said)
        case _:
            yield from zip(said[::2], said[1::2], strict=True)
