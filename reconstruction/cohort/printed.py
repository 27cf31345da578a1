"""What of a patient is printed: the rows of Tables 4 and 5, and what the text tells of one."""

from collections.abc import Mapping
from functools import cache

from reconstruction.cohort.facts import SYNTHETIC, Basis
from reconstruction.published_tables import (
    FOLDER,
    PAPER,
    Treatment,
    treatments_of,
)
from reconstruction.writing import read_csv

DAY_SYNTHETIC = "day synthetic"


def treatment(patient: str, name: str) -> Treatment | None:
    """The printed row of a treatment, if it is printed."""
    return next((item for item in treatments_of(patient) if item.name == name), None)


def cell(patient: str, name: str, column: str) -> str:
    """A printed cell of a treatment; empty if it is not printed."""
    row = treatment(patient, name)
    return row.cells.get(column, "") if row else ""


def basis(patient: str, name: str, column: str, note: str, provenance: str = "published") -> Basis:
    """What prints a cell of a treatment, or that nothing does."""
    row = treatment(patient, name)
    return row.printed(note, provenance) if row and row.cells.get(column) else SYNTHETIC


def patient_basis(patient: str, column: str, note: str) -> Basis:
    """What prints a cell of the patient, whichever treatment it stands beside."""
    rows = sorted(treatments_of(patient), key=lambda treatment: treatment.table)
    row = next((row for row in rows if row.cells.get(column)), None)
    return row.printed(note) if row else SYNTHETIC


def in_text(patient: str, fact: str, otherwise: Basis = SYNTHETIC) -> Basis:
    """What the text, or the paper's totals, say of one fact of one patient."""
    return _bases().get((patient, fact), otherwise)


@cache
def _bases() -> dict[tuple[str, str], Basis]:
    return {
        (row["patient"], row["fact"]): _basis(row) for row in read_csv(FOLDER / "told_in_text.csv")
    }


def _basis(row: Mapping[str, str]) -> Basis:
    document = "" if row["provenance"] == "synthetic" else PAPER
    return Basis(row["provenance"], row["note"], document)
