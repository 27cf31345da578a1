"""The course of an SVG path as straight lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

Point = tuple[float, float]
STEP = re.compile(r"([MLHVCZlhvz])([^MLHVCZlhvz]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
FINENESS = 12
"""Straight lines in place of a curve."""


def outlines(course: str) -> list[list[Point]]:
    """The strokes of a path; one that is closed ends where it began."""
    drawn: list[list[Point]] = []
    for command, said in STEP.findall(course):
        numbers = [float(one) for one in NUMBER.findall(said)]
        if command == "M":
            drawn.append([])
        here = drawn[-1][-1] if drawn[-1] else (0.0, 0.0)
        drawn[-1] += _points(command, numbers, here, drawn[-1])
    return drawn


def _points(command: str, said: list[float], here: Point, before: list[Point]) -> Iterator[Point]:
    x, y = here
    match command:
        case "M" | "L":
            yield from zip(said[::2], said[1::2], strict=True)
        case "l":
            for dx, dy in zip(said[::2], said[1::2], strict=True):
                x, y = x + dx, y + dy
                yield x, y
        case "H" | "h":
            yield from ((x * (command == "h") + to, y) for to in said)
        case "V" | "v":
            yield from ((x, y * (command == "v") + to) for to in said)
        case "C":
            yield from _curve(here, *zip(said[::2], said[1::2], strict=True))
        case _:
            yield before[0]


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """A cubic Bezier curve."""
    for step in range(1, FINENESS + 1):
        t = step / FINENESS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        points = (start, first, second, end)
        x, y = (sum(w * p[i] for w, p in zip(weights, points, strict=True)) for i in (0, 1))
        yield x, y


def dashed(course: list[Point], dashes: list[float]) -> Iterator[list[Point]]:
    """The pieces of a course that are drawn, and not the gaps between them."""
    piece, on, left, place = [course[0]], True, dashes[0], 0
    for start, end in pairwise(course):
        length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
        gone = 0.0
        while length - gone > left:
            gone += left
            share = gone / length
            cut = tuple(a + share * (b - a) for a, b in zip(start, end, strict=True))
            if on:
                yield [*piece, (cut[0], cut[1])]
            piece, on, place = [(cut[0], cut[1])], not on, (place + 1) % len(dashes)
            left = dashes[place]
        left -= length - gone
        piece.append(end)
    if on:
        yield piece
