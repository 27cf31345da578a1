"""The files of claims and conflicts that come with a study, read and checked row by row."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from console.errors import NotFound
from projections.claims import Claim, Conflict, Implied, Printed, Severity, Side
from projections.measures import Cell
from projections.study import Study
from timeline.errors import TimelineError

CLAIMS, CONFLICTS, IMPLIED, MISSES = "claims.csv", "conflicts.csv", "implied.csv", "misses.csv"


class InvalidClaims(TimelineError):
    """A row of a file of claims or conflicts that says what cannot be, with line and remedy."""


def _references(text: str) -> str:
    """Claims, or single values of claims, set apart by spaces: ``claim`` or ``claim/value``."""
    if not text.split():
        raise ValueError("name the claims on this side")
    return text


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ClaimRow(_Row):
    """One printed value."""

    claim: str = Field(min_length=1)
    place: str = Field(min_length=1)
    measure: str
    patient: str
    value: str
    printed: str
    not_replayed: str


class ConflictRow(_Row):
    """One side of a conflict."""

    conflict: str = Field(min_length=1)
    severity: Severity
    side: str = Field(min_length=1)
    claims: Annotated[str, AfterValidator(_references)]
    says: str = Field(min_length=1)
    why: str


class ImpliedRow(_Row):
    """What a printed value must be instead, by other sides of a conflict."""

    conflict: str = Field(min_length=1)
    by: str = Field(min_length=1)
    claim: str = Field(min_length=1)
    value: str = Field(min_length=1)
    implied: str = Field(min_length=1)
    because: str = Field(min_length=1)


class MissRow(_Row):
    """Why a claim is missed at the study's own cutoff."""

    claim: str = Field(min_length=1)
    why: str = Field(min_length=1)


Row = TypeVar("Row", bound=_Row)


def claims_of(folder: Path, study: Study) -> tuple[tuple[Claim, ...], tuple[Conflict, ...]]:
    """The claims and conflicts that come with a study.

    Raises
    ------
    NotFound
        If there are none.
    InvalidClaims
        If a row cannot be.
    """
    claims = read_claims(folder / study.name / CLAIMS, study)
    conflicts = read_conflicts(folder / study.name / CONFLICTS, claims)
    return claims, read_implied(folder / study.name / IMPLIED, conflicts, claims)


def read_claims(path: Path, study: Study) -> tuple[Claim, ...]:
    """The claims of a file, in order; rows of one claim stand together.

    Raises
    ------
    NotFound
        If there is no such file.
    InvalidClaims
        If a row is malformed, or names a measure that the study does not have.
    """
    rows: dict[str, list[ClaimRow]] = {}
    for line, row in _rows(path, ClaimRow):
        _refuse_unmeasured(path, line, row, study)
        rows.setdefault(row.claim, []).append(row)
    return tuple(_claim(name, of) for name, of in rows.items())


def read_conflicts(path: Path, claims: tuple[Claim, ...]) -> tuple[Conflict, ...]:
    """The conflicts among claims, in order; rows of one conflict stand together.

    Raises
    ------
    NotFound
        If there is no such file.
    InvalidClaims
        If a row is malformed, or names a claim or a value that is not among the claims.
    """
    known = _names(claims)
    rows: dict[str, list[ConflictRow]] = {}
    for line, row in _rows(path, ConflictRow):
        for claim, value in _parsed(row.claims):
            if claim not in known or (value and value not in known[claim]):
                named = f"{claim}/{value}" if value else claim
                raise _fault(path, line, "claims", f"'{named}' is not printed", f"see {CLAIMS}")
        rows.setdefault(row.conflict, []).append(row)
    return tuple(
        Conflict(
            name,
            of[0].severity,
            of[0].why,
            tuple(Side(row.side, row.says, _parsed(row.claims)) for row in of),
        )
        for name, of in rows.items()
    )


