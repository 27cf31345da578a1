"""Clinical facts of a patient, dated in days from the first infusion of cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Basis(NamedTuple):
    """Why a fact stands in the record: its provenance, which part is made up, what prints it."""

    provenance: str = "synthetic"
    note: str = "not printed; day and content synthetic"
    document: str = ""


SYNTHETIC = Basis()
DAY, MONTH, YEAR = 10, 7, 4
"""How many characters of a date are known."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact; ``precision`` says how many characters of the date are known (4: the year).

    ``role`` names a fact among others of its kind, such as the marrow of the progression.
    """

    day: int
    kind: str
    payload: Mapping[str, object]
    basis: Basis = SYNTHETIC
    precision: int = DAY
    role: str = ""


def number_of(patient: str) -> int:
    return int(patient.removeprefix("MSK"))


def marrow(
    patient: str, day: int, state: str, basis: Basis = SYNTHETIC, residual: Basis | None = None,
    percent: int | None = None,
) -> Iterator[Fact]:  # fmt: skip
    """The marrow, and its residual disease where the state tells it.

    Unless given, the percent of blasts is left open in morphologic disease, to be settled when all
    that was given is known, and is arithmetic on patient and day otherwise, 0 to 4.
    """
    if percent is None and state != MORPHOLOGIC:
        percent = (number_of(patient) + day) % 5
    yield Fact(day, "marrow_blasts", {"percent": percent}, basis)
    if state in RESIDUAL_DISEASE:
        flow = {"result": RESIDUAL_DISEASE[state], "method": "flow", "sensitivity": 1e-4}
        yield Fact(day, "residual_disease", flow, residual or basis)


MORPHOLOGIC, UNDER_5_PERCENT = "morphologic", "under 5%"
"""Gross disease; and a remission whose residual disease is not known."""

RESIDUAL_DISEASE = {
    "residual disease": "positive",
    "no evidence of disease": "negative",
    "indeterminate": "indeterminate",
}
NERVOUS_SYSTEM, CEREBROSPINAL_FLUID = "central nervous system", "cerebrospinal fluid"
IN_REMISSION = {
    "negative": "no evidence of disease",
    "positive": "residual disease",
    "unknown": UNDER_5_PERCENT,
}
"""States of the marrow in remission, by the residual disease found in it."""


def imaging(
    day: int, sites: Sequence[str], status: str, basis: Basis = SYNTHETIC
) -> Iterator[Fact]:
    """What imaging showed of each site; of the central nervous system, a lumbar puncture."""
    for site in sites:
        seen = CEREBROSPINAL_FLUID if site == NERVOUS_SYSTEM else site
        yield Fact(day, "extramedullary", {"site": seen, "status": status}, basis)


def course(
    drugs: Sequence[str], setting: str, start: int, stop: int, basis: Basis = SYNTHETIC, *,
    reason: str = "completed", precision: int = DAY, **more: object,
) -> Iterator[Fact]:  # fmt: skip
    """A course of drugs: its start, and its end, which is made up."""
    given = {"drugs": list(drugs), "setting": setting}
    yield Fact(start, "therapy_started", {**given, **more}, basis, precision)
    yield Fact(stop, "therapy_stopped", {**given, "reason": reason}, precision=precision)


def transplant(day: int, number: int, basis: Basis = SYNTHETIC, precision: int = DAY) -> Fact:
    """An allogeneic transplant."""
    graft = {"graft": "haematopoietic", "donor": "allogeneic", "number": number}
    return Fact(day, "transplant", graft, basis, precision)
