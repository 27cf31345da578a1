"""Groups of patients: those who meet all of several criteria on a study's definitions."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Member:
    """The patient belongs to a population of the study."""

    population: str


@dataclass(frozen=True, slots=True)
class Reached:
    """The patient reached a milestone; or not, where ``yes`` is false."""

    milestone: str
    yes: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """The class or word under a definition is one of these."""

    definition: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A quantity is known of the patient."""

    definition: str


@dataclass(frozen=True, slots=True)
class Number:
    """The number under a definition is above a bound, at least as large, or exactly this one."""

    definition: str
    above: float | None = None
    at_least: float | None = None
    exactly: float | None = None


@dataclass(frozen=True, slots=True)
class Follows:
    """The patient reached a milestone on the day of an earlier one, or later."""

    milestone: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The patient's time under an endpoint ended with one of its events, or with one so named.

    ``by`` names a source of its events or of what competes.
    """

    endpoint: str
    by: str = ""


Criterion: TypeAlias = Member | Reached | Label | Known | Number | Follows | Ended
Group: TypeAlias = tuple[Criterion, ...]

EVERYBODY: Group = ()


def label(definition: str, *labels: str) -> Label:
    """The class or word under a definition is one of these."""
    return Label(definition, labels)
