"""How the parts of a question are read, each strictly or refused."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

Choice = TypeVar("Choice")

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
POSITION = re.compile(r"[1-9]\d{0,17}", re.ASCII)

NOT_A_DAY = "not a day; write YYYY-MM-DD, as in 2019-12-31"
NOT_AN_INSTANT = "not an instant; write it as in 2019-12-31T12:00:00Z"
NO_ZONE = "no time zone; write it as in 2019-12-31T12:00:00Z"
BEYOND_UTC = "outside the years 1 to 9999 of UTC"
NO_POSITION = "not a store position; write a whole number from 1"


class InvalidQuestion(ValueError):
    """A question that cannot be read, or whose parts exclude each other.

    Parameters
    ----------
    reason
        What is wrong and what to do; ``{}`` stands for each name in ``names``.
    names
        Parts of the question that are wrong.
    """

    def __init__(self, reason: str, *names: str) -> None:
        self.reason, self.names = reason, names
        super().__init__(self.worded(str))

    def worded(self, spelled: Callable[[str], str]) -> str:
        """The message, with the names of the parts as the user wrote them."""
        names = [spelled(name) for name in self.names]
        if "{}" in self.reason:
            return self.reason.format(*names)
        return f"{', '.join(names)}: {self.reason}" if names else self.reason


def text(name: str, given: object) -> str:
    """A text that is not empty."""
    if not isinstance(given, str) or not given:
        raise InvalidQuestion("not a name", name)
    return given


def day(name: str, given: object) -> date:
    """A day: ``YYYY-MM-DD``, a date, or the date of a datetime."""
    if isinstance(given, str) and DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise InvalidQuestion(NOT_A_DAY, name) from None
    if not isinstance(given, date) or given != given:  # NaT is no day, and not itself
        raise InvalidQuestion(NOT_A_DAY, name)
    return given.date() if isinstance(given, datetime) else given


def instant(name: str, given: object) -> datetime:
    """An instant with its time zone, ISO 8601, to the microsecond."""
    try:
        found = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise InvalidQuestion(NOT_AN_INSTANT, name) from None
    if not isinstance(found, datetime) or found != found:  # NaT
        raise InvalidQuestion(NOT_AN_INSTANT, name)
    if found.utcoffset() is None:
        raise InvalidQuestion(NO_ZONE, name)
    try:
        found.astimezone(UTC)
    except (OverflowError, ValueError):
        raise InvalidQuestion(BEYOND_UTC, name) from None
    return datetime.combine(found.date(), found.timetz())


def chosen(name: str, given: object, choices: Mapping[str, Choice]) -> Choice:
    """What a word stands for."""
    word = given if isinstance(given, str) else ""
    if word not in choices:
        raise InvalidQuestion(f"not one of {', '.join(choices)}", name)
    return choices[word]


def position(name: str, given: object) -> int:
    """A store position: a whole number from 1."""
    if isinstance(given, str) and POSITION.fullmatch(given):
        return int(given)
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise InvalidQuestion(NO_POSITION, name)
    return given
