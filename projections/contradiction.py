"""Where a record states what can also be derived: which of the two go together, as data."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Contradiction:
    """A stated value that is held against a derived one.

    Parameters
    ----------
    name
        What a disagreement is called, such as ``response stated otherwise``.
    stated, derived
        Names of definitions of the study: a quantity read off the stating event, and a
        classification or quantity.
    agreeing
        For each stated value the derived values that agree with it; a stated value that is not
        named contradicts nothing. Without it, equal values agree.
    """

    name: str
    stated: str
    derived: str
    agreeing: Mapping[str, tuple[str, ...]] | None = None

    def disagree(self, stated: object, derived: object) -> bool:
        """Whether two values, both known, contradict each other."""
        if stated is None or derived is None:
            return False
        if self.agreeing is None:
            return stated != derived
        allowed = self.agreeing.get(str(stated))
        return allowed is not None and str(derived) not in allowed
