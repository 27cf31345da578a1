"""A range of cutoffs: one replay a date, mostly read from the replay at the last date."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from projections.cohort.replay import Replay
from projections.engine.outcomes import Censoring
from projections.study import Study
from timeline.log import AsOf, Log


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one cutoff to the next: whole days, or whole months of the calendar."""

    count: int
    unit: Literal["days", "months"]


def cutoffs(first: date, last: date, every: Step) -> list[date]:
    """The cutoffs from the first to no later than the last.

    Months keep the day of the first cutoff, as far as a month has it; from the last day of a
    month they go to the last day of each.
    """
    found, number = [], 0
    while (day := _moved(first, every, number)) is not None and day <= last:
        found.append(day)
        number += 1
    return found


def _moved(first: date, every: Step, steps: int) -> date | None:
    """The day so many steps later; None beyond the calendar."""
    try:
        if every.unit == "days":
            return first + timedelta(days=every.count * steps)
        year, month = divmod(first.year * 12 + first.month - 1 + every.count * steps, 12)
        length = monthrange(year, month + 1)[1]
        at_end = first.day == monthrange(first.year, first.month)[1]
        return date(year, month + 1, length if at_end else min(first.day, length))
    except (OverflowError, ValueError):
        return None


def known_then(cutoff: date) -> AsOf:
    """A cutoff as it was known at the end of its own day, in UTC."""
    return AsOf(cutoff, datetime.combine(cutoff, time.max, UTC))


def replays(
    study: Study,
    log: Log,
    as_ofs: Sequence[AsOf],
    censoring: Censoring = Censoring.ADMINISTRATIVE,
) -> Iterator[Replay]:
    """A replay of each as-of, in the order given; equal to the single replay at that as-of."""
    last = max(as_ofs, key=lambda as_of: as_of.cutoff, default=None)
    if last is None:
        return
    latest = Replay(study, log, last, censoring)
    for as_of in as_ofs:
        if as_of == last:
            yield latest
        else:
            yield Replay(study, log, as_of, censoring, later=latest)
