"""The claims of a source compared with a replay: reproduced, contradicted or missed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from analyses.claims import Cohort, measured
from analyses.claims.cohort import Value
from analyses.claims.printed import agrees, allows
from analyses.errors import AnalysisError
from analyses.plan import PlanResults
from projections.study.claims import EXCLUSIVE, Claim, Conflict, Implied, Printed, Side

Status = Literal["reproduced", "contradicted", "missed"]
Agreement: TypeAlias = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the replay gives for one printed value, or why it gives nothing."""

    printed: Printed
    value: Value = None
    refusal: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the value would be printed so."""
        return not self.refusal and agrees(self.printed.text, self.value)


@dataclass(frozen=True, slots=True)
class Denied:
    """A conflict that denies a printed value of a claim, and what follows if sides are taken.

    ``implied`` is None where the cohort takes no side from which a value follows.
    """

    conflict: Conflict
    printed: Printed
    implied: Implied | None = None
    stands: bool = False
    """Whether the replayed value is the implied one."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, what the replay gives for each of its values, and what that makes of it.

    ``denied`` are the conflicts about those of its values that do not agree.
    """

    claim: Claim
    readings: tuple[Reading, ...]
    denied: tuple[Denied, ...] = ()

    @property
    def status(self) -> Status:
        """Reproduced if every value agrees, contradicted if the others are what is implied."""
        failing = {reading.printed for reading in self.readings if not reading.agrees}
        if not failing:
            return "reproduced"
        excused = {item.printed for item in self.denied if item.stands}
        return "contradicted" if failing == excused else "missed"


def check(
    results: PlanResults, claims: Iterable[Claim], conflicts: Sequence[Conflict] = ()
) -> list[Checked]:
    """Every claim that can be replayed, in order, checked against the results of a replay."""
    cohort = Cohort(results)
    read = [
        Checked(claim, tuple(_read(cohort, claim, printed) for printed in claim.printed))
        for claim in claims
        if not claim.not_replayed
    ]
    agreeing = agreement(read)
    return [replace(item, denied=tuple(_denied(item, conflicts, agreeing))) for item in read]


def agreement(checked: Iterable[Checked]) -> Agreement:
    """Whether each printed value agrees, by claim and name of the value."""
    return {
        (item.claim.id, item.claim.key(reading.printed)): reading.agrees
        for item in checked
        for reading in item.readings
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


def _denied(item: Checked, conflicts: Sequence[Conflict], agreeing: Agreement) -> Iterator[Denied]:
    """For each value that fails, the conflicts that deny it."""
    for reading in item.readings:
        name = item.claim.key(reading.printed)
        for conflict in () if reading.agrees else conflicts:
            mine = any(side.holds(item.claim.id, name) for side in conflict.sides)
            if mine and conflict.severity in EXCLUSIVE:
                yield _weighed(conflict, item.claim, reading, agreeing)


def _weighed(conflict: Conflict, claim: Claim, reading: Reading, agreeing: Agreement) -> Denied:
    """What follows for a failing value from sides that are taken, and whether it stands."""
    found = {side.id for side in conflict.sides if taken(side, agreeing)}
    about = (claim.id, claim.key(reading.printed))
    for implied in conflict.implied:
        if (implied.claim, implied.value) == about and found.issuperset(implied.by):
            stands = not reading.refusal and allows(implied.text, reading.value)
            return Denied(conflict, reading.printed, implied, stands)
    return Denied(conflict, reading.printed)
