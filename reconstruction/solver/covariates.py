"""Covariates before the search: the printed cells, the printed counts, and chance for the rest."""

import numpy as np
from numpy.typing import NDArray

from reconstruction.published_tables import treatments
from reconstruction.solver import columns as c
from reconstruction.solver.days import EARLY_DEATHS, OTHERS_WITHOUT_PROGRESSION
from reconstruction.solver.histories import HISTORIES
from reconstruction.solver.patients import PROGRESSED, N

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
    table = np.full((N, len(c.COLUMNS)), np.nan)
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
            row[c.DISEASE] = STATES[cells["disease_status"]]
            row[c.FLU] = "fludarabine" in cells["lymphodepletion"]
            row[c.CRS] = int(cells["cytokine_release_grade"])
            row[c.ICANS] = int(cells["neurotoxicity_grade"])
            row[c.EM] = "extramedullary" in cells["relapse_sites"]
            row[c.CD19] = 1
        elif treatment.table == 4:
            row[c.BLIN] = cells["prior_antibody"] == "blinatumomab"
            row[c.INO] = 0
    for treatment in treatments():
        if treatment.table == 4:
            expression = treatment.cells["cd19_at_relapse"]
            row = table[at[treatment.patient]]
            row[c.CD19] = {"positive": 1, "negative": 0, "": -1}[expression]
    table[at["MSK15"], c.ALLO] = 1
    table[at[MIXED_PHENOTYPE], [c.PH, c.CD19]] = 1, 0
    for name in ("MSK9", "MSK56"):
        table[at[name], [c.EM, c.BLASTS]] = 0, -1
    for name in ISOLATED:
        table[at[name], [c.EM, c.BLASTS]] = 2, -1
    for number in range(EARLY_DEATHS):
        table[PROGRESSED + number, [c.CRS, c.CONSOLIDATION]] = 5, 0
    for number, history in enumerate(HISTORIES):
        if history.refractory:
            table[number, c.CONSOLIDATION] = 0


def _ones(n: int, of: int) -> list[int]:
    return [1] * n + [0] * (of - n)


def _grades(counts: tuple[int, ...]) -> list[int]:
    return [grade for grade, n in enumerate(counts) for _ in range(n)]


def _counts(rng: np.random.Generator) -> list[tuple[slice, int, list[int]]]:
    """The values that each group holds in a column."""
    progressed, others = slice(0, PROGRESSED), slice(PROGRESSED, N)
    pairs = (
        (c.MALE, 28, 14), (c.PH, 13, 4), (c.ALLO, 17, 3), (c.BLIN, 10, 3), (c.INO, 3, 1),
        (c.CONSOLIDATION, 6, 9),
        (c.LDH, 18, 9), (c.PLATELETS, 16, 9), (c.FLU, 16, 8),
    )  # fmt: skip
    found = [(progressed, column, _ones(n, 38)) for column, n, _ in pairs]
    found += [(others, column, _ones(n, 18)) for column, _, n in pairs]
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
    for number, group in enumerate((progressed, others)):
        found += [
            (group, c.BRIDGING, bridging[number]), (group, c.DISEASE, disease[number]),
            (group, c.AGE, ages[number]), (group, c.LINES, lines[number]),
            (group, c.CRS, _grades(CRS_GRADES[number])),
            (group, c.ICANS, _grades(ICANS_GRADES[number])),
        ]  # fmt: skip
    found.append((progressed, c.EM, [2] * 3 + [1] * 10 + [0] * 25))
    found.append((progressed, c.CD19, [0] * 5 + [1] * 25 + [-1] * 8))
    found.append((others, c.EM, [0] * 18))
    found.append((others, c.CD19, [-1] * 18))
    found.append((others, c.BLASTS, [-1] * 18))
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
    assert len(free) == len(left), (c.COLUMNS[column], len(free), len(left))
    cells[free] = rng.permutation(left)


def _paired(table: Table, rng: np.random.Generator) -> None:
    """Tocilizumab and steroids, for those with the worst reactions."""
    severity = np.maximum(table[:, c.CRS], table[:, c.ICANS]) + rng.random(N)
    toci = table[:, c.CRS] + rng.random(N)
    table[:, [c.STEROID, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE, c.TOCI]] = 0
    for group, n, m in ((range(PROGRESSED), 12, 15), (range(PROGRESSED, N), 7, 5)):
        given = sorted(group, key=lambda i: -severity[i])[:n]
        for place, i in enumerate(given):
            low, high, days = (5, 15, 15) if i < PROGRESSED else (3, 12, 27)
            table[i, c.STEROID] = 1
            table[i, c.STEROID_DAY] = (low, high)[place] if place < 2 else rng.integers(6, 10)
            table[i, c.STEROID_DAYS] = rng.integers(2, days)
            table[i, c.STEROID_DOSE] = rng.integers(80, 250)
        for i in sorted(group, key=lambda i: -toci[i])[:m]:
            table[i, c.TOCI] = rng.integers(3, 12)


def _blasts(table: Table, rng: np.random.Generator) -> None:
    free = np.flatnonzero(np.isnan(table[:, c.BLASTS]))
    table[free, c.BLASTS] = [8, 100, 81, *rng.integers(10, 100, len(free) - 3)]
