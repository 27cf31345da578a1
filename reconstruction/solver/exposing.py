"""Whom one factor concerns, chosen anew once days are settled: its rows of the tables alone count.

Annealing a whole column is held back by all else that it prints, such as the median of an age. Here
only who is exposed is annealed, many patients at once and hot; the values follow.
"""

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from reconstruction.solver import columns as c
from reconstruction.solver.cohort import Problem
from reconstruction.solver.covariates import Table
from reconstruction.solver.estimators.cox import cox_binary
from reconstruction.solver.patients import PROGRESSED, N
from reconstruction.solver.refining import score_of
from reconstruction.solver.scoring.loss import WEIGHT
from reconstruction.solver.scoring.times import progression_times, survival_after
from reconstruction.solver.search import anneal
from reconstruction.solver.targets import TARGETS

Days = NDArray[np.int64]
AGE_LIMIT = 40
NEARLY = 0.98  # of half a rounding, within which a value is taken to print
STEPS, SEEDS, TRIES, VALUE_STEPS = 250_000, 12, 8, 500_000
STEROIDS = (c.STEROID, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE)
MOST_ODD = 3.0


class Rows(NamedTuple):
    """Times and events of Tables 2 and 3, and the four printed values of a factor in each."""

    time: np.ndarray
    event: np.ndarray
    survived: np.ndarray
    died: np.ndarray
    second: np.ndarray
    third: np.ndarray


@njit
def _excess(values, printed):
    """How far four values lie outside of their rounding; 0 if all print."""
    total = 0.0
    for k in range(printed.shape[0]):
        beyond = abs(values[k] - printed[k, 0]) - NEARLY * printed[k, 1]
        if beyond > 0:
            total += math.log1p(beyond / printed[k, 1])
    return total


@njit
def _loss(exposed, rows, most):
    """The loss of Table 2, and of Table 3 unless the first is hopeless."""
    values = np.zeros(4)
    cox_binary(rows.time, rows.event, exposed, np.full(N, -1), values)
    loss = _excess(values, rows.second)
    if loss > most or rows.third.shape[0] == 0:
        return loss
    later = exposed[:PROGRESSED].copy()
    cox_binary(rows.survived, rows.died, later, np.full(PROGRESSED, -1), values)
    return loss + _excess(values, rows.third)


@njit
def _propose(exposed, free, flip):
    """One to three exchanges within a group or, where ``flip``, some changed alone."""
    for _ in range(1 + np.random.randint(3)):
        if flip and np.random.random() < 0.3:
            i = np.random.randint(N)
            exposed[i] = 1 - exposed[i]
            continue
        low, high = (0, PROGRESSED) if np.random.random() < 0.65 else (PROGRESSED, N)
        i, j = np.random.randint(low, high), np.random.randint(low, high)
        exposed[i], exposed[j] = exposed[j], exposed[i]
    return not (exposed > free).any()


@njit
def _expose(exposed, free, rows, least, flip, heat, seed):
    """Exposures with the least loss found, and that loss; ``least`` of those who progressed."""
    np.random.seed(seed)
    loss = _loss(exposed, rows, 1e9)
    best, best_exposed = loss, exposed.copy()
    for _ in range(STEPS):
        proposed = exposed.copy()
        possible = _propose(proposed, free, flip)
        if not possible or proposed[:PROGRESSED].sum() < least:
            continue
        new = _loss(proposed, rows, loss + MOST_ODD)
        if new <= loss or np.random.random() < math.exp((loss - new) / heat):
            exposed, loss = proposed, new
            if new < best:
                best, best_exposed = new, proposed.copy()
                if best == 0:
                    break
    return best_exposed, best


def ages(goal: Problem, days: Days, table: Table, fixed: NDArray[np.bool_], seed: int) -> None:
    """Choose anew who is older than 40, in place, if both of its rows then print."""
    rows = _rows(goal, days, "age", both=True)
    exposed = (table[:, c.AGE] > AGE_LIMIT).astype(np.int64)
    free = np.ones(N, np.int64)
    for number in range(SEEDS):
        found, loss = _expose(exposed.copy(), free, rows, 19, True, 0.15, seed + number)
        if loss == 0 and _settle(goal, days, table, fixed, _aged(table, found), (c.AGE,), number):
            return


def steroids(goal: Problem, days: Days, table: Table, fixed: NDArray[np.bool_], seed: int) -> None:
    """Choose anew who had a steroid, in place, if its row then prints."""
    rows = _rows(goal, days, "steroid", both=False)
    exposed = (table[:, c.STEROID] > 0).astype(np.int64)
    severe = (table[:, c.CRS] >= 2) | (table[:, c.ICANS] >= 2)
    free = (severe & (days[goal.where.end] > 30)).astype(np.int64)
    for number in range(SEEDS):
        heat = (0.4, 0.8, 1.5)[number % 3]
        found, loss = _expose(exposed.copy(), free, rows, 0, False, heat, seed + number)
        new = _given(table, found)
        if loss == 0 and _settle(goal, days, table, fixed, new, STEROIDS[1:], number):
            return


def _rows(goal: Problem, days: Days, factor: str, *, both: bool) -> Rows:
    def printed(title: str) -> np.ndarray:
        name = f"{title}: {factor}"
        found = [(t.value, t.half) for t in TARGETS if t.name.rsplit(" ", 1)[0] == name]
        return np.array(found)

    third = printed("Table 3") if both else np.zeros((0, 2))
    times = progression_times(days, goal.where), survival_after(days, goal.where)
    return Rows(*times[0], *times[1], printed("Table 2"), third)


def _aged(table: Table, older: NDArray[np.int64]) -> Table:
    """The table with an age on the right side of the limit for everybody."""
    new = table.copy()
    for i in range(N):
        age = int(table[i, c.AGE])
        if older[i] and age <= AGE_LIMIT:
            new[i, c.AGE] = min(66, 2 * AGE_LIMIT + 1 - age)
        elif not older[i] and age > AGE_LIMIT:
            new[i, c.AGE] = max(24, 2 * AGE_LIMIT + 1 - age)
    return new


def _given(table: Table, given: NDArray[np.int64]) -> Table:
    """The table with the steroids of those who lose them given to those who gain them."""
    new = table.copy()
    for group in (range(PROGRESSED), range(PROGRESSED, N)):
        gain = [i for i in group if given[i] and not table[i, c.STEROID]]
        lose = [i for i in group if not given[i] and table[i, c.STEROID]]
        for i, j in zip(gain, lose, strict=True):
            new[i, STEROIDS], new[j, STEROIDS] = table[j, STEROIDS], table[i, STEROIDS]
    return new


def _settle(
    goal: Problem,
    days: Days,
    table: Table,
    fixed: NDArray[np.bool_],
    new: Table,
    columns: tuple[int, ...],
    seed: int,
) -> bool:
    """Anneal the values of a new table, and take it over where more prints than before."""
    before, _ = score_of(goal, days, table)
    for number in range(TRIES):
        tried, hot, near = new.copy(), (0.3, 0.5)[number % 2], (0.3, 1.0, 0.6)[number % 3]
        anneal(
            days.copy(), tried, goal.where, goal.limits, fixed, np.array(columns), WEIGHT, False,
            near, VALUE_STEPS, hot, 0.004, 0.0, 1000 * seed + number,
        )  # fmt: skip
        if score_of(goal, days, tried)[0] > before + 0.5:
            table[:] = tried
            return True
    return False
