"""The files of claims and conflicts that come with a study, read and checked row by row."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from console.application.errors import NotFound
from console.claims.rows import (
    ClaimRow,
    ConflictRow,
    FileRow,
    ImpliedRow,
    MissRow,
    fault,
    refuse_ambiguous,
    refuse_other_side,
    refuse_repeated,
    refuse_unmeasured,
)
from projections.study import Study
from projections.study.claims import Claim, Conflict, Implied, Printed, Side

CLAIMS, CONFLICTS, IMPLIED, MISSES = "claims.csv", "conflicts.csv", "implied.csv", "misses.csv"

Row = TypeVar("Row", bound=FileRow)


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
        If a row is malformed, names a measure that the study does not have, says a value of a
        claim again, or a text where the value is a number.
    """
    rows: dict[str, list[ClaimRow]] = {}
    for line, row in _rows(path, ClaimRow):
        refuse_unmeasured(path, line, row, study)
        refuse_repeated(path, line, row, rows.setdefault(row.claim, []))
        rows[row.claim].append(row)
        refuse_ambiguous(path, line, _claim(row.claim, rows[row.claim]))
    return tuple(_claim(name, grouped) for name, grouped in rows.items())


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
                raise fault(path, line, "claims", f"'{named}' is not printed", f"see {CLAIMS}")
        refuse_other_side(path, line, row, rows.setdefault(row.conflict, []))
        rows[row.conflict].append(row)
    return tuple(
        Conflict(
            name,
            grouped[0].severity,
            grouped[0].why,
            tuple(Side(row.side, row.says, _parsed(row.claims)) for row in grouped),
        )
        for name, grouped in rows.items()
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
    found: dict[str, list[Implied]] = {conflict.id: [] for conflict in conflicts}
    by_id, known = {conflict.id: conflict for conflict in conflicts}, _names(claims)
    for line, row in _rows(path, ImpliedRow):
        if row.conflict not in found:
            remedy = f"see {CONFLICTS}"
            raise fault(path, line, "conflict", f"'{row.conflict}' is no conflict", remedy)
        if row.value not in known.get(row.claim, ()):
            named = f"{row.claim}/{row.value}"
            raise fault(path, line, "value", f"'{named}' is not printed", f"see {CLAIMS}")
        _refuse_unrelated(path, line, row, by_id[row.conflict])
        sides = tuple(row.by.split())
        if any(
            (item.claim, item.value, item.by) == (row.claim, row.value, sides)
            for item in found[row.conflict]
        ):
            reason = f"{row.conflict} says already what '{row.claim}/{row.value}' must be"
            raise fault(path, line, "claim", reason, "keep one of them")
        found[row.conflict].append(Implied(row.claim, row.value, sides, row.implied, row.because))
    return tuple(replace(conflict, implied=tuple(found[conflict.id])) for conflict in conflicts)


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
            raise fault(path, line, "claim", f"'{row.claim}' is not printed", f"see {CLAIMS}")
        if row.claim in found:
            reason = f"'{row.claim}' has a row already"
            raise fault(path, line, "claim", reason, "keep one of them")
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
            raise fault(path, reader.line_num, field, reason, "correct the row") from None
        except csv.Error as broken:
            raise fault(path, reader.line_num, "row", str(broken), "correct the quotes") from None


def _names(claims: tuple[Claim, ...]) -> dict[str, set[str]]:
    """The names of the printed values of each claim."""
    return {claim.id: {claim.key(item) for item in claim.printed} for claim in claims}


def _refuse_unrelated(path: Path, line: int, row: ImpliedRow, conflict: Conflict) -> None:
    sides = {side.id: side for side in conflict.sides}
    for item in row.by.split():
        if item not in sides:
            remedy = f"name sides of {conflict.id}: {', '.join(sides)}"
            raise fault(path, line, "by", f"'{item}' is no side", remedy)
    denied = [side for name, side in sides.items() if name not in row.by.split()]
    if not any(side.holds(row.claim, row.value) for side in denied):
        reason = f"'{row.claim}/{row.value}' is on no other side of {conflict.id}"
        raise fault(path, line, "claim", reason, f"see {CONFLICTS}")


def _claim(name: str, rows: list[ClaimRow]) -> Claim:
    first = rows[0]
    printed = tuple(Printed(row.measure, row.value, row.printed) for row in rows)
    return Claim(name, first.place, first.patient, printed, first.not_replayed)


def _parsed(references: str) -> tuple[tuple[str, str], ...]:
    parts = (reference.partition("/") for reference in references.split())
    return tuple((claim, value) for claim, _, value in parts)
