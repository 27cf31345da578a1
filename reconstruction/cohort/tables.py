"""The solved tables: ``patients.csv``, a row a patient, and ``salvage.csv``, a row a line."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconstruction.writing import read_csv

REFRACTORY, RELAPSE, MOLECULAR = "refractory", "relapse", "residual disease"
REMISSION, NO_RESPONSE = "complete remission", "no response"
SECOND_INFUSION = "second infusion"

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of salvage; days count from the first infusion, and None is a day that is not."""

    number: int
    day: int
    treatment: str
    line_class: str
    judged: int | None
    response: str
    residual: str
    relapse: int | None
    transplant: int | None
    donor_lymphocytes: int | None

    @property
    def drugs(self) -> list[str]:
        return self.treatment.split(";")


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient: the cells of the row by name, and the days and lines that the course turns on."""

    name: str
    cells: Cells
    lines: tuple[Line, ...]

    @property
    def infused(self) -> date:
        return date.fromisoformat(self.cells["first_infusion"])

    @property
    def progression(self) -> int | None:
        return self.day("progression_day")

    @property
    def last(self) -> int:
        return int(self.cells["last_day"])

    @property
    def sites(self) -> list[str]:
        """Where disease was outside the marrow at progression."""
        return [site.strip() for site in self.cells["extramedullary_sites"].split(";") if site]

    @property
    def next_treatment(self) -> int:
        """The day that ends the assessment of the first infusion; beyond all days if none does."""
        found = [line.day for line in self.lines[:1]]
        consolidation = self.day("consolidation_day")
        return min([*found, *([consolidation] if consolidation is not None else []), 10**6])

    def day(self, column: str) -> int | None:
        return _day(self.cells, column)

    def is_(self, **cells: str) -> bool:
        return all(self.cells[column] == value for column, value in cells.items())

    def transplant_number(self, day: int) -> int:
        """How many transplants there were by a day, one before the study included."""
        later = [self.day("consolidation_day"), *(line.transplant for line in self.lines)]
        before = 1 if self.is_(prior_transplant="yes") else 0
        return before + sum(1 for item in later if item is not None and item <= day)

    def line_after(self, line: Line) -> Line | None:
        return self.lines[line.number] if line.number < len(self.lines) else None


def read_patients(folder: Path) -> list[Patient]:
    """All patients with their lines, in order of number.

    Raises
    ------
    ValueError
        If the lines of a patient are not numbered 1, 2, 3 in order of their days.
    """
    lines: dict[str, list[Line]] = defaultdict(list)
    for row in read_csv(folder / "salvage.csv"):
        lines[row["patient"]].append(_line(row))
    patients = [
        Patient(row["patient"], row, tuple(lines[row["patient"]]))
        for row in read_csv(folder / "patients.csv")
    ]
    for patient in patients:
        _check_order(patient)
    return sorted(patients, key=lambda patient: int(patient.name.removeprefix("MSK")))


def _line(row: Cells) -> Line:
    return Line(
        number=int(row["line"]),
        day=int(row["day"]),
        treatment=row["treatment"],
        line_class=row["class"],
        judged=_day(row, "judged_day"),
        response=row["response"],
        residual=row["residual_disease"],
        relapse=_day(row, "relapse_day"),
        transplant=_day(row, "transplant_day"),
        donor_lymphocytes=_day(row, "donor_lymphocytes_day"),
    )


def _day(row: Cells, column: str) -> int | None:
    return int(row[column]) if row[column] else None


def _check_order(patient: Patient) -> None:
    numbers, days = [line.number for line in patient.lines], [line.day for line in patient.lines]
    if numbers != list(range(1, len(numbers) + 1)) or days != sorted(days):
        raise ValueError(
            f"salvage.csv: number the lines of {patient.name} from 1, in order of their days"
        )
