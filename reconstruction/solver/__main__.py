"""Solve the cohort and write its two tables; the same seed gives the same bytes.

``make reconstruct`` runs it, in an environment with the pins of
``requirements/reconstruction.txt``.
"""

import sys
from pathlib import Path

import numpy as np

from reconstruction.solver.marrow import settle
from reconstruction.solver.numbering import numbered
from reconstruction.solver.solving import report, solve
from reconstruction.solver.tables import (
    PATIENT_COLUMNS,
    SALVAGE_COLUMNS,
    Cohort,
    patient_rows,
    salvage_rows,
)
from reconstruction.writing import FIXTURES, csv_text, write

SEED = 67
NUMBERING_STEPS = 1_000_000


def main(folder: Path, seed: int = SEED) -> None:
    """Write ``patients.csv`` and ``salvage.csv``, and say how near they came."""
    problem, days, table = solve(seed)
    numbers, infused, cutoff, earlier = numbered(problem, days, table, NUMBERING_STEPS, seed)
    print(report(problem, days, table))
    print(f"earlier report at {cutoff}: {earlier}")
    cohort = Cohort(problem.calendar, days, table, numbers, infused)
    rng = np.random.default_rng(seed)
    write(folder / "patients.csv", csv_text(PATIENT_COLUMNS, patient_rows(cohort, rng)))
    write(folder / "salvage.csv", csv_text(SALVAGE_COLUMNS, salvage_rows(cohort)))
    print(f"blasts settled: {settle(folder, seed)} of the 16 values that rest on them")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES / "wudhikarn2021",
        int(sys.argv[2]) if len(sys.argv) > 2 else SEED,
    )
