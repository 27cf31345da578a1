"""Exposure that starts after the origin: rows split at its start."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, observations

SameDay: TypeAlias = Literal["unexposed", "half-day-before"]


@dataclass(frozen=True, slots=True)
class ExposureRows:
    """Rows at risk over (entry, time], one or two per subject, in the order of subjects.

    ``subject`` is the position of the row's subject, so that ``age[rows.subject]`` is its age.
    """

    subject: NDArray[np.intp]
    entry: FloatArray
    time: FloatArray
    event: BoolArray
    exposed: BoolArray


def split_at_exposure(
    time: ArrayLike, event: ArrayLike, exposure: ArrayLike, *, same_day: SameDay = "unexposed"
) -> ExposureRows:
    """Return rows that are unexposed until the start of exposure and exposed after it.

    One row per subject in, followed from 0 to ``time``, in days; ``exposure`` is the day it
    starts, NaN for never. Exposure counts from just after its start, as in R's ``tmerge``:
    started at or before 0, it holds throughout; started on the last day, not at all. That is
    the rule ``unexposed`` for events on the day of exposure; ``half-day-before`` starts such an
    exposure half a day earlier, as the Stanford heart transplant data do.

    Raises InvalidInputError for columns that cannot be such rows or an unknown rule.
    Source: R ``survival::tmerge``; Crowley and Hu (1977).
    """
    rows = observations(time, event, np.zeros(np.shape(time)))
    start = _starts(exposure, rows.time, same_day)
    before, after = np.flatnonzero(start > 0), np.flatnonzero(start < rows.time)
    subject = np.concatenate((before, after))
    exposed = np.repeat((False, True), (before.size, after.size))
    order = np.argsort(subject, kind="stable")
    subject, exposed = subject[order], exposed[order]
    end = np.where(exposed, rows.time[subject], np.minimum(start, rows.time)[subject])
    return ExposureRows(
        subject=subject,
        entry=np.where(exposed, np.maximum(start, 0)[subject], 0.0),
        time=end,
        event=rows.event[subject] & (end == rows.time[subject]),
        exposed=exposed,
    )


def _starts(exposure: ArrayLike, time: FloatArray, same_day: SameDay) -> FloatArray:
    """Return the day exposure starts, infinite for never."""
    if same_day not in get_args(SameDay):
        raise InvalidInputError(
            f"Unknown rule {same_day!r} for an exposure that starts on the last day; choose "
            "'unexposed' or 'half-day-before'."
        )
    start = np.asarray(exposure, dtype=np.float64)
    if start.shape != time.shape:
        raise InvalidInputError(
            f"'exposure' has shape {start.shape} where 'time' has {time.size} rows."
        )
    start = np.where(np.isnan(start), np.inf, start)
    return start - 0.5 * (start == time) if same_day == "half-day-before" else start
