"""Windows: which candidates keep to each bound."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from projections.engine.evaluation import Evaluation
from projections.engine.milestone_dates import NEVER, Ints, Mask
from projections.engine.occurrences import Occurrences
from projections.language import Milestone, Window


class Bound(NamedTuple):
    """One bound of a window: its name, its milestone, and the candidates that keep to it."""

    name: str
    milestone: Milestone
    kept: Mask


def bounds(evaluation: Evaluation, window: Window, at: Occurrences) -> Iterator[Bound]:
    """The bounds of a window, each with the candidates that keep to it."""
    where = at.row, at.day, at.patient
    if window.after is not None:
        kept = evaluation.moments(window.after).before(*where)
        yield Bound("after", window.after, kept)
    if window.on_or_after is not None:
        kept = at.day >= evaluation.moments(window.on_or_after).day[at.patient]
        yield Bound("on or after", window.on_or_after, kept)
    if window.before is not None:
        kept = evaluation.moments(window.before).after(*where)
        yield Bound("before", window.before, kept)
    if window.on_or_before is not None:
        kept = at.day <= evaluation.moments(window.on_or_before).day[at.patient]
        yield Bound("on or before", window.on_or_before, kept)
    if window.within is not None and window.start is not None:
        last_day = later(evaluation.moments(window.start).day, window.within)
        yield Bound("within", window.start, at.day <= last_day[at.patient])


def later(day: Ints, days: int) -> Ints:
    """Days added to a day, never beyond ``NEVER``."""
    return np.minimum(day.astype(np.int64) + days, NEVER).astype(np.int32)
