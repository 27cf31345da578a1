"""A value compared with what is printed, at the precision of the print."""

import re

from analyses.claims.cohort import Value

NOT_REACHED = "NA"
BINARY = 1e-9
"""Relative slack for decimals that binary numbers cannot hold."""
NUMBER = r"-?\d*\.?\d+"
"""How a number is printed."""
BOUNDS = re.compile(
    rf"at least (?P<least>{NUMBER})|at most (?P<most>{NUMBER})"
    rf"|(?P<low>{NUMBER}) to (?P<high>{NUMBER})"
)
"""How bounds of an implied value are written."""


def agrees(text: str, value: Value) -> bool:
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


def allows(implied: str, value: Value) -> bool:
    """Whether a value is what an implied text says: one of several, or within its bounds.

    Bounds are as wide as their printed decimals.
    """
    bounds = BOUNDS.fullmatch(implied)
    if bounds is None:
        return any(agrees(item.strip(), value) for item in implied.split(" or "))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    lowest, highest = bounds["least"] or bounds["low"], bounds["most"] or bounds["high"]
    return not (
        (lowest and value < float(lowest) and not agrees(lowest, value))
        or (highest and value > float(highest) and not agrees(highest, value))
    )


def decimals(text: str) -> int:
    """How many decimals are printed."""
    return len(text.partition(".")[2])


def shown(text: str, value: Value) -> str:
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
