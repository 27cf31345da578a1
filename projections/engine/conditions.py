"""Conditions along the whole history: at every event that may change them."""

from functools import reduce

import numpy as np

from projections.engine.comparisons import possible, to_limit
from projections.engine.evaluation import Evaluation, truths_of
from projections.engine.lasting import lasting
from projections.engine.moments import Mask, Moments
from projections.engine.occurrences import Occurrences, passing
from projections.engine.signals import Setting
from projections.engine.somewhere import some_place_passes
from projections.engine.status import refutations, standing
from projections.engine.truth import FALSE, TRUE, UNKNOWN, Truth, Truths, joined, truth_of
from projections.language import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Earliest,
    FieldTest,
    Judged,
    Milestone,
    Not,
    Ongoing,
    Reached,
    Somewhere,
)
from projections.language.milestones import Sought
from timeline.log import Numbers
from timeline.log.bounded import Bounded


@truths_of.register
def _(condition: AllOf, evaluation: Evaluation) -> Truths:
    return _joined(evaluation, [evaluation.truths(part) for part in condition.parts], np.minimum)


@truths_of.register
def _(condition: AnyOf, evaluation: Evaluation) -> Truths:
    return _joined(evaluation, [evaluation.truths(part) for part in condition.parts], np.maximum)


@truths_of.register
def _(condition: Not, evaluation: Evaluation) -> Truths:
    stated = evaluation.truths(condition.part)
    return evaluation.once("negated", stated.negated, stated)


@truths_of.register
def _(condition: Ongoing, evaluation: Evaluation) -> Truths:
    return lasting(evaluation.truths(condition.begins), evaluation.truths(condition.ends))


@truths_of.register
def _(condition: Reached, evaluation: Evaluation) -> Truths:
    return _reached(evaluation, condition.milestone)


@truths_of.register
def _(condition: Compare, evaluation: Evaluation) -> Truths:
    setting = evaluation.setting(condition.signal)
    truth = _judged(setting, condition.signal.field, condition.test)
    return Truths(setting.at, truth, UNKNOWN)


@truths_of.register
def _(condition: Against, evaluation: Evaluation) -> Truths:
    setting = evaluation.setting(condition.signal)
    truth = _against(setting, condition.signal.field, condition.operator, condition.field)
    return Truths(setting.at, truth, UNKNOWN)


@truths_of.register
def _(condition: Somewhere, evaluation: Evaluation) -> Truths:
    setting = evaluation.setting(condition.signal)
    column = setting.column(condition.signal.field)
    passes = passing(column, condition.test, len(setting.at))
    cleared = np.cumsum(clearing(setting, condition, passes), dtype=np.int32)
    stretch = setting.at.patient + cleared
    truth = some_place_passes(stretch, setting.codes(condition.per), passes)
    return Truths(setting.at, truth, UNKNOWN)


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
        case Judged():
            known = _joined(evaluation, _judgement(evaluation, milestone), np.minimum)
        case Sought(of=Condition() as condition):
            against = refutations(evaluation, condition, milestone.window)
            refuted = Truths(against, np.full(len(against.row), FALSE), UNKNOWN)
            reached = _from(moments, np.full(len(moments.day), TRUE), FALSE)
            known = _joined(evaluation, [refuted, reached], np.maximum)
        case _:
            return _from(moments, np.full(len(moments.day), TRUE), FALSE)
    return known.take(~moments.before(known.at.row, known.at.day, known.at.patient))


def _judgement(evaluation: Evaluation, milestone: Judged) -> list[Truths]:
    """That the moment of a judgement is reached, and the verdict from then on."""
    due = evaluation.moments(milestone.at)
    judged = standing(evaluation, milestone.condition, due).truth
    verdict = _from(evaluation.clipped(due), judged, TRUE)
    return [_reached(evaluation, milestone.at), verdict]


def _from(moments: Moments, truth: Truth, initial: np.int8) -> Truths:
    """A truth of each patient that holds from a moment on, which is an event."""
    patient = np.flatnonzero(moments.reached).astype(np.int32)
    at = Occurrences(moments.place[patient], patient, moments.day[patient])
    return Truths(at, truth[patient], initial)
