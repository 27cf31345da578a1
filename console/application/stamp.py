"""What a result rests on: equal stamps mean equal bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

STAMPED = ("eventsourcing", "numpy", "patient-timeline", "pydantic")


@dataclass(frozen=True, slots=True)
class LockStamp:
    """The data lock that was replayed, and which software changed since it was made."""

    name: str
    changed_since: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """As plain values."""
        return {"name": self.name, "changed_since": list(self.changed_since)}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Study, definitions, policies, store position and software of a result.

    Attributes
    ----------
    definitions
        Fingerprint of the study's definitions.
    store_position
        Position of the last event that counts.
    software
        Versions of what computes a result, by name.
    warnings
        What the state of knowledge cannot show.
    """

    study: str
    definitions: str
    censoring: str
    adjudications: Literal["none", "applied"]
    store_position: int
    software: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    lock: LockStamp | None = None

    @property
    def rests_on(self) -> str:
        """Definitions and store position, in words."""
        return f"definitions {self.definitions}, store position {self.store_position}"

    def as_json(self) -> dict[str, object]:
        """As plain values; warnings and lock only where there are any."""
        stamp: dict[str, object] = {
            "study": self.study,
            "definitions": self.definitions,
            "censoring": self.censoring,
            "adjudications": self.adjudications,
            "store_position": self.store_position,
            "software": dict(self.software),
        }
        if self.warnings:
            stamp["warnings"] = list(self.warnings)
        if self.lock is not None:
            stamp["lock"] = self.lock.as_json()
        return stamp


def software() -> dict[str, str]:
    """Versions of what computes a result."""
    return {name: version(name) for name in STAMPED}
