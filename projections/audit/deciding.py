"""Rows of the events without which a value would be another, where they are more than one."""

from collections.abc import Iterable

import numpy as np

from projections.engine import NOWHERE, Evaluation, MilestoneDates
from projections.engine.conditions import clearing
from projections.engine.distinct import new_words
from projections.engine.milestones import qualifying
from projections.engine.occurrences import passing
from projections.engine.status import last_refutation, status_at
from projections.engine.truth import TRUE
from projections.language import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Episodes,
    Events,
    First,
    FirstDistinct,
    Milestone,
    Not,
    Somewhere,
)
from projections.language.milestones import Judged, Occurrence

Rows = tuple[int, ...]


def setters(evaluation: Evaluation, unit: int, condition: Condition, at: MilestoneDates) -> Rows:
    """Rows of the events that set the signals of a condition, each once."""
    match condition:
        case AnyOf(parts) if holding := [
            part for part in parts if _holds(evaluation, unit, part, at)
        ]:
            return some(row for part in holding for row in setters(evaluation, unit, part, at))
        case AllOf(parts) | AnyOf(parts):
            return some(row for part in parts for row in setters(evaluation, unit, part, at))
        case Not(part):
            return setters(evaluation, unit, part, at)
        case Somewhere():
            return _at_places(evaluation, unit, condition, at)
    return some([status_at(evaluation, condition, at).row[unit]])


def _holds(evaluation: Evaluation, unit: int, condition: Condition, at: MilestoneDates) -> bool:
    return bool(status_at(evaluation, condition, at).truth[unit] == TRUE)


def _at_places(evaluation: Evaluation, unit: int, somewhere: Somewhere, at: MilestoneDates) -> Rows:
    """The latest value at each place that passes; where none does, at each place.

    Where all places were cleared at once, what came before tells nothing.
    """
    signal_values = evaluation.signal_values(somewhere.signal)
    events = signal_values.at
    seen = at.covers(events.row, events.day, events.patient) & (events.patient == unit)
    passes = passing(signal_values.column(somewhere.signal.field), somewhere.test, len(events))
    clears = clearing(signal_values, somewhere, passes)
    seen &= np.cumsum(clears & seen) == (clears & seen).sum()
    rows = zip(
        signal_values.codes(somewhere.per)[seen], events.row[seen], passes[seen], strict=True
    )
    latest = {place: (int(row), holds) for place, row, holds in rows}
    passing_rows = [row for row, holds in latest.values() if holds]
    return some(sorted(passing_rows or [row for row, _ in latest.values()]))


def turning_point(evaluation: Evaluation, unit: int, milestone: Milestone) -> MilestoneDates:
    """The moment at which the parts of a milestone are to be read.

    That at which it was reached or judged; where a condition was sought in vain, the last at which
    it was found false; else the end.
    """
    moments = evaluation.moments(milestone.at if isinstance(milestone, Judged) else milestone)
    match milestone:
        case Occurrence(of=Condition() as condition, window=window) if not moments.reached[unit]:
            moments = last_refutation(evaluation, condition, window, evaluation.end)
    return moments if moments.reached[unit] else evaluation.end


def counted(evaluation: Evaluation, unit: int, counts: Occurrence | Count) -> Rows:
    """The events that were counted up to the n-th one, or all that a number counts."""
    if isinstance(counts, Count):
        assert isinstance(counts.of, Events)
        return _qualifying(evaluation, unit, First(counts.of, counts.window))
    if isinstance(counts, FirstDistinct):
        distinct = new_words(evaluation, counts, *qualifying(evaluation, counts))
        return some(distinct.row[distinct.patient == unit][: counts.n])
    return _qualifying(evaluation, unit, counts)[: counts.n]


def begun(evaluation: Evaluation, unit: int, episodes: Episodes) -> Rows:
    """The events that began the episodes."""
    table = evaluation.inside(episodes).table
    return some(table.row[table.patient == unit])


def _qualifying(evaluation: Evaluation, unit: int, sought: Occurrence) -> Rows:
    at, holds = qualifying(evaluation, sought)
    mine = at.patient == unit
    return some(at.row[mine if holds is None else mine & holds])


def some(rows: "Iterable[int] | np.ndarray[tuple[int], np.dtype[np.int32]]") -> Rows:
    """Rows of events, each once."""
    return tuple(dict.fromkeys(int(row) for row in rows if row != NOWHERE))
