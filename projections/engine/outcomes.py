"""Time-to-event endpoints and classes: what analyses are fed with."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from projections.engine.conditions import standing
from projections.engine.evaluation import Evaluation
from projections.engine.moments import NOWHERE, Ints, Mask, Moments, either
from projections.engine.truth import TRUE
from projections.language import Classes, Endpoint, Source


class Censoring(StrEnum):
    """Until when a patient without the event was followed.

    Administrative: to the cutoff, if any later event shows the patient alive then; else to the
    last censor source. Strict: to the last censor source; nothing after the cutoff exists.
    """

    ADMINISTRATIVE = "administrative"
    STRICT = "strict"


ALIVE_AT_CUTOFF = "alive at the data cutoff"
NO_FOLLOW_UP = "nothing after the origin"
NO_ORIGIN = "origin not reached"
EVENT_BEFORE_ORIGIN = "event before the origin"
NO_ENTRY = "entry not reached"
ENDED_BEFORE_ENTRY = "ended before entry"
OUTSIDE_REASONS = (NO_ORIGIN, EVENT_BEFORE_ORIGIN, NO_ENTRY, ENDED_BEFORE_ENTRY)

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

    origin: Moments
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


def follow_up(evaluation: Evaluation, endpoint: Endpoint, censoring: Censoring) -> FollowUp:
    """Follow every patient from the origin to the first event, else to the last censor source."""
    return evaluation.once(
        "follow_up", lambda: _entered(evaluation, endpoint, censoring), endpoint, censoring
    )


def _entered(evaluation: Evaluation, endpoint: Endpoint, censoring: Censoring) -> FollowUp:
    """Follow-up of those who were under observation before it ended, if an entry is declared."""
    followed = _follow_up(evaluation, endpoint, censoring)
    if endpoint.entry is None:
        return followed
    entered = evaluation.moments(endpoint.entry)
    entry = np.maximum(entered.day, followed.origin.day)
    followed = followed.without(~entered.reached, NO_ENTRY)
    return replace(followed.without(followed.day <= entry, ENDED_BEFORE_ENTRY), entry=entry)


def _follow_up(evaluation: Evaluation, endpoint: Endpoint, censoring: Censoring) -> FollowUp:
    origin = evaluation.moments(endpoint.origin)
    events = (*endpoint.events, *endpoint.competing)
    names = [source.name for source in (*events, *endpoint.censors)]
    reasons = (*names, ALIVE_AT_CUTOFF, NO_FOLLOW_UP, *OUTSIDE_REASONS)
    day, row, cause = _first_event(evaluation, events)
    had = cause > 0
    last_day, last_row, last = _last_censor(evaluation, endpoint.censors, origin, censoring)
    followed = FollowUp(
        origin,
        either(had, day, last_day),
        either(had, row, last_row),
        cause,
        either(had, cause - np.int8(1), last + np.int8(len(events))),
        reasons,
    )
    followed = followed.without(~origin.reached, NO_ORIGIN)
    return followed.without(had & (day < origin.day), EVENT_BEFORE_ORIGIN)


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


def _last_censor(
    evaluation: Evaluation, sources: tuple[Source, ...], origin: Moments, censoring: Censoring
) -> tuple[Ints, Ints, NDArray[np.int8]]:
    """Day, row and number of the last censor source on or after the origin.

    One past the sources stands for the cutoff, two past for the origin itself.
    """
    day, row = origin.day, origin.row
    number = np.full(len(day), len(sources) + 1, dtype=np.int8)
    for index, source in enumerate(sources):
        seen = evaluation.moments(source.milestone)
        later = seen.reached & (seen.day >= day) & ((seen.day > day) | (number > len(sources)))
        day, row = either(later, seen.day, day), either(later, seen.row, row)
        number = either(later, np.int8(index), number)
    if censoring is Censoring.ADMINISTRATIVE:
        alive = evaluation.view.alive_after_cutoff
        day = either(alive, np.int32(evaluation.view.as_of.last_day), day)
        row = either(alive, np.int32(NOWHERE), row)
        number = either(alive, np.int8(len(sources)), number)
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


def first_true(evaluation: Evaluation, classes: Classes, at: Moments) -> Classified:
    """The first true case of each patient at a moment of its own, whatever experts decided."""
    patients = evaluation.view.patients
    case = np.full(patients, len(classes.cases), dtype=np.int8)
    row = np.full(patients, NOWHERE, dtype=np.int32)
    for index, one in reversed(list(enumerate(classes.cases))):
        verdict = standing(evaluation, one.when, at)
        holds = verdict.truth == TRUE
        case, row = either(holds, np.int8(index), case), either(holds, verdict.row, row)
    return Classified(case, row)


def _classified(evaluation: Evaluation, classes: Classes) -> Classified:
    derived = first_true(evaluation, classes, evaluation.end)
    case, row = derived.case, derived.row
    if (ruling := evaluation.ruling(classes)) is not None:
        case[ruling.unit], row[ruling.unit] = ruling.value.astype(np.int8), ruling.row
    return Classified(case, row)


def classify(evaluation: Evaluation, classes: Classes) -> NDArray[np.int8]:
    """Index of each patient's case as of the cutoff; the number of cases where none is true."""
    return classified(evaluation, classes).case
