"""Time-to-event endpoints and classes: what analyses are fed with."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from projections.engine.censors import (
    ALIVE_AT_CUTOFF,
    NO_FOLLOW_UP,
    WITHOUT_SOURCE,
    censored,
    first_ending,
    followed_at_most,
)
from projections.engine.evaluation import Evaluation
from projections.engine.milestone_dates import NOWHERE, Ints, Mask, MilestoneDates, either
from projections.engine.status import status_at
from projections.engine.truth import TRUE
from projections.engine.view import Censoring
from projections.language import Classes, Endpoint, Source

NO_ORIGIN = "origin not reached"
EVENT_BEFORE_ORIGIN = "event before the origin"
DIED_BEFORE_ORIGIN = "died before the origin"
NO_ENTRY = "entry not reached"
ENDED_BY_ENTRY = "ended by entry"
OUTSIDE_REASONS = (NO_ORIGIN, EVENT_BEFORE_ORIGIN, DIED_BEFORE_ORIGIN, NO_ENTRY, ENDED_BY_ENTRY)

CENSORED = 0
OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One patient per entry: from when, until when, and how it ended.

    Attributes
    ----------
    origin
        When the clock started.
    day, row
        When it stopped, and the event that stopped it (``NOWHERE`` at the cutoff itself).
    cause
        0 censored; k the k-th event source, competing ones last; -1 outside the endpoint.
    reason
        Index into ``reasons``: why it stopped, or why the patient is outside.
    entry
        Day number from which on the patient was observed, no earlier than the origin; None where
        the endpoint declares no entry.
    """

    origin: MilestoneDates
    day: Ints
    row: Ints
    cause: NDArray[np.int8]
    reason: NDArray[np.int8]
    reasons: tuple[str, ...]
    entry: Ints | None = None

    def without(self, which: Mask, why: str) -> "FollowUp":
        """The same with some patients outside, for a reason, who were inside."""
        left_out = which & (self.cause != OUTSIDE)
        return replace(
            self,
            cause=either(left_out, np.int8(OUTSIDE), self.cause),
            reason=either(left_out, np.int8(self.reasons.index(why)), self.reason),
        )


def follow_up(evaluation: Evaluation, endpoint: Endpoint) -> FollowUp:
    """Follow every patient from the origin to the first event, else as far as is known."""
    return evaluation.once("follow_up", lambda: _entered(evaluation, endpoint), endpoint)


def _entered(evaluation: Evaluation, endpoint: Endpoint) -> FollowUp:
    """Follow-up of those who were under observation before it ended, if an entry is declared."""
    followed = _follow_up(evaluation, endpoint)
    if endpoint.entry is None:
        return followed
    entered = evaluation.moments(endpoint.entry)
    entry = np.maximum(entered.day, followed.origin.day)
    followed = followed.without(~entered.reached, NO_ENTRY)
    return replace(followed.without(followed.day <= entry, ENDED_BY_ENTRY), entry=entry)


def _follow_up(evaluation: Evaluation, endpoint: Endpoint) -> FollowUp:
    origin, death = evaluation.moments(endpoint.origin), evaluation.observation.death
    events = (*endpoint.events, *endpoint.competing)
    names = tuple(source.name for source in (*events, *endpoint.censors))
    day, row, cause = _first_event(evaluation, events)
    ending = first_ending(evaluation, endpoint.censors, origin)
    closed = followed_at_most(evaluation, endpoint.censors)
    had = (cause > 0) & (day <= np.minimum(np.minimum(ending.day, closed), death))
    stop = censored(evaluation, endpoint.censors, origin)
    followed = FollowUp(
        origin,
        either(had, day, stop.day),
        either(had, row, stop.row),
        either(had, cause, np.int8(CENSORED)),
        either(had, cause - np.int8(1), stop.number + np.int8(len(events))),
        (*names, *WITHOUT_SOURCE, *OUTSIDE_REASONS),
    )
    followed = followed.without(~origin.reached, NO_ORIGIN)
    followed = followed.without(had & (day < origin.day), EVENT_BEFORE_ORIGIN)
    return followed.without(death < origin.day, DIED_BEFORE_ORIGIN)


def _first_event(
    evaluation: Evaluation, sources: tuple[Source, ...]
) -> tuple[Ints, Ints, NDArray[np.int8]]:
    """Day, row and number of the earliest source; of those on one day, the one named first."""
    first, *others = [evaluation.moments(source.milestone) for source in sources]
    day, row, number = first.day, first.row, first.reached.astype(np.int8)
    for index, other in enumerate(others, start=2):
        earlier = other.day < day
        day, row = np.minimum(other.day, day), either(earlier, other.row, row)
        number = either(earlier, np.int8(index), number)
    return day, row, number


@dataclass(frozen=True, slots=True)
class Classified:
    """The case of each patient, and the row of the event that settled it.

    Attributes
    ----------
    case
        Index of the case; the number of cases where none is true.
    row
        ``NOWHERE`` where no event settled it, as where none of the cases is true.
    """

    case: NDArray[np.int8]
    row: Ints


def classified(evaluation: Evaluation, classes: Classes) -> Classified:
    """The first true case of each patient as of the cutoff."""
    return evaluation.once("classified", lambda: _classified(evaluation, classes), classes)


def first_true(evaluation: Evaluation, classes: Classes, at: MilestoneDates) -> Classified:
    """The first true case of each patient at a moment of its own, whatever experts decided."""
    patients = evaluation.view.patients
    case = np.full(patients, len(classes.cases), dtype=np.int8)
    row = np.full(patients, NOWHERE, dtype=np.int32)
    for index, candidate in reversed(list(enumerate(classes.cases))):
        verdict = status_at(evaluation, candidate.when, at)
        holds = verdict.truth == TRUE
        case, row = either(holds, np.int8(index), case), either(holds, verdict.row, row)
    return Classified(case, row)


def _classified(evaluation: Evaluation, classes: Classes) -> Classified:
    derived = first_true(evaluation, classes, evaluation.end)
    case, row = derived.case, derived.row
    if (override := evaluation.override(classes)) is not None:
        case[override.unit], row[override.unit] = override.value.astype(np.int8), override.row
    return Classified(case, row)


def classify(evaluation: Evaluation, classes: Classes) -> NDArray[np.int8]:
    """Index of each patient's case as of the cutoff; the number of cases where none is true."""
    return classified(evaluation, classes).case


__all__ = [
    "ALIVE_AT_CUTOFF",
    "NO_FOLLOW_UP",
    "OUTSIDE",
    "Censoring",
    "Classified",
    "FollowUp",
    "classified",
    "classify",
    "follow_up",
]
