"""Newton's method for a log-likelihood, with the step halving and stopping rule of R's coxph."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from analyses.survival.intervals import FloatArray
from analyses.survival.regression.model_errors import (
    CollinearCovariatesError,
    ConstantCovariateError,
    ConvergenceError,
    MonotoneLikelihoodError,
    quoted,
)

TOLERANCE = 1e-9
ITERATIONS = 20
# Below this share of independent information a column is a combination of the others.
_SINGULAR = 1e-12
# Information on a covariate that ranges over 1, per event, that rounding alone can leave.
_NOISE = 1e-13
# Smallest part of a column in a combination that vanishes for it to be named.
_INVOLVED = 1e-3
# A settled estimate moves by some 1e-7 of the range of its covariate, a runaway by about 1.
_STILL_MOVING = 1e-3


@dataclass(frozen=True, slots=True)
class Derivatives:
    """The log-likelihood at a point, its gradient, and minus its second derivatives."""

    log_likelihood: float
    score: FloatArray
    information: FloatArray

    def step(self) -> FloatArray:
        """Return Newton's step from here."""
        return np.linalg.solve(self.information, self.score)

    def finite(self) -> bool:
        """Return whether nothing overflowed."""
        parts = (self.log_likelihood, self.score, self.information)
        return all(bool(np.isfinite(part).all()) for part in parts)


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where a log-likelihood is largest, and its derivatives there and at the start."""

    at: FloatArray
    here: Derivatives
    start: Derivatives
    iterations: int


def maximise(
    likelihood: Callable[[FloatArray], Derivatives], ranges: FloatArray, columns: tuple[str, ...]
) -> Maximum:
    """Return the maximum, started from 0.

    ``ranges`` say how far each covariate reaches, so that a step can be called large, and
    ``columns`` name them in errors. Stops when the log-likelihood changes by less than 1e-9 of
    itself; a step that lowers it is shortened.

    Raises ConstantCovariateError, CollinearCovariatesError, MonotoneLikelihoodError or
    ConvergenceError when there is no single finite maximum.
    Source: R ``survival::coxph.control`` and ``coxph.fit``.
    """
    at: FloatArray = np.zeros(len(columns))
    start = best = likelihood(at)
    _refuse_singular(start, ranges, columns)
    proposed, halvings = start.step(), 0
    for iteration in range(1, ITERATIONS + 1):
        new = likelihood(proposed)
        usable = new.finite()
        if usable and _settled(best.log_likelihood, new.log_likelihood):
            _refuse_unbounded(new, ranges, columns)
            return Maximum(proposed, new, start, iteration)
        if usable and new.log_likelihood >= best.log_likelihood:
            at, best, halvings = proposed, new, 0
            proposed = at + _step(best, columns)
        else:
            halvings += 1
            proposed = (proposed + halvings * at) / (halvings + 1)
    _refuse_unbounded(best, ranges, columns)
    raise ConvergenceError(f"The estimates did not settle in {ITERATIONS} iterations.")


def _settled(before: float, after: float) -> bool:
    return abs(after - before) <= TOLERANCE * abs(after)


def _step(here: Derivatives, columns: tuple[str, ...]) -> FloatArray:
    try:
        return here.step()
    except np.linalg.LinAlgError:
        raise _unbounded(columns) from None


def _refuse_singular(start: Derivatives, ranges: FloatArray, columns: tuple[str, ...]) -> None:
    names, spread = np.array(columns), np.diag(start.information)
    # The log-likelihood grows with the number of events, and so does what rounding leaves.
    flat = spread / ranges**2 <= _NOISE * abs(start.log_likelihood)
    if flat.any():
        raise ConstantCovariateError(
            f"{quoted(names[flat])} does not differ among those at risk together at any event; "
            "leave it out, or check the strata.",
            names[flat].tolist(),
        )
    scale = np.sqrt(spread)
    values, vectors = np.linalg.eigh(start.information / np.outer(scale, scale))
    if values[0] < _SINGULAR * names.size:
        involved = np.abs(vectors[:, 0]) > _INVOLVED
        raise CollinearCovariatesError(
            f"{quoted(names[involved])} determine each other, so their effects cannot be "
            "separated; leave one out."
        )


def _refuse_unbounded(here: Derivatives, ranges: FloatArray, columns: tuple[str, ...]) -> None:
    """Refuse estimates that Newton's next step would still move visibly (R only warns)."""
    moving = np.abs(_step(here, columns)) * ranges > _STILL_MOVING
    if moving.any():
        raise _unbounded(np.array(columns)[moving])


def _unbounded(columns: Iterable[str]) -> MonotoneLikelihoodError:
    return MonotoneLikelihoodError(
        f"The coefficient of {quoted(columns)} grows without limit: a group without events, or "
        "complete separation; merge groups or leave it out."
    )
