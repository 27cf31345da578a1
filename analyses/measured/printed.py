"""A value held against what is printed, at the precision of the print."""

from typing import Any

NOT_REACHED = "NA"
BINARY = 1e-9
"""Relative slack for decimals that binary numbers cannot hold."""


def agrees(text: str, value: Any) -> bool:
    """Whether a value would be printed so: within half a unit of the last printed decimal."""
    if value is None:
        return text == NOT_REACHED
    if isinstance(value, bool):
        return text == ("yes" if value else "no")
    if isinstance(value, str):
        return text == value
    try:
        printed = float(text)
    except ValueError:
        return False
    slack = BINARY * max(1.0, abs(value))
    return bool(abs(printed - value) <= 0.5 * 10.0 ** -decimals(text) + slack)


def decimals(text: str) -> int:
    """How many decimals are printed."""
    return len(text.partition(".")[2])


def shown(text: str, value: Any) -> str:
    """A value as the print would show it; with a decimal more where they disagree."""
    if agrees(text, value):
        return text
    if value is None:
        return NOT_REACHED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:.{decimals(text) + (value != round(value))}f}"
