"""Refine the committed tables: exchange covariates between patients while every day stays.

``python -m tests.reconstruction.solver.refining`` reads ``patients.csv`` and ``salvage.csv``,
anneals one group of columns at a time, keeps what makes more rows print as published, and writes
``patients.csv`` again. Printed cells are not moved. It takes some minutes and is seeded.
"""

import sys
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tests.reconstruction.solver import columns as c
from tests.reconstruction.solver.covariates import NAMES, Table, start
from tests.reconstruction.solver.patients import PROGRESSED, Limits, N, Where
from tests.reconstruction.solver.scoring.consistency import violations
from tests.reconstruction.solver.scoring.layout import SIZE
from tests.reconstruction.solver.scoring.loss import WEIGHT, matched
from tests.reconstruction.solver.scoring.renewing import everything
from tests.reconstruction.solver.search import anneal
from tests.reconstruction.solver.tables import (
    ANTIGEN,
    BRIDGINGS,
    DISEASES,
    PATIENT_COLUMNS,
    baseline_cells,
    reaction_cells,
)
from tests.reconstruction.solver.targets import TARGETS
from tests.reconstruction.writing import FIXTURES, csv_text, read_csv, write

FOLDER = FIXTURES / "wudhikarn2021"
GROUPS = (
    (c.AGE,), (c.MALE,), (c.LINES,), (c.ALLO,), (c.BLIN, c.INO), (c.LDH,), (c.PLATELETS,),
    (c.DISEASE,), (c.ICANS,), (c.STEROID, c.STEROID_DAY, c.STEROID_DAYS, c.STEROID_DOSE),
    (c.TOCI,), (c.BRIDGING,),
)  # fmt: skip
STEPS = 100_000
Patients = list[dict[str, str]]


def of_csv(patients: Patients) -> Table:
    """The covariates of the table, in the search's own coding."""
    table = np.zeros((N, len(c.COLUMNS)))
    for row, cells in zip(table, patients, strict=True):
        row[c.AGE], row[c.LINES] = int(cells["age_years"]), int(cells["prior_lines"])
        row[c.MALE] = cells["sex"] == "male"
        row[c.PH] = cells["philadelphia"] != "negative"
        row[c.ALLO] = cells["prior_transplant"] == "yes"
        row[c.BLIN] = cells["prior_blinatumomab"] == "yes"
        row[c.INO] = cells["prior_inotuzumab"] == "yes"
        row[c.BRIDGING] = BRIDGINGS.index(cells["bridging"])
        row[c.LDH], row[c.PLATELETS] = (
            cells[f"{of}_before"] == "normal" for of in ("ldh", "platelets")
        )
        row[c.DISEASE] = {name: code for code, name in DISEASES.items()}[cells["disease_before"]]
        row[c.FLU] = cells["lymphodepletion"] == "with fludarabine"
        row[c.CRS], row[c.ICANS] = (
            int(cells["cytokine_release_grade"]),
            int(cells["neurotoxicity_grade"]),
        )
        row[c.TOCI] = int(cells["tocilizumab_day"] or 0)
        row[c.STEROID] = bool(cells["steroid_day"])
        row[c.STEROID_DAY], row[c.STEROID_DAYS] = (
            int(cells[of] or 0) for of in ("steroid_day", "steroid_days")
        )
        row[c.STEROID_DOSE] = round(100 * float(cells["steroid_mg_per_kg"] or 0))
        row[c.CONSOLIDATION] = bool(cells["consolidation_day"])
        marrow = cells["marrow_percent"]
        row[c.BLASTS] = -1 if marrow in ("", "<5") else int(marrow)
        sites = bool(cells["extramedullary_sites"])
        row[c.EM] = (2 if row[c.BLASTS] < 0 else 1) if sites else 0
        row[c.CD19] = {name: code for code, name in ANTIGEN.items()}[cells["cd19"] or "unknown"]
    return table


