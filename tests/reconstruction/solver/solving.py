"""The stages of the search: days alone, covariates on fixed days, then both together."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.reconstruction.solver.cohort import Problem, first_days, problem
from tests.reconstruction.solver.covariates import Table, start
from tests.reconstruction.solver.scoring import COUNTED, OF_DAYS, SIZE, WEIGHT, matched
from tests.reconstruction.solver.search import anneal, everything
from tests.reconstruction.solver.targets import TARGETS


class Stage(NamedTuple):
    """Steps of one annealing, its first and last heat, and the share of moves on days."""

    steps: int
    hot: float
    cold: float
    share: float
    alone: bool = False


STAGES = (
    Stage(2_500_000, 2.0, 0.03, 1.0, alone=True),
    Stage(5_000_000, 1.0, 0.02, 0.0),
    Stage(1_500_000, 0.25, 0.02, 0.5),
    Stage(4_000_000, 0.3, 0.02, 0.0),
)


def solve(seed: int) -> tuple[Problem, NDArray[np.int64], Table]:
    """The problem, and the days and covariates that came nearest."""
    rng = np.random.default_rng(seed)
    of = problem()
    days = first_days(of, rng)
    table, fixed = start(rng)
    for number, stage in enumerate(STAGES):
        anneal(
            days, table, of.where, of.spans, of.lower, of.upper, of.offsets, of.rows, fixed,
            WEIGHT * OF_DAYS if stage.alone else WEIGHT, stage.alone, stage.steps, stage.hot,
            stage.cold, stage.share, seed + number,
        )  # fmt: skip
    return of, days, table


def report(of: Problem, days: NDArray[np.int64], table: Table) -> str:
    """How many values print as published, and which do not, by the search's own estimators."""
    values = np.zeros(SIZE)
    everything(days, table, of.where, values)
    good = matched(values)
    lines = [f"{(good & COUNTED).sum()} of {COUNTED.sum()} values of the survival analyses"]
    lines += [
        f"missed: {target.name}: {target.value:g}, here {value:.4g}"
        for target, value, hit in zip(TARGETS, values, good, strict=True)
        if not hit
    ]
    return "\n".join(lines)
