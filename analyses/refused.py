"""Why an analysis, or a part of it, has no result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from analyses.errors import AnalysisError

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Refused:
    """The place of a result that the cohort cannot give, with the reason."""

    reason: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"refused": self.reason}


def attempted(compute: Callable[[], Found]) -> Found | Refused:
    """What is computed, or why it is refused."""
    try:
        return compute()
    except AnalysisError as refusal:
        return Refused(str(refusal))
