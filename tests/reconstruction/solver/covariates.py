"""Covariates before the search: the printed cells, the printed counts, and chance for the rest."""

import numpy as np
from numpy.typing import NDArray

from tests.reconstruction.published_tables import treatments
from tests.reconstruction.solver.days import EARLY_DEATHS, OTHERS_WITHOUT_PROGRESSION
from tests.reconstruction.solver.histories import HISTORIES
from tests.reconstruction.solver.scoring import (
    AGE,
    ALLO,
    BLASTS,
    BLIN,
    BRIDGING,
    CD19,
    COLUMNS,
    CONSOLIDATION,
    CRS,
    DISEASE,
    EM,
    FLU,
    ICANS,
    INO,
    LDH,
    LINES,
    MALE,
    PH,
    PLATELETS,
    PROGRESSED,
    STEROID,
    STEROID_DAY,
    STEROID_DAYS,
    STEROID_DOSE,
    TOCI,
    N,
)  # fmt: skip

NAMES = [history.name for history in HISTORIES] + [
    f"none {number + 1}" for number in range(OTHERS_WITHOUT_PROGRESSION)
]
MIXED_PHENOTYPE = "two lines"
ISOLATED = ("persistent 1", "supportive 3", "early 3")
MORPHOLOGIC, RESIDUAL, CLEAR, UNSTATED = 1, 0, -1, -2
Table = NDArray[np.float64]
STATES = {"morphologic": 1, "residual disease": 0, "no evidence of disease": -1}
CRS_GRADES = ((6, 12, 11, 6, 3, 0), (2, 5, 5, 4, 0, 2))
ICANS_GRADES = ((16, 4, 4, 10, 4, 0), (6, 1, 1, 8, 2, 0))


def start(rng: np.random.Generator) -> tuple[Table, NDArray[np.bool_]]:
    """Covariates of the 56, and which of them are printed and must not move."""
    table = np.full((N, len(COLUMNS)), np.nan)
    _printed(table)
    fixed = ~np.isnan(table)
    for group, column, values in _counts(rng):
        _fill(table, group, column, values, rng)
    _paired(table, rng)
    _blasts(table, rng)
    return table, fixed


def _printed(table: Table) -> None:
    at = {name: number for number, name in enumerate(NAMES)}
    for treatment in treatments():
        row, cells = table[at[treatment.patient]], treatment.cells
        if treatment.name == "first infusion":
            row[DISEASE] = STATES[cells["disease_status"]]
            row[FLU] = "fludarabine" in cells["lymphodepletion"]
            row[CRS] = int(cells["cytokine_release_grade"])
            row[ICANS] = int(cells["neurotoxicity_grade"])
            row[EM] = "extramedullary" in cells["relapse_sites"]
            row[CD19] = 1
        elif treatment.table == 4:
            row[BLIN] = cells["prior_antibody"] == "blinatumomab"
            row[INO] = 0
    for treatment in treatments():
        if treatment.table == 4:
            expression = treatment.cells["cd19_at_relapse"]
            row = table[at[treatment.patient]]
            row[CD19] = {"positive": 1, "negative": 0, "": -1}[expression]
    table[at["MSK15"], ALLO] = 1
    table[at[MIXED_PHENOTYPE], [PH, CD19]] = 1, 0
    for name in ("MSK9", "MSK56"):
        table[at[name], [EM, BLASTS]] = 0, -1
    for name in ISOLATED:
        table[at[name], [EM, BLASTS]] = 2, -1
    for number in range(EARLY_DEATHS):
        table[PROGRESSED + number, [CRS, CONSOLIDATION]] = 5, 0
    for number, history in enumerate(HISTORIES):
        if history.refractory:
            table[number, CONSOLIDATION] = 0


def _ones(n: int, of: int) -> list[int]:
    return [1] * n + [0] * (of - n)


def _grades(counts: tuple[int, ...]) -> list[int]:
    return [grade for grade, n in enumerate(counts) for _ in range(n)]


