"""The check of a paper's claims: what is printed, what the replay gives, what conflicts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TypeAlias

from console.application.stamp import Stamp
from timeline.log import AsOf

Value: TypeAlias = bool | float | str | None
"""What a measure gives: None where it is not reached or cannot be measured."""

STATUSES = ("reproduced", "contradicted", "missed")


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its published and replayed values by name.

    Attributes
    ----------
    replayed
        Unrounded; None also where the replay gives no value.
    shown
        The replayed values as the paper would print them.
    implied
        What a value must be instead, by the sides of conflicts that the cohort takes.
    note
        Why it is not reproduced.
    """

    id: str
    place: str
    section: str
    measures: tuple[str, ...]
    status: str
    published: Mapping[str, str]
    replayed: Mapping[str, Value]
    shown: Mapping[str, str | None]
    implied: Mapping[str, str]
    note: str

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        return {**asdict(self), "measures": list(self.measures)}


@dataclass(frozen=True, slots=True)
class ImpliedValue:
    """What a printed value, ``CLAIM/VALUE``, must be if some sides are taken, and why."""

    claim: str
    sides: tuple[str, ...]
    value: str
    because: str

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "claim": self.claim,
            "by": list(self.sides),
            "value": self.value,
            "because": self.because,
        }


@dataclass(frozen=True, slots=True)
class CheckedSide:
    """A side of a conflict, and whether the cohort takes it."""

    id: str
    says: str
    claims: tuple[str, ...]
    taken: bool

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        return {**asdict(self), "claims": list(self.claims)}


@dataclass(frozen=True, slots=True)
class CheckedConflict:
    """A conflict within the paper, side by side."""

    id: str
    severity: str
    why: str
    implied: tuple[ImpliedValue, ...]
    sides: tuple[CheckedSide, ...]

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "id": self.id,
            "severity": self.severity,
            "why": self.why,
            "implied": [item.as_json() for item in self.implied],
            "sides": [side.as_json() for side in self.sides],
        }


@dataclass(frozen=True, slots=True)
class Publication:
    """Every claim of a study's paper, checked against a replay.

    Attributes
    ----------
    counts
        How many claims have each status, whatever claims are listed.
    measures
        What is measured, in words, by name.
    not_replayed
        Why a claim cannot be replayed, by its id.
    not_enrolled
        Patients of the store who are not in the study.
    """

    as_of: AsOf
    as_of_in_words: str
    stamp: Stamp
    conventions: tuple[str, ...]
    counts: Mapping[str, int]
    claims: tuple[CheckedClaim, ...]
    conflicts: tuple[CheckedConflict, ...]
    measures: Mapping[str, str]
    not_replayed: Mapping[str, str]
    not_enrolled: int = field(default=0)

    @property
    def sections(self) -> list[str]:
        """Parts of the paper, in order."""
        return list(dict.fromkeys(claim.section for claim in self.claims))

    def listing(self, status: str | None, section: str | None) -> "Publication":
        """The same with the claims of a status and a section alone; of all if None."""
        claims = (
            claim
            for claim in self.claims
            if status in (None, claim.status) and section in (None, claim.section)
        )
        return replace(self, claims=tuple(claims))

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        return {
            "as_of": self.as_of.as_json(),
            "stamp": self.stamp.as_json(),
            "conventions": list(self.conventions),
            **self.counts,
            "not_replayable": len(self.not_replayed),
            "claims": [claim.as_json() for claim in self.claims],
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "measures": dict(self.measures),
            "not_replayed": dict(self.not_replayed),
        }
