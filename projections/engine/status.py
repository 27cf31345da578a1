"""Conditions at one moment of each patient, and milestones that were not reached by it."""

from functools import reduce

import numpy as np

from projections.engine.evaluation import Evaluation, absence_of
from projections.engine.milestone_dates import NOWHERE, MilestoneDates, either
from projections.engine.occurrences import Occurrences
from projections.engine.truth import FALSE, TRUE, UNKNOWN, Status
from projections.engine.windows import bounds
from projections.language import (
    AllOf,
    AnyOf,
    Condition,
    Earliest,
    Elapsed,
    Judged,
    Milestone,
    Not,
    Reached,
    Window,
)
from projections.language.milestones import Occurrence


def status_at(evaluation: Evaluation, condition: Condition, at: MilestoneDates) -> Status:
    """A condition at one moment of each patient; unlike ``truths``, deadlines may take part."""
    match condition:
        case AllOf(parts):
            return _junction([status_at(evaluation, part, at) for part in parts], np.minimum)
        case AnyOf(parts):
            return _junction([status_at(evaluation, part, at) for part in parts], np.maximum)
        case Not(part):
            opposite = status_at(evaluation, part, at)
            return Status(-opposite.truth, opposite.row)
        case Reached(milestone):
            return evaluation.status_by(milestone, at)
    truth, row = evaluation.truths(condition).as_of(at, evaluation.view.patients)
    return Status(truth, row)


def _junction(parts: list[Status], operator: np.ufunc) -> Status:
    """Parts as one; settled by the latest event among the parts that decide the truth."""
    truth = reduce(operator, [part.truth for part in parts])
    rows = [either(part.truth == truth, part.row, np.int32(NOWHERE)) for part in parts]
    return Status(truth, reduce(np.maximum, rows))


@absence_of.register
def _(milestone: Milestone, evaluation: Evaluation, at: MilestoneDates) -> Status:
    patients = evaluation.view.patients
    return Status(np.full(patients, FALSE), np.full(patients, NOWHERE, dtype=np.int32))


@absence_of.register
def _(milestone: Occurrence, evaluation: Evaluation, at: MilestoneDates) -> Status:
    if not isinstance(milestone.of, Condition):
        patients = evaluation.view.patients
        return Status(np.full(patients, FALSE), np.full(patients, NOWHERE, dtype=np.int32))
    last = last_refutation(evaluation, milestone.of, milestone.window, at)
    return Status(either(last.reached, FALSE, UNKNOWN), last.row)


@absence_of.register
def _(milestone: Earliest, evaluation: Evaluation, at: MilestoneDates) -> Status:
    return _junction([absence_of(part, evaluation, at) for part in milestone.of], np.maximum)


@absence_of.register
def _(milestone: Elapsed, evaluation: Evaluation, at: MilestoneDates) -> Status:
    begun = evaluation.status_by(milestone.since, at)
    return Status(either(begun.truth == TRUE, FALSE, begun.truth), begun.row)


@absence_of.register
def _(milestone: Judged, evaluation: Evaluation, at: MilestoneDates) -> Status:
    due = evaluation.moments(milestone.at)
    judged = status_at(evaluation, milestone.condition, due)
    awaited = absence_of(milestone.at, evaluation, at)
    is_due = due.no_later_than(at)
    return Status(
        either(is_due, judged.truth, awaited.truth), either(is_due, judged.row, awaited.row)
    )


def last_refutation(
    evaluation: Evaluation, condition: Condition, window: Window, at: MilestoneDates
) -> MilestoneDates:
    """The last assessment inside a window, by a moment, that found a condition false."""
    against = refutations(evaluation, condition, window)
    by_then = at.covers(against.row, against.day, against.patient)
    return against.last_of_each(by_then, evaluation.view.patients)


def refutations(evaluation: Evaluation, condition: Condition, window: Window) -> Occurrences:
    """Assessments inside a window that found a condition false."""
    return evaluation.once(
        "refutations", lambda: _refuted(evaluation, condition, window), condition, window
    )


def _refuted(evaluation: Evaluation, condition: Condition, window: Window) -> Occurrences:
    assessed = evaluation.truths(condition)
    refuted = assessed.truth == FALSE
    for bound in bounds(evaluation, window, assessed.at):
        refuted &= bound.kept
    return assessed.at.take(np.flatnonzero(refuted))
