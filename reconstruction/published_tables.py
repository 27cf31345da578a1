"""Tables 4 and 5 of the paper as the fixtures hold them: what is printed of each treatment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reconstruction.cohort.facts import Basis, number_of
from reconstruction.writing import FIXTURES, csv_text, read_csv

FOLDER = FIXTURES / "wudhikarn2021"
PAPER = "doi:10.1182/blood.2020009515"
INFUSIONS = {"1": "first infusion", "2": "second infusion"}


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment with a printed response; ``cells`` holds the cells of its row."""

    patient: str
    name: str
    day: int
    table: int
    cells: Mapping[str, str]

    @property
    def response(self) -> str:
        return self.cells["response"]

    def printed(self, note: str, provenance: str = "published") -> Basis:
        return Basis(provenance, note, f"{PAPER} Table {self.table}")


@cache
def treatments() -> tuple[Treatment, ...]:
    """All treatments, by patient and then by day."""
    antibodies = [
        Treatment(row["patient"], row["drug"], int(row["day"]), 4, row)
        for row in read_csv(FOLDER / "table4.csv")
    ]
    infusions = [
        Treatment(row["patient"], INFUSIONS[row["infusion"]], int(row["day"]), 5, row)
        for row in read_csv(FOLDER / "table5.csv")
    ]
    return tuple(sorted(antibodies + infusions, key=lambda t: (number_of(t.patient), t.day)))


def treatments_of(patient: str) -> list[Treatment]:
    return [treatment for treatment in treatments() if treatment.patient == patient]


def patients() -> list[str]:
    return list(dict.fromkeys(treatment.patient for treatment in treatments()))


def printed_cell(patient: str, column: str) -> str:
    """The first cell printed under a column; Table 4 is asked before Table 5."""
    rows = sorted(treatments_of(patient), key=lambda treatment: treatment.table)
    return next((row.cells[column] for row in rows if row.cells.get(column)), "")


def expected_responses_csv() -> str:
    """What is printed of every response, for comparison with the derived ones."""
    columns = ("patient", "treatment", "day", "response", "residual_disease")
    return csv_text(
        columns,
        (
            {
                "patient": treatment.patient,
                "treatment": treatment.name,
                "day": treatment.day,
                "response": treatment.response,
                "residual_disease": treatment.cells["residual_disease"],
            }
            for treatment in treatments()
        ),
    )
