"""The reason why a value changed, by which changes are counted: 3 deaths, 1 corrected date."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from projections.comparison.causes import Cause
from projections.comparison.changes import Change
from projections.comparison.values import MEMBER
from timeline.vocabulary import Amendment, Corrected, Event, Retracted


class Sort(StrEnum):
    """What sort of thing causes a change."""

    ENTERED = "new patient"
    LEFT = "patient who left"
    JOINED = "newly followed"
    DROPPED = "no longer followed"
    EVENT = "event"
    CORRECTED = "correction"
    RETRACTED = "retraction"
    TOGETHER = "events together"
    DEFINITION = "definition"
    FOLLOWED_ON = "followed further"
    CUTOFF = "cutoff"
    NOTHING_ALONE = "nothing alone"


AS_THEY_ARE = (
    Sort.ENTERED,
    Sort.LEFT,
    Sort.CORRECTED,
    Sort.RETRACTED,
    Sort.DEFINITION,
    Sort.NOTHING_ALONE,
)
"""Reasons that go before what became of a patient's follow-up."""


class Reason(NamedTuple):
    """A sort of cause, and its subject: the kind of event, what was corrected, the definition."""

    sort: Sort
    subject: str = ""


def reason_of(change: Change, cause: Cause, events: Mapping[UUID, Event]) -> Reason:
    """The reason of a change for a count of patients by how their follow-up changed.

    A patient whose follow-up began, ended or went on counts as such, unless a correction, a
    retraction or a definition is the cause.
    """
    reason = reason_of_cause(change, cause, events)
    if reason.sort in AS_THEY_ARE:
        return reason
    return _of_follow_up(change) or reason


def reason_of_cause(change: Change, cause: Cause, events: Mapping[UUID, Event]) -> Reason:
    """The reason that stands for a cause; of several events any of which is enough, the last.

    An amendment goes before the others.
    """
    if change.name == MEMBER:
        return Reason(Sort.ENTERED if change.after.text == MEMBER else Sort.LEFT)
    return _of_cause(cause, events) if cause.sets else Reason(Sort.NOTHING_ALONE)


def _of_follow_up(change: Change) -> Reason | None:
    """Of an endpoint, whether the patient came under follow-up, left it, or stayed."""
    if change.only_followed_on:
        return Reason(Sort.FOLLOWED_ON)
    then, now = change.before.days is not None, change.after.days is not None
    if then == now:
        return None
    return Reason(Sort.JOINED if now else Sort.DROPPED)


def _of_cause(cause: Cause, events: Mapping[UUID, Event]) -> Reason:
    if cause.cutoff:
        return Reason(Sort.CUTOFF)
    if len(cause.sets[-1]) > 1:
        return Reason(Sort.TOGETHER)
    factors = [factor for (factor,) in cause.sets]
    if isinstance(factors[-1], str):
        return Reason(Sort.DEFINITION, factors[-1])
    found = [events[factor] for factor in factors if isinstance(factor, UUID)]
    amendments = [item for item in found if isinstance(item, Amendment)]
    return _of_event([*found, *amendments][-1], events)


def _of_event(event: Event, events: Mapping[UUID, Event]) -> Reason:
    match event:
        case Corrected():
            return Reason(Sort.CORRECTED, _corrected(event, events.get(event.target)))
        case Retracted():
            return Reason(Sort.RETRACTED)
    return Reason(Sort.EVENT, event.kind)


def _corrected(event: Corrected, target: Event | None) -> str:
    """Whether a correction moved a date, or changed another field."""
    fields = event.replacement
    moved = target is not None and str(fields.get("occurred", target.occurred)) != target.occurred
    return "date" if moved else "record"