def read_implied(
    path: Path, conflicts: tuple[Conflict, ...], claims: tuple[Claim, ...]
) -> tuple[Conflict, ...]:
    """The conflicts with what follows from which of their sides.

    Raises
    ------
    NotFound
        If there is no such file.
    InvalidClaims
        If a row is malformed, or names no conflict, no side, or a value that is on no other side.
    """
    found: dict[str, list[Implied]] = {one.id: [] for one in conflicts}
    by_id, known = {one.id: one for one in conflicts}, _names(claims)
    for line, row in _rows(path, ImpliedRow):
        if row.conflict not in found:
            remedy = f"see {CONFLICTS}"
            raise _fault(path, line, "conflict", f"'{row.conflict}' is no conflict", remedy)
        if row.value not in known.get(row.claim, ()):
            named = f"{row.claim}/{row.value}"
            raise _fault(path, line, "value", f"'{named}' is not printed", f"see {CLAIMS}")
        _refuse_unrelated(path, line, row, by_id[row.conflict])
        by = tuple(row.by.split())
        found[row.conflict].append(Implied(row.claim, row.value, by, row.implied, row.because))
    return tuple(replace(one, implied=tuple(found[one.id])) for one in conflicts)


def read_misses(path: Path, claims: tuple[Claim, ...]) -> dict[str, str]:
    """Why claims are missed at the study's own cutoff, as far as that is known.

    Raises
    ------
    NotFound
        If there is no such file.
    InvalidClaims
        If a row is malformed, or names a claim that is not among the claims.
    """
    known, found = {claim.id for claim in claims}, {}
    for line, row in _rows(path, MissRow):
        if row.claim not in known:
            raise _fault(path, line, "claim", f"'{row.claim}' is not printed", f"see {CLAIMS}")
        found[row.claim] = row.why
    return found


def _rows(path: Path, kind: type[Row]) -> Iterator[tuple[int, Row]]:
    """The rows of a file with their lines, each checked."""
    if not path.is_file():
        raise NotFound(f"there are no printed claims in {path}")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="beyond the last column", strict=True)
        try:
            for row in reader:
                yield reader.line_num, kind.model_validate(row)
        except ValidationError as invalid:
            (first, *_) = invalid.errors()
            field, reason = str(first["loc"][0]), first["msg"].lower()
            raise _fault(path, reader.line_num, field, reason, "mend the row") from None
        except csv.Error as broken:
            raise _fault(path, reader.line_num, "row", str(broken), "mend the quotes") from None


def _refuse_unmeasured(path: Path, line: int, row: ClaimRow, study: Study) -> None:
    if row.not_replayed:
        return
    if row.measure not in study.measures:
        raise _fault(
            path,
            line,
            "measure",
            f"study '{study.name}' has no measure '{row.measure}'",
            "name one of its measures, or say in 'not_replayed' why there is none",
        )
    measure = study.measures[row.measure]
    needs = isinstance(measure, Cell) and not measure.of
    if needs != bool(row.patient):
        reason = "is about one patient" if needs else "is not about one patient"
        remedy = "name the patient" if needs else "leave the patient empty"
        raise _fault(path, line, "patient", f"the measure '{row.measure}' {reason}", remedy)
    if not (row.value and row.printed):
        field = "printed" if row.value else "value"
        raise _fault(path, line, field, "is empty", "say which value is printed, and how")


def _names(claims: tuple[Claim, ...]) -> dict[str, set[str]]:
    """The names of the printed values of each claim."""
    return {claim.id: {claim.key(one) for one in claim.printed} for claim in claims}


def _refuse_unrelated(path: Path, line: int, row: ImpliedRow, conflict: Conflict) -> None:
    sides = {side.id: side for side in conflict.sides}
    for one in row.by.split():
        if one not in sides:
            remedy = f"name sides of {conflict.id}: {', '.join(sides)}"
            raise _fault(path, line, "by", f"'{one}' is no side", remedy)
    denied = [side for name, side in sides.items() if name not in row.by.split()]
    if not any(side.holds(row.claim, row.value) for side in denied):
        reason = f"'{row.claim}/{row.value}' is on no other side of {conflict.id}"
        raise _fault(path, line, "claim", reason, f"see {CONFLICTS}")


def _fault(path: Path, line: int, field: str, reason: str, remedy: str) -> InvalidClaims:
    return InvalidClaims(f"{path.name}, line {line}, {field}: {reason}; {remedy}")


def _claim(name: str, rows: list[ClaimRow]) -> Claim:
    first = rows[0]
    printed = tuple(Printed(row.measure, row.value, row.printed) for row in rows)
    return Claim(name, first.place, first.patient, printed, first.not_replayed)


def _parsed(references: str) -> tuple[tuple[str, str], ...]:
    parts = (reference.partition("/") for reference in references.split())
    return tuple((claim, value) for claim, _, value in parts)
