"""Clinical dates as they are known: to the day, to the month or to the year.

A partial date is the text ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. To sort and count, a day is
imputed by a rule that the event names itself, so that nobody has to guess which was used.
"""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

EPOCH = date(1970, 1, 1)


class Imputation(StrEnum):
    """Which day stands for a date that is known only to the month or year."""

    EARLIEST = "earliest"
    MIDPOINT = "midpoint"
    LATEST = "latest"


def possible_days(partial: str) -> tuple[date, date]:
    """First and last day that a partial date may mean, both included.

    Raises
    ------
    ValueError
        If the text is no calendar date in one of the three forms.
    """
    match [part for part in partial.split("-") if part.isdecimal() and part.isascii()]:
        case [year] if len(partial) == 4:
            return date(int(year), 1, 1), date(int(year), 12, 31)
        case [year, month] if len(partial) == 7 and len(year) == 4:
            first = date(int(year), int(month), 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        case [_, _, _] if len(partial) == 10:
            day = date.fromisoformat(partial)
            return day, day
    raise ValueError("not a date; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known")


def imputed_day(partial: str, rule: Imputation) -> date:
    """The one day that stands for a partial date: the 15th or 1 July under ``midpoint``."""
    if len(partial) == 10:
        return date.fromisoformat(partial)
    first, last = possible_days(partial)
    match rule:
        case Imputation.EARLIEST:
            return first
        case Imputation.LATEST:
            return last
        case Imputation.MIDPOINT:
            return first.replace(month=7) if len(partial) == 4 else first.replace(day=15)


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
