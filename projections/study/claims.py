"""What a source prints of its cohort: claims tied to measures, and claims that contradict."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["contradiction", "mislabel", "test", "definition", "tension"]
EXCLUSIVE: tuple[Severity, ...] = ("contradiction", "mislabel", "test")
"""Conflicts of which no cohort can satisfy every side."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed value: the measure and the name under which it gives it, and the text."""

    measure: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What is printed at one place.

    Parameters
    ----------
    patient
        Whom it is about, if one patient.
    not_replayed
        Why no cohort of events can be compared with it; empty if one can.
    """

    id: str
    place: str
    patient: str
    printed: tuple[Printed, ...]
    not_replayed: str = ""

    @property
    def section(self) -> str:
        """The part of the source in which it stands."""
        return self.place.partition(",")[0]

    def key(self, printed: Printed) -> str:
        """A name of a printed value, its own within the claim."""
        shared = sum(item.value == printed.value for item in self.printed) > 1
        return printed.measure if shared else printed.value


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict, in words, and the claims (or single values of claims) on it."""

    id: str
    says: str
    claims: tuple[tuple[str, str], ...]

    def holds(self, claim: str, value: str) -> bool:
        """Whether a printed value of a claim is on this side."""
        return (claim, value) in self.claims or (claim, "") in self.claims


@dataclass(frozen=True, slots=True)
class Implied:
    """What a printed value must be instead, where the cohort takes other sides of a conflict.

    Parameters
    ----------
    claim, value
        The printed value that the other sides deny.
    by
        The ids of the sides from which it follows; all of them must be taken.
    text
        A value as it would be printed; or several set apart by ``or``; or bounds, ``a to b``,
        ``at most a``, ``at least a``.
    because
        The reasoning from the other sides, never from a replay.
    """

    claim: str
    value: str
    by: tuple[str, ...]
    text: str
    because: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Printed values that collide; ``why`` says how, ``implied`` what follows from which side."""

    id: str
    severity: Severity
    why: str
    sides: tuple[Side, ...]
    implied: tuple[Implied, ...] = ()
