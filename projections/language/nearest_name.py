"""The name that was perhaps meant where one is misspelt."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(name: object, known: Iterable[str]) -> str:
    """The closest name as the end of a sentence; empty if none is close."""
    close = get_close_matches(str(name), list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
