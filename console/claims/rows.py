"""The rows of files of claims and conflicts, and what each of them cannot be."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from analyses.claims.printed import NOT_REACHED, NUMBER
from projections.study import Study
from projections.study.claims import Claim, Severity
from projections.study.measures import Cell
from projections.study.measures.kinds import NUMBERS, YES_OR_NO
from timeline.errors import TimelineError


class InvalidClaims(TimelineError):
    """A row of a file of claims or conflicts that says what cannot be, with line and remedy."""


def _references(text: str) -> str:
    """Claims, or single values of claims, set apart by spaces: ``claim`` or ``claim/value``."""
    if not text.split():
        raise ValueError("name the claims on this side")
    return text


class FileRow(BaseModel):
    """A row as it is written, blanks around its texts aside."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ClaimRow(FileRow):
    """One printed value."""

    claim: str = Field(min_length=1)
    place: str = Field(min_length=1)
    measure: str
    patient: str
    value: str
    printed: str
    not_replayed: str


class ConflictRow(FileRow):
    """One side of a conflict."""

    conflict: str = Field(min_length=1)
    severity: Severity
    side: str = Field(min_length=1)
    claims: Annotated[str, AfterValidator(_references)]
    says: str = Field(min_length=1)
    why: str


class ImpliedRow(FileRow):
    """What a printed value must be instead, by other sides of a conflict."""

    conflict: str = Field(min_length=1)
    by: str = Field(min_length=1)
    claim: str = Field(min_length=1)
    value: str = Field(min_length=1)
    implied: str = Field(min_length=1)
    because: str = Field(min_length=1)


class MissRow(FileRow):
    """Why a claim is missed at the study's own cutoff."""

    claim: str = Field(min_length=1)
    why: str = Field(min_length=1)


def refuse_unmeasured(path: Path, line: int, row: ClaimRow, study: Study) -> None:
    """Refuse a printed value that no measure of the study can give, or that is no such value."""
    if row.not_replayed:
        return
    if row.measure not in study.measures:
        raise fault(
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
        raise fault(path, line, "patient", f"the measure '{row.measure}' {reason}", remedy)
    if not (row.value and row.printed):
        field = "printed" if row.value else "value"
        raise fault(path, line, field, "is empty", "say which value is printed, and how")
    _refuse_other_sort(path, line, row)


def refuse_repeated(path: Path, line: int, row: ClaimRow, earlier: Sequence[ClaimRow]) -> None:
    """Refuse a row that another one of its claim leaves no room for."""
    for item in earlier:
        for field in ("place", "patient", "not_replayed"):
            if getattr(item, field) != getattr(row, field):
                reason = f"is not as in an earlier row of claim '{row.claim}'"
                raise fault(path, line, field, reason, "say the same, or name another claim")
        if (item.measure, item.value) == (row.measure, row.value):
            reason = f"'{row.claim}' has a row for '{row.value}' of '{row.measure}' already"
            raise fault(path, line, "value", reason, "keep one of them")


def refuse_other_side(
    path: Path, line: int, row: ConflictRow, earlier: Sequence[ConflictRow]
) -> None:
    """Refuse a side that is repeated, or that describes the conflict differently."""
    if row.side in [item.side for item in earlier]:
        reason = f"{row.conflict} has a side '{row.side}' already"
        raise fault(path, line, "side", reason, "name another")
    for field in ("severity", "why") if earlier else ():
        first, given = getattr(earlier[0], field), getattr(row, field)
        if given not in ("", first):
            reason = f"is not as in the first row of {row.conflict}"
            raise fault(path, line, field, reason, "say the same")


def refuse_ambiguous(path: Path, line: int, claim: Claim) -> None:
    """Refuse a claim two of whose printed values would have one name."""
    names = [claim.key(item) for item in claim.printed]
    for name in names:
        if names.count(name) > 1:
            reason = f"several values of '{claim.id}' are named '{name}'"
            raise fault(path, line, "claim", reason, "make a claim of each measure")


def _refuse_other_sort(path: Path, line: int, row: ClaimRow) -> None:
    number = row.printed == NOT_REACHED or re.fullmatch(NUMBER, row.printed)
    if row.value in NUMBERS and not number:
        remedy = f"write it as in 12 or .05, or {NOT_REACHED} where none is reached"
        raise fault(path, line, "printed", f"'{row.value}' is a number", remedy)
    if row.value in YES_OR_NO and row.printed not in ("yes", "no"):
        raise fault(path, line, "printed", f"'{row.value}' is yes or no", "write 'yes' or 'no'")


def fault(path: Path, line: int, field: str, reason: str, remedy: str) -> InvalidClaims:
    """What is wrong with a row, and what to do about it."""
    return InvalidClaims(f"{path.name}, line {line}, {field}: {reason}; {remedy}")
