"""Milestones: the row of the deciding event of each patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from projections.engine.conditions import standing
from projections.engine.distinct import first_told
from projections.engine.moments import NEVER, Mask, Moments, earliest_of, either
from projections.engine.occurrences import Occurrences
from projections.engine.truth import TRUE
from projections.engine.windows import bounds, later
from projections.language import (
    Condition,
    Earliest,
    Elapsed,
    Events,
    FirstDistinct,
    Judged,
    Last,
    Milestone,
)
from projections.language.episodes import EpisodeEnd, EpisodeStart, InEpisode, OfPatient
from projections.language.milestones import Sought, Window

if TYPE_CHECKING:
    from projections.engine.evaluation import Evaluation


def moments(evaluation: Evaluation, milestone: Milestone) -> Moments:
    """When each patient reached a milestone."""
    match milestone:
        case Last(of=Events() as of, window=window) if (of, window) == (Events(()), Window()):
            return evaluation.last_of_all()
        case Sought():
            return _sought(evaluation, milestone)
        case Earliest(parts):
            return earliest_of([evaluation.moments(part) for part in parts])
        case Elapsed():
            return _elapsed(evaluation, milestone)
        case InEpisode(episodes, inside, number):
            return evaluation.inside(episodes).lifted(inside, number)
        case EpisodeStart():
            return evaluation.episodes.table.starts
        case EpisodeEnd():
            return evaluation.episodes.table.ends
        case OfPatient(of):
            return evaluation.episodes.of_patients(of)
        case Judged(condition, at):
            return _judged(evaluation, condition, evaluation.moments(at))
    raise NotImplementedError(f"no evaluation for {type(milestone).__name__}")


def candidates(evaluation: Evaluation, sought: Sought) -> tuple[Occurrences, Mask | None]:
    """Events that come into question, and which of them hold; None if all do."""
    if isinstance(sought.of, Events):
        return evaluation.occurrences(sought.of), None
    truths = evaluation.truths(sought.of)
    return truths.at, truths.truth == TRUE


def qualifying(evaluation: Evaluation, sought: Sought) -> tuple[Occurrences, Mask | None]:
    """Candidates, and which of them hold inside the window; None if all do."""
    at, holds = candidates(evaluation, sought)
    for bound in bounds(evaluation, sought.window, at):
        holds = bound.kept if holds is None else holds & bound.kept
    return at, holds


def _sought(evaluation: Evaluation, sought: Sought) -> Moments:
    at, holds = qualifying(evaluation, sought)
    if isinstance(sought, FirstDistinct):
        told = first_told(evaluation, sought, at, holds)
        return told.first_of_each(None, evaluation.view.patients, sought.n)
    if isinstance(sought, Last):
        return at.last_of_each(holds, evaluation.view.patients)
    return at.first_of_each(holds, evaluation.view.patients, sought.n)


def _elapsed(evaluation: Evaluation, deadline: Elapsed) -> Moments:
    since, last_day = evaluation.moments(deadline.since), evaluation.view.as_of.last_day
    due = later(since.day, deadline.days)
    comes = due <= last_day if deadline.unobserved else evaluation.observation.sees(due)
    place = np.full(len(due), NEVER, dtype=np.int32)
    return Moments(since.row, due, place, on_events=False).only(comes)


def _judged(evaluation: Evaluation, condition: Condition, at: Moments) -> Moments:
    verdict = standing(evaluation, condition, at)
    row = either(verdict.row >= 0, verdict.row, at.row)
    return Moments(row, at.day, at.place, at.on_events).only(at.reached & (verdict.truth == TRUE))
