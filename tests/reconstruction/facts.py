"""Clinical facts of a published patient, dated in days from the first infusion of cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

JUDGED_AFTER_DAYS = 28
"""From the start of a treatment to the assessment of its response; the paper does not say."""

UNDER_5_PERCENT = "under 5%"
"""A remission whose residual disease is not known."""

SINUSOIDAL_OBSTRUCTION = "sinusoidal obstruction syndrome"


class Basis(NamedTuple):
    """Why a fact stands in the record: its provenance, which part is made up, what prints it."""

    provenance: str = "synthetic"
    note: str = "not printed; day and content synthetic"
    document: str = ""


SYNTHETIC = Basis()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact; ``precision`` says how many characters of the date are known (4: the year)."""

    day: int
    kind: str
    payload: Mapping[str, object]
    basis: Basis = SYNTHETIC
    precision: int = 10


def number_of(patient: str) -> int:
    return int(patient.removeprefix("MSK"))


def assessment(
    patient: str, day: int, state: str, marrow: Basis, residual: Basis | None = None
) -> Iterator[Fact]:
    """The marrow, and its residual disease where the state tells it.

    The percent of blasts is arithmetic on patient and day: 8 to 100 in morphologic disease, the
    range printed at progression, and 0 to 4 otherwise.
    """
    number = number_of(patient)
    over_5_percent = state == "morphologic"
    percent = 8 + (37 * number + 11 * day) % 93 if over_5_percent else (number + day) % 5
    yield Fact(day, "marrow_blasts", {"percent": percent}, marrow)
    if state in RESIDUAL_DISEASE:
        flow = {"result": RESIDUAL_DISEASE[state], "method": "flow", "sensitivity": 1e-4}
        yield Fact(day, "residual_disease", flow, residual or marrow)


RESIDUAL_DISEASE = {"residual disease": "positive", "no evidence of disease": "negative"}


def course(
    drugs: str, setting: str, start: int, stop: int, basis: Basis, *, reason: str = "completed",
    **dose: float,
) -> Iterator[Fact]:  # fmt: skip
    """A course of drugs (separated by semicolons): its start, and its end, which is made up."""
    given = {"drugs": drugs.split(";"), "setting": setting}
    yield Fact(start, "therapy_started", {**given, **dose}, basis)
    yield Fact(stop, "therapy_stopped", {**given, "reason": reason})


def reason_to_stop(state: str) -> str:
    return "progression" if state == "morphologic" else "completed"
