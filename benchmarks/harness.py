"""Timing that survives a busy machine: contestants take turns, and only ratios are compared."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeVar

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    Attributes
    ----------
    name, value, unit
        What was measured; ``unit`` is ``x`` for a ratio.
    least, most
        The range over the rounds.
    aim
        What it should be, as text; empty where nothing was promised.
    met
        Whether it is so.
    """

    name: str
    value: float
    unit: str
    least: float
    most: float
    aim: str = ""
    met: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


Result = TypeVar("Result")
Clock = Callable[[], float]
WALL: Clock = time.perf_counter
PROCESSOR: Clock = time.process_time
"""Counts what this process does, however busy the machine: for contestants of one thread."""

Times = Mapping[str, list[float]]


def interleaved(
    contestants: Mapping[str, Callable[[], object]],
    rounds: int = ROUNDS,
    clock: Clock = WALL,
) -> Times:
    """Seconds of each contestant in each round; each is run once before the first.

    The garbage collector rests while a contestant runs, and what was prepared is kept out of it.
    """
    for run in contestants.values():
        run()
    gc.collect()
    gc.freeze()
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            times[name].append(timed(run, clock)[0])
    gc.unfreeze()
    return times


def seconds(run: Callable[[], object]) -> float:
    """Wall time of one call."""
    return timed(run)[0]


def timed(run: Callable[[], Result], clock: Clock = WALL) -> tuple[float, Result]:
    """Time of one call, and what it returned."""
    gc.collect()
    gc.disable()
    start = clock()
    result = run()
    stop = clock()
    gc.enable()
    return stop - start, result


def absolute(name: str, times: list[float], unit: str = "ms", below: float | None = None) -> Figure:
    """The median time, in seconds or milliseconds."""
    scaled = [time * {"s": 1.0, "ms": 1e3}[unit] for time in times]
    return of_rounds(name, scaled, unit, at_most=below)


def ratio(name: str, over: list[float], under: list[float], **aim: float) -> Figure:
    """The median over the rounds of one contestant's time as a multiple of another's."""
    return of_rounds(name, [a / b for a, b in zip(over, under, strict=True)], "x", **aim)


def of_rounds(
    name: str,
    found: list[float],
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Figure:
    """The median of one value per round, and whether it keeps to its bound."""
    value, low, high = median(found), min(found), max(found)
    if at_most is not None:
        return Figure(name, value, unit, low, high, f"<= {at_most:g} {unit}", value <= at_most)
    if at_least is not None:
        return Figure(name, value, unit, low, high, f">= {at_least:g} {unit}", value >= at_least)
    return Figure(name, value, unit, low, high)
