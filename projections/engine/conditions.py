"""Conditions: along the whole history, and at one moment of each patient."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from projections.engine.comparisons import possible, to_limit
from projections.engine.lasting import lasting
from projections.engine.moments import NOWHERE, Ints, Mask, Moments, either
from projections.engine.occurrences import NONE, Occurrences, passing, present
from projections.engine.somewhere import some_place_passes
from projections.engine.truth import FALSE, TRUE, UNKNOWN, Truth, Truths, joined, truth_of
from projections.engine.windows import bounds
from projections.language import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Earliest,
    Elapsed,
    FieldTest,
    Judged,
    Milestone,
    Not,
    Ongoing,
    Reached,
    Signal,
    Somewhere,
    Window,
)
from projections.language.episodes import Carried
from projections.language.milestones import Sought
from timeline.log import Categories, Column, Numbers, Shelf
from timeline.log.bounded import Bounded

if TYPE_CHECKING:
    from projections.engine.evaluation import Evaluation


def truths(evaluation: Evaluation, condition: Condition) -> Truths:
    """A condition at every event that may change it."""
    match condition:
        case AllOf(parts):
            return _joined(evaluation, [evaluation.truths(part) for part in parts], np.minimum)
        case AnyOf(parts):
            return _joined(evaluation, [evaluation.truths(part) for part in parts], np.maximum)
        case Not(part):
            stated = evaluation.truths(part)
            return evaluation.once("negated", stated.negated, stated)
        case Ongoing(begins, ends):
            return lasting(evaluation.truths(begins), evaluation.truths(ends))
        case Reached(milestone):
            return _reached(evaluation, milestone)
        case Carried(part):
            return evaluation.episodes.carried(part)
        case Compare(signal, test):
            setting = evaluation.setting(signal)
            return Truths(setting.at, _judged(setting, signal.field, test), UNKNOWN)
        case Against(signal, operator, field):
            setting = evaluation.setting(signal)
            truth = _against(setting, signal.field, operator, field)
            return Truths(setting.at, truth, UNKNOWN)
        case Somewhere(signal, per, test):
            setting = evaluation.setting(signal)
            passes = passing(setting.column(signal.field), test, len(setting.at))
            stretch = setting.at.patient + np.cumsum(
                clearing(setting, condition, passes), dtype=np.int32
            )
            truth = some_place_passes(stretch, setting.codes(per), passes)
            return Truths(setting.at, truth, UNKNOWN)
    raise NotImplementedError(f"no evaluation for {type(condition).__name__}")


def _judged(setting: Setting, field: str, test: FieldTest) -> Truth:
    """Whether each value passes a test; unknown where only bounds are known, which do not say."""
    column = setting.column(field)
    truth = truth_of(passing(column, test, len(setting.at)))
    if isinstance(column, Bounded):
        truth[(truth == FALSE) & possible(column, test)] = UNKNOWN
    return truth


def clearing(setting: Setting, somewhere: Somewhere, passes: Mask) -> Mask:
    """Events that clear every place of their patient."""
    if not somewhere.cleared_by:
        return np.zeros(len(passes), dtype=bool)
    all_places = FieldTest(somewhere.per, "one of", somewhere.cleared_by)
    return passing(setting.column(somewhere.per), all_places, len(passes)) & ~passes


def _against(setting: Setting, field: str, operator: str, against: str) -> Truth:
    """Values compared with another field of their own events; unknown where that is absent."""
    value, limit = setting.column(field), setting.column(against)
    if not isinstance(value, Numbers) or not isinstance(limit, Numbers):
        return np.full(len(setting.at.row), UNKNOWN)
    passes, may_pass = to_limit(value, operator, limit.values)
    truth = np.where(passes == may_pass, truth_of(passes), UNKNOWN)
    return np.where(np.isnan(limit.values), UNKNOWN, truth)


def _joined(evaluation: Evaluation, parts: list[Truths], junction: np.ufunc) -> Truths:
    def both(first: Truths, second: Truths) -> Truths:
        merged = evaluation.merged(first.at, second.at)
        return joined(first, second, junction, merged)

    def once(first: Truths, second: Truths) -> Truths:
        return evaluation.once("joined", lambda: both(first, second), junction, first, second)

    return reduce(once, parts)


def _reached(evaluation: Evaluation, milestone: Milestone) -> Truths:
    """Whether a milestone is reached, at every event that shows it, up to its moment."""
    derived, ruling = _derived(evaluation, milestone), evaluation.ruling(milestone)
    if ruling is None:
        return derived
    return ruling.shown(derived, evaluation.view.patients, evaluation.view.as_of.last_day)


def _derived(evaluation: Evaluation, milestone: Milestone) -> Truths:
    moments = evaluation.clipped(evaluation.moments(milestone))
    match milestone:
        case Earliest(parts):
            known = _joined(evaluation, [_reached(evaluation, part) for part in parts], np.maximum)
        case Judged(condition, at):
            due = evaluation.moments(at)
            judged = standing(evaluation, condition, due).truth
            verdict = _from(evaluation.clipped(due), judged, TRUE)
            known = _joined(evaluation, [_reached(evaluation, at), verdict], np.minimum)
        case Sought(of=Condition() as condition):
            against = _refutations(evaluation, condition, milestone.window)
            refuted = Truths(against, np.full(len(against.row), FALSE), UNKNOWN)
            reached = _from(moments, np.full(len(moments.day), TRUE), FALSE)
            known = _joined(evaluation, [refuted, reached], np.maximum)
        case _:
            return _from(moments, np.full(len(moments.day), TRUE), FALSE)
    return known.take(~moments.before(known.at.row, known.at.day, known.at.patient))


def _from(moments: Moments, truth: Truth, initial: np.int8) -> Truths:
    """A truth of each patient that holds from a moment on, which is an event."""
    patient = np.flatnonzero(moments.reached).astype(np.int32)
    at = Occurrences(moments.place[patient], patient, moments.day[patient])
    return Truths(at, truth[patient], initial)


def last_refutation(
    evaluation: Evaluation, condition: Condition, window: Window, at: Moments
) -> Moments:
    """The last assessment inside a window, by a moment, that found a condition false."""
    against = _refutations(evaluation, condition, window)
    by_then = at.covers(against.row, against.day, against.patient)
    return against.last_of_each(by_then, evaluation.view.patients)


def _refutations(evaluation: Evaluation, condition: Condition, window: Window) -> Occurrences:
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


@dataclass(frozen=True, slots=True)
class Setting:
    """The events that set a signal, and the shelf on which they stand."""

    at: Occurrences
    shelf: Shelf | None = None

    def column(self, name: str) -> Column | None:
        """A payload column at these events."""
        column = None if self.shelf is None else self.shelf.columns.get(name)
        return column.take(self.at.index) if column and self.at.index is not None else None

    def codes(self, name: str) -> Ints:
        """A column as codes that tell its values apart; -1 where there is none."""
        column = self.column(name)
        if isinstance(column, Categories):
            return column.codes
        if isinstance(column, Numbers):
            return np.unique(column.values, return_inverse=True)[1].astype(np.int32)
        return np.full(len(self.at), -1, dtype=np.int32)


def setting(evaluation: Evaluation, signal: Signal) -> Setting:
    """The events that set a signal."""
    visible = evaluation.view.visible(signal.kind)
    if visible is None:
        return Setting(NONE)
    shelf, length = visible.shelf, len(visible.shelf)
    sets = visible.seen & present(shelf.columns.get(signal.field), length)
    for test in signal.where:
        sets &= passing(shelf.columns.get(test.field), test, length)
    if signal.start is not None:
        start = evaluation.moments(signal.start)
        sets &= start.before(shelf.row, shelf.day, shelf.patient)
    at = Occurrences(shelf.row, shelf.patient, shelf.day, np.flatnonzero(sets))
    return Setting(at, shelf)


@dataclass(frozen=True, slots=True)
class Standing:
    """A condition at one moment of each patient, and the row of the event that settled it."""

    truth: Truth
    row: Ints


def standing(evaluation: Evaluation, condition: Condition, at: Moments) -> Standing:
    """A condition at one moment of each patient; unlike ``truths``, deadlines may take part."""
    match condition:
        case AllOf(parts):
            return _junction([standing(evaluation, part, at) for part in parts], np.minimum)
        case AnyOf(parts):
            return _junction([standing(evaluation, part, at) for part in parts], np.maximum)
        case Not(part):
            opposite = standing(evaluation, part, at)
            return Standing(-opposite.truth, opposite.row)
        case Reached(milestone):
            return evaluation.reached_by(milestone, at)
    truth, row = evaluation.truths(condition).as_of(at, evaluation.view.patients)
    return Standing(truth, row)


def _junction(parts: list[Standing], operator: np.ufunc) -> Standing:
    """Parts as one; settled by the latest event among the parts that decide the truth."""
    truth = reduce(operator, [part.truth for part in parts])
    rows = [either(part.truth == truth, part.row, np.int32(NOWHERE)) for part in parts]
    return Standing(truth, reduce(np.maximum, rows))


def reached_by(evaluation: Evaluation, milestone: Milestone, at: Moments) -> Standing:
    """Whether a milestone was reached by a moment; where not, whether that is known."""
    moments = evaluation.moments(milestone)
    reached = moments.by(at)
    absence = _absence(evaluation, milestone, at)
    if (ruling := evaluation.ruling(milestone)) is not None:
        absence = Standing(*ruling.absence(absence.truth, absence.row))
    return Standing(either(reached, TRUE, absence.truth), either(reached, moments.row, absence.row))


def _absence(evaluation: Evaluation, milestone: Milestone, at: Moments) -> Standing:
    """What is known of a milestone that was not reached by a moment.

    An event that is not on record did not happen. A condition that was never found to hold is
    known not to have held only if an assessment found it false; that assessment is the evidence.
    """
    patients = evaluation.view.patients
    match milestone:
        case Sought(of=Condition() as condition, window=window):
            last = last_refutation(evaluation, condition, window, at)
            return Standing(either(last.reached, FALSE, UNKNOWN), last.row)
        case Earliest(parts):
            return _junction([_absence(evaluation, part, at) for part in parts], np.maximum)
        case Elapsed(since):
            begun = evaluation.reached_by(since, at)
            return Standing(either(begun.truth == TRUE, FALSE, begun.truth), begun.row)
        case Judged(condition, moment):
            due = evaluation.moments(moment)
            judged, awaited = standing(evaluation, condition, due), _absence(evaluation, moment, at)
            is_due = due.by(at)
            return Standing(
                either(is_due, judged.truth, awaited.truth),
                either(is_due, judged.row, awaited.row),
            )
    return Standing(np.full(patients, FALSE), np.full(patients, NOWHERE, dtype=np.int32))
