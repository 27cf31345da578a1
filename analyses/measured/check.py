"""The claims of a source held against a replay: reproduced, contradicted or missed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analyses.errors import AnalysisError
from analyses.measured import Cohort, measured
from analyses.measured.printed import agrees
from projections.claims import EXCLUSIVE, Claim, Conflict, Printed, Side
from projections.replay import Replay

Status = Literal["reproduced", "contradicted", "missed"]


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
    readings = {
        claim.id: (claim, tuple(_read(cohort, claim, printed) for printed in claim.printed))
        for claim in claims
        if not claim.not_replayed
    }
    agreeing = {
        (claim.id, one.printed.value): one.agrees
        for claim, found in readings.values()
        for one in found
    }
    return [
        Checked(claim, found, _explained(claim, found, conflicts, agreeing))
        for claim, found in readings.values()
    ]


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
    claim: Claim,
    readings: Sequence[Reading],
    conflicts: Sequence[Conflict],
    agreeing: Mapping[tuple[str, str], bool],
) -> tuple[tuple[Conflict, Side | None], ...]:
    """Conflicts in which all that fails is on one side, and which other the cohort takes."""
    failing = [one.printed.value for one in readings if not one.agrees]
    if not failing:
        return ()
    found: list[tuple[Conflict, Side | None]] = []
    for conflict in conflicts:
        mine = [s for s in conflict.sides if all(s.holds(claim.id, value) for value in failing)]
        taken = (s for s in conflict.sides if s not in mine and _taken(s, agreeing))
        if conflict.severity in EXCLUSIVE and mine:
            found.append((conflict, next(taken, None)))
    return tuple(found)


def _taken(side: Side, agreeing: Mapping[tuple[str, str], bool]) -> bool:
    """Whether every printed value on a side is reproduced."""
    return all(
        agrees
        for claim, value in side.claims
        for (other, name), agrees in agreeing.items()
        if other == claim and value in ("", name)
    )
