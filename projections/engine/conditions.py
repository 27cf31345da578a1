"""Conditions along the whole history: at every event that may change them."""

from functools import reduce

import numpy as np

from projections.engine.comparisons import possible, to_limit
from projections.engine.evaluation import Evaluation, truths_of
from projections.engine.lasting import lasting
from projections.engine.milestone_dates import Mask, MilestoneDates
from projections.engine.occurrences import Occurrences, passing
from projections.engine.signals import SignalValues
from projections.engine.somewhere import some_place_passes
from projections.engine.status import refutations, status_at
from projections.engine.truth import FALSE, TRUE, UNKNOWN, ConditionHistory, Truth, joined, truth_of
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
from projections.language.milestones import Occurrence
from timeline.log import Numbers
from timeline.log.bounded import Bounded


@truths_of.register
def _(condition: AllOf, evaluation: Evaluation) -> ConditionHistory:
    return _joined(evaluation, [evaluation.truths(part) for part in condition.parts], np.minimum)


@truths_of.register
def _(condition: AnyOf, evaluation: Evaluation) -> ConditionHistory:
    return _joined(evaluation, [evaluation.truths(part) for part in condition.parts], np.maximum)


@truths_of.register
def _(condition: Not, evaluation: Evaluation) -> ConditionHistory:
    stated = evaluation.truths(condition.part)
    return evaluation.once("negated", stated.negated, stated)


@truths_of.register
def _(condition: Ongoing, evaluation: Evaluation) -> ConditionHistory:
    return lasting(evaluation.truths(condition.begins), evaluation.truths(condition.ends))


@truths_of.register
def _(condition: Reached, evaluation: Evaluation) -> ConditionHistory:
    return _reached(evaluation, condition.milestone)


@truths_of.register
def _(condition: Compare, evaluation: Evaluation) -> ConditionHistory:
    signal_values = evaluation.signal_values(condition.signal)
    truth = _judged(signal_values, condition.signal.field, condition.test)
    return ConditionHistory(signal_values.at, truth, UNKNOWN)


@truths_of.register
def _(condition: Against, evaluation: Evaluation) -> ConditionHistory:
    signal_values = evaluation.signal_values(condition.signal)
    truth = _against(signal_values, condition.signal.field, condition.operator, condition.field)
    return ConditionHistory(signal_values.at, truth, UNKNOWN)


@truths_of.register
def _(condition: Somewhere, evaluation: Evaluation) -> ConditionHistory:
    signal_values = evaluation.signal_values(condition.signal)
    column = signal_values.column(condition.signal.field)
    passes = passing(column, condition.test, len(signal_values.at))
    cleared = np.cumsum(clearing(signal_values, condition, passes), dtype=np.int32)
    stretch = signal_values.at.patient + cleared
    truth = some_place_passes(stretch, signal_values.codes(condition.per), passes)
    return ConditionHistory(signal_values.at, truth, UNKNOWN)


def _judged(signal_values: SignalValues, field: str, test: FieldTest) -> Truth:
    """Whether each value passes a test; unknown where only bounds are known, which do not say."""
    column = signal_values.column(field)
    truth = truth_of(passing(column, test, len(signal_values.at)))
    if isinstance(column, Bounded):
        truth[(truth == FALSE) & possible(column, test)] = UNKNOWN
    return truth


def clearing(signal_values: SignalValues, somewhere: Somewhere, passes: Mask) -> Mask:
    """Events that clear every place of their patient."""
    if not somewhere.cleared_by:
        return np.zeros(len(passes), dtype=bool)
    all_places = FieldTest(somewhere.per, "one of", somewhere.cleared_by)
    return passing(signal_values.column(somewhere.per), all_places, len(passes)) & ~passes


def _against(signal_values: SignalValues, field: str, operator: str, against: str) -> Truth:
    """Values compared with another field of their own events; unknown where that is absent."""
    value, limit = signal_values.column(field), signal_values.column(against)
    if not isinstance(value, Numbers) or not isinstance(limit, Numbers):
        return np.full(len(signal_values.at.row), UNKNOWN)
    passes, may_pass = to_limit(value, operator, limit.values)
    truth = np.where(passes == may_pass, truth_of(passes), UNKNOWN)
    return np.where(np.isnan(limit.values), UNKNOWN, truth)


def _joined(
    evaluation: Evaluation, parts: list[ConditionHistory], junction: np.ufunc
) -> ConditionHistory:
    def both(first: ConditionHistory, second: ConditionHistory) -> ConditionHistory:
        merged = evaluation.merged(first.at, second.at)
        return joined(first, second, junction, merged)

    def once(first: ConditionHistory, second: ConditionHistory) -> ConditionHistory:
        return evaluation.once("joined", lambda: both(first, second), junction, first, second)

    return reduce(once, parts)


def _reached(evaluation: Evaluation, milestone: Milestone) -> ConditionHistory:
    """Whether a milestone is reached, at every event that shows it, up to its moment."""
    derived, override = _derived(evaluation, milestone), evaluation.override(milestone)
    if override is None:
        return derived
    return override.shown(derived, evaluation.view.patients, evaluation.view.as_of.last_day)


def _derived(evaluation: Evaluation, milestone: Milestone) -> ConditionHistory:
    moments = evaluation.clipped(evaluation.moments(milestone))
    match milestone:
        case Earliest(parts):
            known = _joined(evaluation, [_reached(evaluation, part) for part in parts], np.maximum)
        case Judged():
            known = _joined(evaluation, _judgement(evaluation, milestone), np.minimum)
        case Occurrence(of=Condition() as condition):
            against = refutations(evaluation, condition, milestone.window)
            refuted = ConditionHistory(against, np.full(len(against.row), FALSE), UNKNOWN)
            reached = _from(moments, np.full(len(moments.day), TRUE), FALSE)
            known = _joined(evaluation, [refuted, reached], np.maximum)
        case _:
            return _from(moments, np.full(len(moments.day), TRUE), FALSE)
    return known.take(~moments.before(known.at.row, known.at.day, known.at.patient))


def _judgement(evaluation: Evaluation, milestone: Judged) -> list[ConditionHistory]:
    """That the moment of a judgement is reached, and the verdict from then on."""
    due = evaluation.moments(milestone.at)
    judged = status_at(evaluation, milestone.condition, due).truth
    verdict = _from(evaluation.clipped(due), judged, TRUE)
    return [_reached(evaluation, milestone.at), verdict]


def _from(moments: MilestoneDates, truth: Truth, initial: np.int8) -> ConditionHistory:
    """A truth of each patient that holds from a moment on, which is an event."""
    patient = np.flatnonzero(moments.reached).astype(np.int32)
    at = Occurrences(moments.place[patient], patient, moments.day[patient])
    return ConditionHistory(at, truth[patient], initial)