def _counts(rng: np.random.Generator) -> list[tuple[slice, int, list[int]]]:
    """The values that each group holds in a column."""
    one, two = slice(0, PROGRESSED), slice(PROGRESSED, N)
    pairs = (
        (MALE, 28, 14), (PH, 13, 4), (ALLO, 17, 3), (BLIN, 10, 3), (INO, 3, 1),
        (CONSOLIDATION, 6, 9),
        (LDH, 18, 9), (PLATELETS, 16, 9), (FLU, 16, 8),
    )  # fmt: skip
    found = [(one, column, _ones(n, 38)) for column, n, _ in pairs]
    found += [(two, column, _ones(n, 18)) for column, _, n in pairs]
    bridging = (([0] * 10 + [2] * 21 + [1] * 7), ([0] * 10 + [2] * 7 + [1]))
    disease = (([1] * 26 + [0] * 11 + [-1]), ([1] * 5 + [0] * 6 + [-1] * 6 + [-2]))
    ages = (
        [23, 74, 42, 43, *rng.integers(24, 42, 17), *rng.integers(44, 73, 17)],
        [23, 68, 55, 55, *rng.integers(25, 55, 7), *rng.integers(55, 67, 7)],
    )
    lines = (
        [2] * 12 + [3] * 11 + [4] * 8 + [5] * 4 + [6] * 2 + [7],
        [1] * 4 + [2] * 7 + [3] * 3 + [4] * 3 + [7],
    )
    for number, group in enumerate((one, two)):
        found += [
            (group, BRIDGING, bridging[number]), (group, DISEASE, disease[number]),
            (group, AGE, ages[number]), (group, LINES, lines[number]),
            (group, CRS, _grades(CRS_GRADES[number])),
            (group, ICANS, _grades(ICANS_GRADES[number])),
        ]  # fmt: skip
    found.append((one, EM, [2] * 3 + [1] * 10 + [0] * 25))
    found.append((one, CD19, [0] * 5 + [1] * 25 + [-1] * 8))
    found.append((two, EM, [0] * 18))
    found.append((two, CD19, [-1] * 18))
    found.append((two, BLASTS, [-1] * 18))
    return found


def _fill(
    table: Table, group: slice, column: int, values: list[int], rng: np.random.Generator
) -> None:
    """Deal out what remains of the values after those that are printed."""
    cells = table[group, column]
    left = list(values)
    for printed in cells[~np.isnan(cells)]:
        left.remove(int(printed))
    free = np.flatnonzero(np.isnan(cells))
    assert len(free) == len(left), (COLUMNS[column], len(free), len(left))
    cells[free] = rng.permutation(left)


def _paired(table: Table, rng: np.random.Generator) -> None:
    """Tocilizumab and steroids, for those with the worst reactions."""
    severity = np.maximum(table[:, CRS], table[:, ICANS]) + rng.random(N)
    toci = table[:, CRS] + rng.random(N)
    table[:, [STEROID, STEROID_DAY, STEROID_DAYS, STEROID_DOSE, TOCI]] = 0
    for group, n, m in ((range(PROGRESSED), 12, 15), (range(PROGRESSED, N), 7, 5)):
        given = sorted(group, key=lambda i: -severity[i])[:n]
        for place, i in enumerate(given):
            low, high, days = (5, 15, 15) if i < PROGRESSED else (3, 12, 27)
            table[i, STEROID] = 1
            table[i, STEROID_DAY] = (low, high)[place] if place < 2 else rng.integers(6, 10)
            table[i, STEROID_DAYS] = rng.integers(2, days)
            table[i, STEROID_DOSE] = rng.integers(80, 250)
        for i in sorted(group, key=lambda i: -toci[i])[:m]:
            table[i, TOCI] = rng.integers(3, 12)


def _blasts(table: Table, rng: np.random.Generator) -> None:
    free = np.flatnonzero(np.isnan(table[:, BLASTS]))
    table[free, BLASTS] = [8, 100, 81, *rng.integers(10, 100, len(free) - 3)]
