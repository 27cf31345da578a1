"""Made-up histories: a few events of a few patients, on which a definition shows what it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Fact: TypeAlias = str | int | float | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class DatedFact:
    """An event of a made-up patient, on a day counted from day 0."""

    day: int
    kind: str
    fields: Mapping[str, Fact] = field(default_factory=dict)


Histories: TypeAlias = Mapping[str, tuple[DatedFact, ...]]
"""What is recorded of each made-up patient, by what makes them differ."""


def fact(day: int, kind: str, **fields: Fact) -> DatedFact:
    """An event of a made-up patient, on a day counted from day 0."""
    return DatedFact(day, kind, fields)
