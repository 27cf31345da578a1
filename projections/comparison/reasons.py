"""Why a value changed, in a word by which changes are counted: 3 deaths, 1 corrected date."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from projections.comparison.causes import Cause
from projections.comparison.changes import Change
from projections.comparison.values import MEMBER
from timeline.vocabulary import Amendment, Corrected, Event, Retracted


class Sort(StrEnum):
    """What sort of thing undoes a change."""

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


class Reason(NamedTuple):
    """A sort of cause, and of what: the kind of event, what was corrected, the definition."""

    sort: Sort
    of: str = ""


def reason_of(change: Change, cause: Cause, events: Mapping[UUID, Event]) -> Reason:
    """The reason that stands for a cause; of several events each of which would do, the last.

    An amendment goes before the others.
    """
    if change.name == MEMBER:
        return Reason(Sort.ENTERED if change.after.said == MEMBER else Sort.LEFT)
    if not cause.sets:
        return Reason(Sort.NOTHING_ALONE)
    reason = _of_cause(cause, events)
    if reason.sort in (Sort.CORRECTED, Sort.RETRACTED, Sort.DEFINITION):
        return reason
    return _of_follow_up(change) or reason


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
    singles = [one for (one,) in cause.sets]
    if isinstance(singles[-1], str):
        return Reason(Sort.DEFINITION, singles[-1])
    told = [events[single] for single in singles if isinstance(single, UUID)]
    amendments = [item for item in told if isinstance(item, Amendment)]
    return _of_event([*told, *amendments][-1], events)


def _of_event(event: Event, events: Mapping[UUID, Event]) -> Reason:
    match event:
        case Corrected():
            return Reason(Sort.CORRECTED, _corrected(event, events.get(event.target)))
        case Retracted():
            return Reason(Sort.RETRACTED)
    return Reason(Sort.EVENT, event.kind)


def _corrected(event: Corrected, target: Event | None) -> str:
    """Whether a correction moved a date, or says something else."""
    said = event.replacement
    moved = target is not None and str(said.get("occurred", target.occurred)) != target.occurred
    return "date" if moved else "record"
