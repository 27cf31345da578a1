"""One estimate by one peer: prepared, timed, and read out for comparison."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple, Protocol

import numpy as np

from analyses.survival.intervals import FloatArray
from benchmarks.harness import timed
from benchmarks.statistics.samples import Sample

Result = Mapping[str, FloatArray]
"""The estimates of a peer by name; two peers are compared in the names that both give."""


class Trial(NamedTuple):
    """An estimate ready to be made, and how to read it; only ``call`` is timed."""

    call: Callable[[], Any]
    read: Callable[[Any], Result]


class Measured(NamedTuple):
    """How long an estimate took, and what it found."""

    seconds: float
    result: Result


class Peer(Protocol):
    """Somebody who makes estimates of one sample."""

    @property
    def name(self) -> str:
        """Return whom to name."""
        ...

    @property
    def tolerance(self) -> float:
        """Return how far an estimate may lie from ours."""
        ...

    def can(self, estimator: str) -> bool:
        """Return whether this peer has the estimator and ends in bearable time."""
        ...

    def measure(self, estimator: str) -> Measured:
        """Make the estimate once, with the data in memory already."""
        ...


class Disagreement(AssertionError):
    """Two peers that should agree do not."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """A Python library; ``limits`` say up to how many pairs of row and time to try.

    ``tolerance`` is the difference that its own stopping rule can leave in an estimate.
    """

    name: str
    sample: Sample
    estimators: Mapping[str, Callable[[Sample], Trial]]
    limits: Mapping[str, float]
    tolerance: float = 1e-8

    def can(self, estimator: str) -> bool:
        """Return whether this library has the estimator and ends in bearable time."""
        return estimator in self.estimators and self.sample.pairs <= self.limits.get(estimator, inf)

    def measure(self, estimator: str) -> Measured:
        """Make the estimate once."""
        trial = self.estimators[estimator](self.sample)
        seconds, found = timed(trial.call)
        return Measured(seconds, trial.read(found))


def check_equal(name: str, expected: Result, found: Result, tolerance: float) -> None:
    """Hold what a peer found against what was expected.

    Raises Disagreement naming the value and the largest difference, relative where above 1.
    """
    for value in expected.keys() & found.keys():
        ours, theirs = (np.asarray(result[value], dtype=float) for result in (expected, found))
        if ours.shape != theirs.shape or (np.isnan(ours) != np.isnan(theirs)).any():
            raise Disagreement(f"{name}: {value} has another shape or is missing elsewhere")
        apart = np.nanmax(np.abs(ours - theirs) / np.maximum(1, np.abs(ours)))
        if apart > tolerance:
            raise Disagreement(f"{name}: {value} differs by {apart:.1e}")
