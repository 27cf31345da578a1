"""Which of several assessments of one kind on one day counts where they disagree.

A kind declares its rule once, so that nothing arbitrary, such as the order of arrival or a hash,
ever decides a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A field whose words are named from best to worst."""

    field: str
    words: tuple[str, ...]

    @property
    def steps(self) -> int:
        """How many places it has, that of an absent or other word included."""
        return len(self.words) + 1

    def rank(self, fields: Mapping[str, Any]) -> float:
        """The place of an event's word."""
        word = fields.get(self.field)
        return self.words.index(word) + 1 if word in self.words else 0


@dataclass(frozen=True, slots=True)
class Number:
    """A field whose numbers are the worse the higher."""

    field: str
    steps = 1

    def rank(self, fields: Mapping[str, Any]) -> float:
        """A share of one that rises as it gets worse; nothing where the number is absent."""
        number = fields.get(self.field)
        if number is None:
            return 0.0
        share: float = number / (1 + abs(number))
        return 0.6 + 0.3 * share


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst holds, and outvotes the others of its day.

    Parameters
    ----------
    scales
        What is compared, one after the other; a ``Number`` comes last.
    apart
        Fields that distinguish assessments: only those that agree in all of them can disagree.
    outvotes
        False where several of one day are readings of their own, such as laboratory values: all
        count, and the worst of those whose order the source does not give only comes last.
    """

    scales: tuple[Words | Number, ...]
    apart: tuple[str, ...] = ()
    outvotes: bool = True

    def severity(self, fields: Mapping[str, Any]) -> float:
        """How bad an assessment is; equal where all scales are."""
        severity = 0.0
        for scale in self.scales:
            severity = severity * scale.steps + scale.rank(fields)
        return severity

    def group(self, fields: Mapping[str, Any]) -> tuple[Any, ...]:
        """What assessments that can disagree have in common."""
        return tuple(fields.get(name) for name in self.apart)
