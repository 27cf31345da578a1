"""The stages of the search: days alone, covariates on settled days, then what is still missed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver import columns as c
from reconstruction.solver.cohort import Problem, first_days, problem
from reconstruction.solver.covariates import Table, start
from reconstruction.solver.refining import refine
from reconstruction.solver.scoring.layout import SIZE
from reconstruction.solver.scoring.loss import COUNTED, WEIGHT, WEIGHT_ON_DAYS, matched
from reconstruction.solver.scoring.renewing import everything
from reconstruction.solver.search import anneal
from reconstruction.solver.targets import TARGETS


class Stage(NamedTuple):
    """Steps of one annealing, its first and last heat, and the share of moves on days.

    The first stage aims only at what rests on days alone. Without moves on days, each group of
    columns is annealed by itself, since the rows of the tables are then independent.
    """

    steps: int
    hot: float
    cold: float
    share: float
    alone: bool = False


STAGES = (
    Stage(14_000_000, 3.0, 0.03, 0.95, alone=True),
    Stage(150_000, 1.0, 0.02, 0.0),
    Stage(100_000, 0.5, 0.02, 0.0),
)
TRIES = 200
GROUPS = (
    (c.AGE,), (c.MALE,), (c.LINES,), (c.PH,), (c.ALLO,), (c.BLIN, c.INO), (c.BRIDGING, c.BLASTS),
    (c.LDH,), (c.PLATELETS,), (c.DISEASE,), (c.FLU,), (c.CRS,), (c.ICANS,),
    (c.STEROID, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE), (c.TOCI,), (c.CONSOLIDATION,),
    (c.EM,), (c.CD19,),
)  # fmt: skip
ON_DAYS = (c.CONSOLIDATION, c.CD19)


def solve(seed: int) -> tuple[Problem, NDArray[np.int64], Table]:
    """The problem, and the days and covariates that came nearest."""
    rng = np.random.default_rng(seed)
    goal = problem()
    days = first_days(goal, rng)
    table, fixed = start(rng)
    for number, stage in enumerate(STAGES):
        run(goal, days, table, fixed, stage, seed + 100 * number)
        print(f"stage {number + 1}: {report(goal, days, table).splitlines()[0]}", flush=True)
    refine(goal, days, table, fixed, TRIES, 1000 * seed)
    return goal, days, table


def run(
    goal: Problem,
    days: NDArray[np.int64],
    table: Table,
    fixed: NDArray[np.bool_],
    stage: Stage,
    seed: int,
) -> None:
    """One stage, in place."""
    every = tuple(column for group in GROUPS for column in group)
    if stage.alone:
        groups: tuple[tuple[int, ...], ...] = (ON_DAYS,)
    else:
        groups = (every,) if stage.share else GROUPS
    weight = WEIGHT_ON_DAYS if stage.alone else WEIGHT
    for number, columns in enumerate(groups):
        steps = stage.steps if stage.share else stage.steps * len(columns)
        anneal(
            days, table, goal.where, goal.limits, fixed, np.array(columns), weight, stage.alone,
            1.0, steps, stage.hot, stage.cold, stage.share, seed + number,
        )  # fmt: skip


def report(goal: Problem, days: NDArray[np.int64], table: Table) -> str:
    """How many values print as published, and which do not, by the search's own estimators."""
    values = np.zeros(SIZE)
    everything(days, table, goal.where, values)
    good = matched(values)
    lines = [f"{(good & COUNTED).sum()} of {COUNTED.sum()} values of the survival analyses"]
    lines += [
        f"missed: {target.name}: {target.value:g}, here {value:.4g}"
        for target, value, hit in zip(TARGETS, values, good, strict=True)
        if not hit
    ]
    return "\n".join(lines)
