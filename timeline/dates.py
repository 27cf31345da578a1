"""Clinical dates as they are known: to the day, to the month or to the year.

A partial date is the text ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. To sort and count, a day is
imputed by a rule that the event names itself, so that nobody has to guess which was used.
"""

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

EPOCH = date(1970, 1, 1)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)
_WITH_TIME = re.compile(r"\s*(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s*", re.ASCII)


class Imputation(StrEnum):
    """Which day stands for a date that is known only to the month or year."""

    EARLIEST = "earliest"
    MIDPOINT = "midpoint"
    LATEST = "latest"


@lru_cache(maxsize=100_000)
def possible_days(partial: str) -> tuple[date, date]:
    """First and last day that a partial date may mean, both included.

    Raises
    ------
    ValueError
        If the text is no calendar date in one of the three forms.
    """
    form = _PARTIAL.fullmatch(partial)
    if form is None:
        raise ValueError("not a date in the form YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = form.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError("no such day in the calendar") from None
    if day:
        return first, first
    last = first if month else first.replace(month=12)
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def imputed_day(partial: str, rule: Imputation) -> date:
    """The one day that stands for a partial date: the 15th or 1 July under ``midpoint``."""
    first, last = possible_days(partial)
    if first == last:
        return first
    match rule:
        case Imputation.EARLIEST:
            return first
        case Imputation.LATEST:
            return last
        case Imputation.MIDPOINT:
            return first.replace(month=7) if len(partial) == 4 else first.replace(day=15)


def certainly_after(later: str, earlier: str) -> bool:
    """Whether one partial date lies after another, whichever days they mean."""
    return possible_days(later)[0] > possible_days(earlier)[1]


def split_time(written: str) -> tuple[str, str | None]:
    """Date and time of day of a text ``YYYY-MM-DDTHH:MM[:SS]``, or with a space between them.

    Any other text is given back as it is, without a time.
    """
    form = _WITH_TIME.fullmatch(written)
    return (form[1], form[2]) if form else (written, None)


def seconds_of_day(time: str) -> int:
    """Seconds since midnight of a time ``HH:MM[:SS]``."""
    hours, minutes, *seconds = map(int, time.split(":"))
    return (hours * 60 + minutes) * 60 + sum(seconds)


def day_number(day: date) -> int:
    """Days since 1970-01-01, the unit of every date in the log."""
    return (day - EPOCH).days


def day_from_number(number: int) -> date:
    """The calendar day of a day number."""
    return EPOCH + timedelta(days=int(number))


def _checked(partial: str) -> str:
    possible_days(partial)
    return partial


PartialDate = Annotated[str, AfterValidator(_checked)]
"""Text ``YYYY[-MM[-DD]]`` that names at least one real calendar day."""


def _time_checked(time: str) -> str:
    if _TIME.fullmatch(time) is None:
        raise ValueError("not a time of day in the form HH:MM or HH:MM:SS")
    return time


TimeOfDay = Annotated[str, AfterValidator(_time_checked)]
"""Text ``HH:MM[:SS]``, local to where the fact happened."""
