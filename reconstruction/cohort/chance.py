"""Choices that depend on nothing but the patient and what they are made for: hashing, no state."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


def between(patient: str, what: str, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both included; ``low`` if there is no room."""
    if high <= low:
        return low
    digest = sha256(f"{patient}/{what}".encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def chosen(patient: str, what: str, choices: Sequence[T]) -> T:
    """One of the choices."""
    return choices[between(patient, what, 0, len(choices) - 1)]


def one_in(patient: str, what: str, many: int) -> bool:
    """True for about one patient in so many."""
    return between(patient, what, 1, many) == 1
