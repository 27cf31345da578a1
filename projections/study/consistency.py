"""What a study finds suspicious, as data: stated values that do not go with derived ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Contradiction:
    """A stated value that is compared with a derived one.

    Parameters
    ----------
    name
        What a disagreement is called, such as ``response stated otherwise``.
    stated, derived
        Names of definitions of the study: a quantity read off the stating event, and a
        classification or quantity.
    agreeing
        For each stated value the derived values that agree with it; a stated value that is not
        named contradicts nothing.
    """

    name: str
    stated: str
    derived: str
    agreeing: Mapping[str, tuple[str, ...]]

    def disagree(self, stated: str, derived: str) -> bool:
        """Whether two values contradict each other."""
        allowed = self.agreeing.get(stated)
        return allowed is not None and derived not in allowed


@dataclass(frozen=True)
class SuspectClass:
    """A classification some of whose classes are findings by themselves.

    Parameters
    ----------
    name
        What such a finding is called.
    classification
        Name of the definition.
    labels
        The classes that are findings.
    """

    name: str
    classification: str
    labels: tuple[str, ...]


Suspicion: TypeAlias = Contradiction | SuspectClass
