"""What callers ask by: days, instants and lists of names, each read strictly or refused."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

One = TypeVar("One")
CUTOFF = "a cutoff is a day, as in 2019-12-31"
KNOWN_BY = "known_by is an instant, as in 2019-12-31T12:00:00Z"


def day(given: str | date) -> date:
    """A day: a date, the date of an instant, or ISO text.

    Raises
    ------
    ValueError
        If it is no day.
    """
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise ValueError(CUTOFF) from None
    if not isinstance(given, date) or given != given:  # NaT is no day, and not itself
        raise ValueError(CUTOFF)
    return given.date() if isinstance(given, datetime) else given


def instant(given: str | datetime | None) -> datetime | None:
    """An instant with its time zone, or None for all that is recorded.

    Raises
    ------
    ValueError
        If it is none, or names no time zone.
    """
    if given is None:
        return None
    try:
        found: Any = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise ValueError(KNOWN_BY) from None
    if not isinstance(found, datetime) or found != found:  # NaT
        raise ValueError(KNOWN_BY)
    if found.tzinfo is None:
        raise ValueError("known_by names no time zone; write it as in 2019-12-31T12:00:00Z")
    return found


def listed(given: Iterable[One], what: str) -> tuple[One, ...]:
    """Several of something.

    Raises
    ------
    TypeError
        If a text stands in their place, whose letters nobody means.
    """
    if isinstance(given, str):
        raise TypeError(f"{what} come as a list, as in [{given!r}]")
    return tuple(given)


def moments_of(moments: tuple[Any, ...]) -> tuple[float, ...]:
    """Times at which to read a curve.

    Raises
    ------
    ValueError
        If there is none.
    TypeError
        If one is no number.
    """
    if not moments:
        raise ValueError("name the times to read, as in at(6, 12)")
    if not all(
        hasattr(moment, "__float__") and not hasattr(moment, "__len__") for moment in moments
    ):
        raise TypeError("times are numbers, as in at(6, 12)")
    return tuple(float(moment) for moment in moments)
