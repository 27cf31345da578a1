"""Milestones: the row of the deciding event of each patient."""

import numpy as np

from projections.engine.distinct import new_words
from projections.engine.evaluation import Evaluation, moments_of
from projections.engine.milestone_dates import NEVER, Mask, MilestoneDates, earliest_of, either
from projections.engine.occurrences import Occurrences
from projections.engine.status import status_at
from projections.engine.truth import TRUE
from projections.engine.windows import bounds, later
from projections.language import Earliest, Elapsed, Events, FirstDistinct, Judged, Last
from projections.language.milestones import EVERYWHERE, Occurrence


@moments_of.register
def _(milestone: Occurrence, evaluation: Evaluation) -> MilestoneDates:
    at, holds = qualifying(evaluation, milestone)
    return at.first_of_each(holds, evaluation.view.patients, milestone.n)


@moments_of.register
def _(milestone: FirstDistinct, evaluation: Evaluation) -> MilestoneDates:
    new = new_words(evaluation, milestone, *qualifying(evaluation, milestone))
    return new.first_of_each(None, evaluation.view.patients, milestone.n)


@moments_of.register
def _(milestone: Last, evaluation: Evaluation) -> MilestoneDates:
    if milestone.of == Events(()) and milestone.window == EVERYWHERE:
        return evaluation.last_of_all()
    at, holds = qualifying(evaluation, milestone)
    return at.last_of_each(holds, evaluation.view.patients)


@moments_of.register
def _(milestone: Earliest, evaluation: Evaluation) -> MilestoneDates:
    return earliest_of([evaluation.moments(part) for part in milestone.of])


@moments_of.register
def _(milestone: Elapsed, evaluation: Evaluation) -> MilestoneDates:
    since, last_day = evaluation.moments(milestone.since), evaluation.view.as_of.last_day
    due = later(since.day, milestone.days)
    comes = due <= last_day if milestone.unobserved else evaluation.observation.sees(due)
    place = np.full(len(due), NEVER, dtype=np.int32)
    return MilestoneDates(since.row, due, place, on_events=False).only(comes)


@moments_of.register
def _(milestone: Judged, evaluation: Evaluation) -> MilestoneDates:
    at = evaluation.moments(milestone.at)
    verdict = status_at(evaluation, milestone.condition, at)
    row = either(verdict.row >= 0, verdict.row, at.row)
    return MilestoneDates(row, at.day, at.place, at.on_events).only(
        at.reached & (verdict.truth == TRUE)
    )


def candidates(evaluation: Evaluation, sought: Occurrence) -> tuple[Occurrences, Mask | None]:
    """Events that come into question, and which of them hold; None if all do."""
    if isinstance(sought.of, Events):
        return evaluation.occurrences(sought.of), None
    truths = evaluation.truths(sought.of)
    return truths.at, truths.truth == TRUE


def qualifying(evaluation: Evaluation, sought: Occurrence) -> tuple[Occurrences, Mask | None]:
    """Candidates, and which of them hold inside the window; None if all do."""
    at, holds = candidates(evaluation, sought)
    for bound in bounds(evaluation, sought.window, at):
        holds = bound.kept if holds is None else holds & bound.kept
    return at, holds
