"""Before the study: diagnosis, genetics, lines of treatment, transplant; and the bridging."""

from collections.abc import Iterator
from datetime import timedelta

from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import (
    MONTH,
    MORPHOLOGIC,
    SYNTHETIC,
    Fact,
    course,
    marrow,
    transplant,
)
from reconstruction.cohort.printed import in_text, patient_basis
from reconstruction.cohort.regimens import bridging_regimen, prior_regimen
from reconstruction.cohort.tables import Patient
from reconstruction.cohort.working_days import working_day
from reconstruction.published_tables import printed_cell

ANTIBODIES = {"prior_blinatumomab": "blinatumomab", "prior_inotuzumab": "inotuzumab ozogamicin"}
DAYS_OF_A_LINE = 260
BEFORE_REGISTRATION = 150
"""Days from the start of the last line to the registration, at most."""


def registered(patient: Patient) -> int:
    return working_day(patient, -between(patient.name, "registered", 45, 70))


def diagnosed(patient: Patient) -> int:
    lines = int(patient.cells["prior_lines"])
    return registered(patient) - lines * DAYS_OF_A_LINE - between(patient.name, "diagnosed", 0, 300)


def history(patient: Patient) -> Iterator[Fact]:
    """Everything from the diagnosis to the day before the assessment for the infusion."""
    lines = tuple(_prior_lines(patient))
    for number, (day, drugs, regimen) in enumerate(lines, start=1):
        yield from _prior_line(patient, number, day, drugs, regimen)
    if patient.is_(prior_transplant="yes"):
        after = lines[between(patient.name, "transplanted after", 0, len(lines) - 2)][0]
        yield transplant(after + 130, 1, in_text(patient.name, "prior transplant"), MONTH)
    if len(lines) > 1:
        relapsed = working_day(patient, lines[-1][0] - 4)
        yield from marrow(patient.name, relapsed, MORPHOLOGIC)
    yield from _bridging(patient)


def _prior_lines(patient: Patient) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Start, drugs and regimen of every line before the study, the first at diagnosis."""
    count, first = int(patient.cells["prior_lines"]), diagnosed(patient) + 6
    apart = (registered(patient) - BEFORE_REGISTRATION - first) // max(count - 1, 1)
    antibodies = [drug for column, drug in ANTIBODIES.items() if patient.is_(**{column: "yes"})]
    for number in range(count):
        late = between(patient.name, f"line {number}", 0, 30) if number else 0
        day = first + number * apart + late
        if count - number <= len(antibodies):
            drug = antibodies[number - count]
            yield day, (drug,), drug
        else:
            year = (patient.infused + timedelta(days=day)).year
            regimen, drugs = prior_regimen(patient, number, year)
            yield day, drugs, regimen


def _prior_line(
    patient: Patient, number: int, day: int, drugs: tuple[str, ...], regimen: str
) -> Iterator[Fact]:
    printed = patient_basis(patient.name, "prior_antibody", "month synthetic")
    is_printed = drugs == (printed_cell(patient.name, "prior_antibody"),)
    why = printed if is_printed else SYNTHETIC
    stop = day + between(patient.name, f"length of line {number}", 45, 110)
    if number == int(patient.cells["prior_lines"]):
        stop = registered(patient) - between(patient.name, "last line", 20, 28)
    yield from course(drugs, "prior", day, stop, why, regimen=regimen, precision=MONTH)


def _bridging(patient: Patient) -> Iterator[Fact]:
    """Drugs between the collection of cells and lymphodepletion."""
    if patient.is_(bridging="none"):
        return
    start = registered(patient) + between(patient.name, "bridged", 7, 12)
    stop = -between(patient.name, "unbridged", 13, 17)
    yield from course(bridging_regimen(patient), "bridging", start, stop)