def days_of(patients: Patients, lines: Mapping[str, Patients]) -> tuple[NDArray[np.int64], Where]:
    """The days that hazards rest on, one variable each, and where they are."""
    days: list[int] = []

    def place(day: str) -> int:
        days.append(int(day or 0))
        return len(days) - 1 if day else -1

    found: dict[str, list[int]] = {name: [] for name in Where._fields}
    for number, cells in enumerate(patients):
        found["end"].append(place(cells["last_day"]))
        found["dead"].append(cells["last_status"] == "dead")
        if number >= PROGRESSED:
            continue
        given = lines.get(cells["patient"], [])
        antibodies = [one for one in given if one["class"] == "blinatumomab or inotuzumab"]
        remissions = [one for one in given if one["response"] == "complete remission"]
        relapses = [one for one in given if one["relapse_day"]]
        transplants = [one for one in given if one["transplant_day"]]
        found["progression"].append(place(cells["progression_day"]))
        found["salvage"].append(place(given[0]["day"]) if given else -1)
        found["antibody"].append(place(antibodies[0]["day"]) if antibodies else -1)
        found["remission"].append(place(remissions[0]["judged_day"]) if remissions else -1)
        found["relapse"].append(place(relapses[0]["relapse_day"]) if relapses else -1)
        found["transplant"].append(place(transplants[0]["transplant_day"]) if transplants else -1)
        found["morphologic"].append(place(cells["morphologic_relapse_day"]))
        found["refractory"].append(cells["progression"] == "refractory")
        found["evaluable"].append(bool(given) and given[0]["response"] != "not evaluable")
    return np.array(days), Where(**{name: np.array(each) for name, each in found.items()})


def rows_printed(days: NDArray[np.int64], table: Table, where: Where) -> float:
    """Rows of the tables of which every value prints, and a little for each single value."""
    values = np.zeros(SIZE)
    everything(days, table, where, values)
    good = matched(values)
    rows: dict[str, bool] = {}
    for target, hit in zip(TARGETS, good, strict=True):
        name = target.name.rsplit(" ", 1)[0]
        rows[name] = rows.get(name, True) and bool(hit)
    return sum(rows.values()) + 0.3 * good.sum() - 10.0 * violations(days, table, where)


def refine(days: NDArray[np.int64], table: Table, where: Where, fixed: Table, rounds: int) -> None:
    """Anneal each group of columns anew with several seeds; keep what prints more, in place."""
    still = np.zeros(len(days), np.int64)
    offsets, none = np.zeros(len(days) + 1, np.int64), np.zeros((1, 3), np.int64)
    limits = Limits(still, still, still, offsets, none)
    best = rows_printed(days, table, where)
    print(f"{best:.1f} before", flush=True)
    for seed in range(rounds * len(GROUPS) * 2):
        columns = GROUPS[seed // 2 % len(GROUPS)]
        near = (1.0, 0.2)[seed % 2]
        tried = table.copy()
        anneal(
            days.copy(), tried, where, limits, fixed, np.array(columns), WEIGHT, False, near,
            STEPS * len(columns), 1.0, 0.01, 0.0, seed,
        )  # fmt: skip
        printed = rows_printed(days, tried, where)
        if printed > best:
            best, table[:] = printed, tried
            names = ", ".join(c.COLUMNS[column] for column in columns)
            print(f"{best:.1f} with {names}", flush=True)


def main(rounds: int) -> None:
    """Refine ``patients.csv``."""
    patients = read_csv(FOLDER / "patients.csv")
    patients.sort(key=lambda cells: (not cells["progression_day"], int(cells["patient"][3:])))
    lines: dict[str, Patients] = {}
    for line in read_csv(FOLDER / "salvage.csv"):
        lines.setdefault(line["patient"], []).append(line)
    days, where = days_of(patients, lines)
    table = of_csv(patients)
    _, fixed_of = start(np.random.default_rng(0))
    fixed = np.zeros((N, len(c.COLUMNS)), np.bool_)
    for number, cells in enumerate(patients):
        if cells["patient"] in NAMES:
            fixed[number] = fixed_of[NAMES.index(cells["patient"])]
    refine(days, table, where, fixed, rounds)
    for cells, row in zip(patients, table, strict=True):
        changed = {**baseline_cells(row), "tocilizumab_day": "", "steroid_day": "",
                   "steroid_days": "", "steroid_mg_per_kg": "", **reaction_cells(row)}  # fmt: skip
        cells |= {name: str(value) for name, value in changed.items()}
    patients.sort(key=lambda cells: int(cells["patient"][3:]))
    write(FOLDER / "patients.csv", csv_text(PATIENT_COLUMNS, patients))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
