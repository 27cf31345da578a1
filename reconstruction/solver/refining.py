"""The last stage: what does not print yet is tried again, and kept where more prints.

The rows of the tables are independent once the days are settled, so the columns on which a missed
value rests are annealed by themselves, again and again. Now and then all is annealed together for a
short time, days included, so that days may give way to a column.
"""

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver import columns as c
from reconstruction.solver.cohort import Problem
from reconstruction.solver.covariates import Table
from reconstruction.solver.estimators.cox import cox_binary
from reconstruction.solver.patients import N
from reconstruction.solver.scoring.consistency import violations
from reconstruction.solver.scoring.layout import SIZE
from reconstruction.solver.scoring.loss import COUNTED, WEIGHT, matched
from reconstruction.solver.scoring.regressions import COLUMN_2, exposed
from reconstruction.solver.scoring.renewing import everything
from reconstruction.solver.scoring.times import progression_times
from reconstruction.solver.search import anneal
from reconstruction.solver.targets import OUT_OF_REACH, TARGETS

Days = NDArray[np.int64]
Columns = tuple[int, ...]
ANTIBODIES = (c.BLIN, c.INO)
STEROIDS = (c.STEROID, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE)
# The columns that a row rests on, by the beginning of its name; the longest match holds.
RESTS_ON: dict[str, Columns] = {
    "age": (c.AGE,), "male": (c.MALE,), "lines": (c.LINES,), "philadelphia": (c.PH,),
    "prior transplant": (c.ALLO,), "prior blinatumomab": ANTIBODIES, "prior inotuzumab": ANTIBODIES,
    "prior antibody": ANTIBODIES, "bridging": (c.BRIDGING,), "ldh": (c.LDH,),
    "platelets": (c.PLATELETS,), "disease": (c.DISEASE,), "crs": (c.CRS,), "icans": (c.ICANS,),
    "steroid": STEROIDS, "tocilizumab": (c.TOCI,), "consolidation": (c.CONSOLIDATION,),
    "blasts": (c.BLASTS,), "extramedullary": (c.EM,), "cd19": (c.CD19,),
}  # fmt: skip
EVERY = tuple(column for column in range(len(c.COLUMNS)) if column != c.FLU)
COLUMN_STEPS, ALL_STEPS = 60_000, 150_000
HEATS = ((1.0, 1.0), (0.4, 0.2), (2.0, 0.5), (1.0, 0.05))  # with the part of the loss for nearness


def refine(
    goal: Problem, days: Days, table: Table, fixed: NDArray[np.bool_], tries: int, seed: int
) -> None:
    """Try ``tries`` times, in place; each tenth time with everything at once."""
    best, missed = score_of(goal, days, table)
    tried = dict.fromkeys([*RESTS_ON.values(), EVERY], 0)
    for number in range(tries):
        open_columns = missed or [EVERY]
        columns = min(open_columns, key=tried.__getitem__) if number % 10 else EVERY
        hot, near = HEATS[tried[columns] % len(HEATS)]
        tried[columns] += 1
        new_days, new_table = days.copy(), table.copy()
        together = columns == EVERY
        anneal(
            new_days, new_table, goal.where, goal.limits, fixed, np.array(columns), WEIGHT, False,
            near, ALL_STEPS if together else COLUMN_STEPS * len(columns),
            0.1 * hot if together else hot, 0.01, 0.6 if together else 0.0, seed + number,
        )  # fmt: skip
        found, still_missed = score_of(goal, new_days, new_table)
        if found > best:
            days[:], table[:] = new_days, new_table
            best, missed = found, still_missed
            names = "all" if together else ", ".join(c.COLUMNS[column] for column in columns)
            print(f"try {number}: {best:.1f} with {names}", flush=True)


def score_of(goal: Problem, days: Days, table: Table) -> tuple[float, list[Columns]]:
    """How much prints, and the columns that missed values rest on.

    A value of the survival analyses counts one, any other .4, and a whole row .3 more.
    """
    values = np.zeros(SIZE)
    everything(days, table, goal.where, values)
    good = matched(values)
    rows: dict[str, bool] = {}
    missed: dict[Columns, None] = {}
    for target, hit in zip(TARGETS, good, strict=True):
        title, _, row = target.name.partition(": ")
        name = target.name.rsplit(" ", 1)[0]
        rows[name] = rows.get(name, True) and bool(hit)
        if not hit and title.startswith(("Table", "multivariable")):
            found = max((key for key in RESTS_ON if row.startswith(key)), key=len, default="")
            if found and target.name not in OUT_OF_REACH:
                missed[RESTS_ON[found]] = None
    informative = factors_with_morphologic_disease(goal, days, table)
    missed |= {(column,): None for column in informative if (column,) in RESTS_ON.values()}
    printed = good[COUNTED].sum() + 0.4 * good[~COUNTED].sum() + 0.3 * sum(rows.values())
    printed -= 10.0 * violations(days, table, goal.where) + 0.8 * len(informative)
    return float(printed), list(missed)


def factors_with_morphologic_disease(goal: Problem, days: Days, table: Table) -> list[int]:
    """Columns of Table 2 that tell of progression among those with morphologic disease.

    The paper says that none does, at a P of .05.
    """
    time, event = progression_times(days, goal.where)
    morphologic = table[:, c.DISEASE] == 1
    out = np.zeros(4)
    found = []
    for column in COLUMN_2:
        if column in (c.DISEASE, c.STEROID_DAYS, c.STEROID_DOSE):
            continue
        x = np.array([exposed(column, value) for value in table[:, column]])
        x[~morphologic] = -1
        cox_binary(time, event, x, np.full(N, -1), out)
        if out[3] < 0.05:
            found.append(int(column))
    return found
