"""Write the two tables of the cohort; the same bytes each time.

``make reconstruct`` runs it, in an environment with the pins of
``requirements/reconstruction.txt``. ``search FOLDER`` searches from nothing instead, as for the
tables in ``start/``.
"""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from reconstruction.solver.cohort import nearest_days, problem
from reconstruction.solver.covariates import start
from reconstruction.solver.exposing import ages, steroids
from reconstruction.solver.marrow import settle
from reconstruction.solver.mending import confirm_earlier, to_working_days
from reconstruction.solver.numbering import dated, numbered
from reconstruction.solver.reading import read
from reconstruction.solver.solving import report, solve
from reconstruction.solver.tables import (
    PATIENT_COLUMNS,
    SALVAGE_COLUMNS,
    Cohort,
    patient_rows,
    salvage_rows,
)
from reconstruction.writing import FIXTURES, csv_text, write

START = Path(__file__).with_name("start")
SEED = 67
EARLIER_CUTOFF = date(2016, 7, 20)
NUMBERING_STEPS = 1_000_000
DATING_STEPS = 300_000


def mend(folder: Path) -> None:
    """Write the committed tables: those of ``start/`` with days that can be believed."""
    goal = problem()
    found = read(goal, START)
    wanted = {v: int(day) for v, day in enumerate(found.days)}
    found = replace(found, days=nearest_days(goal, wanted))
    confirm_earlier(goal, found.days, found.table)
    _, fixed = start(np.random.default_rng(SEED))
    ages(goal, found.days, found.table, fixed, SEED)
    steroids(goal, found.days, found.table, fixed, SEED)
    _, infused, cutoff, earlier = dated(goal, found, EARLIER_CUTOFF, DATING_STEPS, SEED)
    left = to_working_days(goal, found.days, found.table, infused)
    print(f"{left} visits stay on a weekend")
    print(report(goal, found.days, found.table))
    print(f"earlier report at {cutoff}: {earlier}")
    cohort = Cohort(goal.calendar, found.days, found.table, found.numbers, infused)
    _write(folder, cohort, SEED)


def search(folder: Path, seed: int = SEED) -> None:
    """Search from nothing, write the tables, and say how near they came."""
    goal, days, table = solve(seed)
    numbers, infused, cutoff, earlier = numbered(goal, days, table, NUMBERING_STEPS, seed)
    print(report(goal, days, table))
    print(f"earlier report at {cutoff}: {earlier}")
    _write(folder, Cohort(goal.calendar, days, table, numbers, infused), seed)
    print(f"blasts settled: {settle(folder, seed)} of the 16 values that rest on them")


def _write(folder: Path, cohort: Cohort, seed: int) -> None:
    rng = np.random.default_rng(seed)
    write(folder / "patients.csv", csv_text(PATIENT_COLUMNS, patient_rows(cohort, rng)))
    write(folder / "salvage.csv", csv_text(SALVAGE_COLUMNS, salvage_rows(cohort)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["search"]:
        search(Path(sys.argv[2]))
    else:
        mend(Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES / "wudhikarn2021")
