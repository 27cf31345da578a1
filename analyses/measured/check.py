"""The claims of a source held against a replay: reproduced, contradicted or missed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from analyses.errors import AnalysisError
from analyses.measured import Cohort, measured
from analyses.measured.printed import agrees
from projections.claims import EXCLUSIVE, Claim, Conflict, Printed, Side
from projections.replay import Replay

Status = Literal["reproduced", "contradicted", "missed"]
Agreement: TypeAlias = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the replay gives for one printed value, or why it gives nothing."""

    printed: Printed
    value: Any = None
    refusal: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the value would be printed so."""
        return not self.refusal and agrees(self.printed.text, self.value)


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, what the replay gives for each of its values, and what that makes of it.

    ``conflicts`` are those of a claim that does not agree, each with the other side that the
    cohort takes, if it takes one.
    """

    claim: Claim
    readings: tuple[Reading, ...]
    conflicts: tuple[tuple[Conflict, Side | None], ...] = ()

    @property
    def status(self) -> Status:
        """Reproduced if every value agrees, contradicted if the source says otherwise elsewhere."""
        if all(reading.agrees for reading in self.readings):
            return "reproduced"
        return "contradicted" if any(side for _, side in self.conflicts) else "missed"


def check(
    replay: Replay, claims: Iterable[Claim], conflicts: Sequence[Conflict] = ()
) -> list[Checked]:
    """Every claim that can be replayed, in order, checked against the replay."""
    cohort = Cohort(replay)
    read = [
        Checked(claim, tuple(_read(cohort, claim, printed) for printed in claim.printed))
        for claim in claims
        if not claim.not_replayed
    ]
    agreeing = agreement(read)
    return [replace(one, conflicts=_explained(one, conflicts, agreeing)) for one in read]


def agreement(checked: Iterable[Checked]) -> Agreement:
    """Whether each printed value agrees, by claim and name of the value."""
    return {
        (one.claim.id, reading.printed.value): reading.agrees
        for one in checked
        for reading in one.readings
    }


def taken(side: Side, agreeing: Agreement) -> bool:
    """Whether the cohort takes a side of a conflict: every printed value on it agrees."""
    return all(
        agrees
        for claim, value in side.claims
        for (other, name), agrees in agreeing.items()
        if other == claim and value in ("", name)
    )


def _read(cohort: Cohort, claim: Claim, printed: Printed) -> Reading:
    measure = cohort.replay.study.measures[printed.measure]
    try:
        values = measured(cohort, measure, claim.patient)
    except AnalysisError as refusal:
        return Reading(printed, refusal=str(refusal))
    if printed.value not in values:
        return Reading(printed, refusal=f"there is no '{printed.value}' at this cutoff")
    return Reading(printed, values[printed.value])


def _explained(
    one: Checked, conflicts: Sequence[Conflict], agreeing: Agreement
) -> tuple[tuple[Conflict, Side | None], ...]:
    """Conflicts in which all that fails is on one side, and which other the cohort takes."""
    failing = [reading.printed.value for reading in one.readings if not reading.agrees]
    found: list[tuple[Conflict, Side | None]] = []
    for conflict in conflicts if failing else ():
        mine = [s for s in conflict.sides if all(s.holds(one.claim.id, v) for v in failing)]
        others = (s for s in conflict.sides if s not in mine and taken(s, agreeing))
        if conflict.severity in EXCLUSIVE and mine:
            found.append((conflict, next(others, None)))
    return tuple(found)
