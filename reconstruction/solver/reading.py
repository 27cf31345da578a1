"""The two tables read again as days and covariates: what ``tables.py`` writes, the other way."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver import columns as c
from reconstruction.solver.cohort import Problem
from reconstruction.solver.covariates import ISOLATED, NAMES, Table
from reconstruction.solver.days import EARLY_DEATHS
from reconstruction.solver.histories import HISTORIES, History
from reconstruction.solver.patients import PROGRESSED
from reconstruction.solver.tables import ANTIGEN, BRIDGINGS, DISEASES
from reconstruction.writing import read_csv

Cells = dict[str, str]
ALONE = 2  # disease outside the marrow and none within


@dataclass(frozen=True)
class Found:
    """A solved cohort as the search holds it, and each patient's number and first infusion."""

    days: NDArray[np.int64]
    table: Table
    numbers: dict[str, str]
    infused: dict[str, date]


def read(goal: Problem, folder: Path) -> Found:
    """Days and covariates of the ``patients.csv`` and ``salvage.csv`` in a folder."""
    patients = {cells["patient"]: cells for cells in read_csv(folder / "patients.csv")}
    lines: dict[str, list[Cells]] = {patient: [] for patient in patients}
    for cells in read_csv(folder / "salvage.csv"):
        lines[cells["patient"]].append(cells)
    numbers = _numbers(patients, lines)
    days = np.array(goal.limits.lower)
    for (name, what), place in goal.calendar.index.items():
        days[place] = _day(patients[numbers[name]], lines[numbers[name]], what)
    table = np.array([_covariates(patients[numbers[name]]) for name in NAMES])
    infused = {
        name: date.fromisoformat(patients[numbers[name]]["first_infusion"]) for name in NAMES
    }
    return Found(days, table, numbers, infused)


def _numbers(patients: dict[str, Cells], lines: dict[str, list[Cells]]) -> dict[str, str]:
    """Which patient has which history; those of one course in order of number."""
    numbers = {history.name: history.name for history in HISTORIES if history.printed}
    left = [patient for patient in patients if patient not in numbers]
    for history in HISTORIES:
        if not history.printed:
            patient = next(p for p in left if _course(patients[p], lines[p]) == _courses(history))
            numbers[history.name] = patient
            left.remove(patient)
    left.sort(key=lambda patient: int(patients[patient]["last_day"]))
    early = [patient for patient in left if patients[patient]["response"] == "not evaluable"]
    dead = [p for p in left if patients[p]["last_status"] == "dead" and p not in early]
    alive = [p for p in left if patients[p]["last_status"] == "alive"]
    others = zip(NAMES[PROGRESSED:], [*early, *dead, *alive], strict=True)
    assert len(early) == EARLY_DEATHS
    return numbers | dict(others)


def _course(cells: Cells, lines: list[Cells]) -> tuple[object, ...]:
    courses = [
        (line["class"], line["response"], line["residual_disease"], bool(line["transplant_day"]))
        for line in lines
    ]
    isolated = bool(cells["progression"]) and cells["marrow_percent"] == "<5"
    end = cells["last_status"], cells["cause_of_death"]
    return cells["residual_disease"], *end, isolated, courses


def _courses(history: History) -> tuple[object, ...]:
    courses = [
        (line.kind, line.response, line.residual, line.transplanted) for line in history.lines
    ]
    isolated = history.name in ISOLATED
    return history.residual, history.status, history.cause, isolated, courses


def _day(cells: Cells, lines: list[Cells], what: str) -> int:
    if what == "lymphocytes":
        return next(int(line[f"{what}_day".replace("lymph", "donor_lymph")]) for line in lines
                    if line["donor_lymphocytes_day"])  # fmt: skip
    kind, _, number = what.partition(" ")
    if number:
        return int(lines[int(number) - 1]["day" if kind == "line" else f"{kind}_day"])
    return int(cells["last_day" if kind == "end" else f"{kind}_day"])


def _key(codes: dict[int, str], text: str) -> int:
    return next(code for code, each in codes.items() if each == text)


def _covariates(cells: Cells) -> NDArray[np.float64]:
    row = np.zeros(len(c.COLUMNS))
    row[c.AGE], row[c.LINES] = int(cells["age_years"]), int(cells["prior_lines"])
    row[c.MALE] = cells["sex"] == "male"
    row[c.PH] = cells["philadelphia"] != "negative"
    row[c.ALLO] = cells["prior_transplant"] == "yes"
    row[c.BLIN] = cells["prior_blinatumomab"] == "yes"
    row[c.INO] = cells["prior_inotuzumab"] == "yes"
    row[c.BRIDGING] = BRIDGINGS.index(cells["bridging"])
    row[c.LDH] = cells["ldh_before"] == "normal"
    row[c.PLATELETS] = cells["platelets_before"] == "normal"
    row[c.DISEASE] = _key(DISEASES, cells["disease_before"])
    row[c.FLU] = cells["lymphodepletion"] == "with fludarabine"
    row[c.CRS] = int(cells["cytokine_release_grade"])
    row[c.ICANS] = int(cells["neurotoxicity_grade"])
    row[c.TOCI] = int(cells["tocilizumab_day"] or 0)
    row[c.STEROID] = bool(cells["steroid_day"])
    if cells["steroid_day"]:
        row[c.STEROID_DAY] = int(cells["steroid_day"])
        row[c.STEROID_DAYS] = int(cells["steroid_days"])
        row[c.STEROID_DOSE] = round(100 * float(cells["steroid_mg_per_kg"]))
    row[c.CONSOLIDATION] = bool(cells["consolidation_day"])
    percent = cells["marrow_percent"]
    row[c.BLASTS] = int(percent) if percent.isdigit() else -1
    if cells["extramedullary_sites"]:
        row[c.EM] = 1 if percent.isdigit() else ALONE
    row[c.CD19] = _key(ANTIGEN, cells["cd19"]) if cells["cd19"] else -1
    return row
