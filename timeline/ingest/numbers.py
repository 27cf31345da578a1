"""Numbers in a file that writes decimal commas, and what in it may be a thousand."""

import re

from timeline.errors import InvalidEvent

NUMBER = r"(?:[<>]=?|[≤≥])?\s*[+-]?"
"""How a number may begin: with a bound and a sign."""

MAY_BE_THOUSANDS = (
    "a number whose point or comma may separate thousands",
    "write 1234 or 1.2340, whichever is meant",
)
_WITH_COMMA = re.compile(rf"({NUMBER}\d+),(\d+)", re.ASCII)
_LEFT_OPEN = re.compile(rf"{NUMBER}[1-9]\d{{0,2}}[.,]\d{{3}}", re.ASCII)
"""One to three digits before, three behind; no thousand begins with a zero."""


def with_point(number: str) -> str:
    """A number with its decimal comma as a point; as it is if it has none, or may be a thousand."""
    form = _WITH_COMMA.fullmatch(number.strip())
    return f"{form[1]}.{form[2]}" if form and not _left_open(number) else number


def check_not_open(name: str, number: str) -> None:
    """Refuse a number that may be a thousand, or have three decimals.

    Raises
    ------
    InvalidEvent
        Naming the field.
    """
    if _left_open(number):
        raise InvalidEvent(name, *MAY_BE_THOUSANDS)


def _left_open(number: str) -> bool:
    return _LEFT_OPEN.fullmatch(number.strip()) is not None
