"""Censor sources: which of them ends a follow-up without an event, and how far the others reach."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.engine.evaluation import Evaluation
from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask, MilestoneDates, either
from projections.engine.windows import later
from projections.language import Milestone, Source
from projections.language.milestones import EVERYWHERE, Occurrence, Window

ALIVE_AT_CUTOFF = "alive at the data cutoff"
DIED = "died without the event"
LAST_SIGN_OF_LIFE = "last sign of life"
NO_FOLLOW_UP = "nothing after the origin"
WITHOUT_SOURCE = (ALIVE_AT_CUTOFF, DIED, LAST_SIGN_OF_LIFE, NO_FOLLOW_UP)
"""Reasons that no source gives; they are numbered on from the sources, in this order."""


class Stop(NamedTuple):
    """When each patient's follow-up stops, by which event, and the number of the reason."""

    day: Ints
    row: Ints
    number: NDArray[np.int8]

    def where(self, which: Mask, other: Stop) -> Stop:
        """This stop of some patients, another of the others."""
        return Stop(
            either(which, self.day, other.day),
            either(which, self.row, other.row),
            either(which, self.number, other.number),
        )


def censored(evaluation: Evaluation, sources: tuple[Source, ...], origin: MilestoneDates) -> Stop:
    """Where follow-up stops if no event ends it: at the earliest ending, else as far as known.

    No stop lies after the end of observation, and none before the origin.
    """
    ending, reach = first_ending(evaluation, sources, origin), _reach(evaluation, sources, origin)
    ended = Stop(np.minimum(ending.day, evaluation.observation.end), ending.row, ending.number)
    found = ended.where(ending.day != NEVER, reach)
    return found._replace(day=np.maximum(found.day, origin.day))


def first_ending(
    evaluation: Evaluation, sources: tuple[Source, ...], origin: MilestoneDates
) -> Stop:
    """The earliest source that ends follow-up, on or after the origin and in the patient's life."""
    patients = evaluation.view.patients
    best = Stop(
        np.full(patients, NEVER, dtype=np.int32),
        np.full(patients, NOWHERE, dtype=np.int32),
        np.full(patients, len(sources), dtype=np.int8),
    )
    for number, source in enumerate(sources):
        if source.follows == "ends":
            found = evaluation.moments(source.milestone)
            ends = (found.day >= origin.day) & (found.day <= evaluation.observation.death)
            ending = Stop(found.day, found.row, np.full(patients, number, dtype=np.int8))
            best = ending.where(ends & (found.day < best.day), best)
    return best


def followed_at_most(evaluation: Evaluation, sources: tuple[Source, ...]) -> Ints:
    """Day after which an endpoint looks at no patient: all its windows on life have closed.

    ``NEVER`` where a source looks further, or says how far it reaches only by what was found.
    """
    reaching = [source for source in sources if source.follows != "ends"]
    closes = [_span(evaluation, _window(item))[1] for item in reaching if item.follows == "alive"]
    if not reaching or len(closes) < len(reaching):
        return np.full(evaluation.view.patients, NEVER, dtype=np.int32)
    latest: Ints = np.maximum.reduce(closes)
    return latest


def followed_until(evaluation: Evaluation, last_seen: Milestone) -> Ints:
    """Day up to which each patient is followed if nothing ends it; before all if never seen."""
    return _reach_of(evaluation, Source("last seen", last_seen), 0, 1).day


def _reach(evaluation: Evaluation, sources: tuple[Source, ...], origin: MilestoneDates) -> Stop:
    """The source that reaches furthest, from the origin on; of one day the source named first."""
    reaching = [(n, source) for n, source in enumerate(sources) if source.follows != "ends"]
    nothing = len(sources) + WITHOUT_SOURCE.index(NO_FOLLOW_UP)
    best = Stop(origin.day, origin.row, np.full(len(origin.day), nothing, dtype=np.int8))
    for number, source in reaching:
        found = _reach_of(evaluation, source, number, len(sources))
        further = (found.day > best.day) | ((found.day == best.day) & (best.number == nothing))
        best = found.where(further, best)
    if not reaching:
        sign = len(sources) + WITHOUT_SOURCE.index(LAST_SIGN_OF_LIFE)
        found = _alive(evaluation, EVERYWHERE, None, sign, len(sources))
        best = found.where(found.day >= best.day, best)
    return best


def _reach_of(evaluation: Evaluation, source: Source, number: int, sources: int) -> Stop:
    """How far one source is known to reach; what an expert decided of it is not carried on."""
    milestone, override = source.milestone, evaluation.override(source.milestone)
    if source.follows != "alive":
        return _as_far(evaluation, milestone, number)
    window = _window(source)
    seen = None if window == EVERYWHERE else evaluation.moments(milestone)
    carried = _alive(evaluation, window, seen, number, sources)
    if override is None:
        return carried
    decided = np.isin(np.arange(len(carried.day)), override.unit)
    return _as_far(evaluation, milestone, number).where(decided, carried)


def _window(source: Source) -> Window:
    """Where a source that tells of life looks for it."""
    assert isinstance(source.milestone, Occurrence), "only 'last' tells of life"
    return source.milestone.window


def _as_far(evaluation: Evaluation, milestone: Milestone, number: int) -> Stop:
    """As far as a milestone, if it was reached; else before everything."""
    seen = evaluation.moments(milestone)
    day = np.minimum(seen.day, evaluation.observation.end)
    day = either(seen.reached, day, np.int32(-NEVER))
    return Stop(day, seen.row, np.full(len(day), number, dtype=np.int8))


def _alive(
    evaluation: Evaluation, window: Window, seen: MilestoneDates | None, number: int, sources: int
) -> Stop:
    """To the end of observation, at most to where a window closes; not before it opens."""
    observed = evaluation.observation
    opens, closes = _span(evaluation, window)
    day = np.minimum(closes, observed.end)
    to_the_end = day == observed.end
    row = observed.row if seen is None else either(to_the_end, observed.row, seen.row)
    alive, died = (sources + WITHOUT_SOURCE.index(item) for item in (ALIVE_AT_CUTOFF, DIED))
    reason = either(to_the_end & observed.goes_on, np.int8(alive), np.int8(number))
    reason = either(day == observed.death, np.int8(died), reason)
    return Stop(either(opens <= day, day, np.int32(-NEVER)), row, reason)


def _span(evaluation: Evaluation, window: Window) -> tuple[Ints, Ints]:
    """First and last day of a window of each patient; it never opens where its start is missing."""
    patients = evaluation.view.patients
    opens = np.full(patients, -NEVER, dtype=np.int32)
    closes = np.full(patients, NEVER, dtype=np.int32)
    if window.start is not None:
        opens = evaluation.moments(window.start).day
        if window.within is not None:
            closes = later(opens, window.within)
    for bound in (window.before, window.on_or_before):
        if bound is not None:
            closes = np.minimum(closes, evaluation.moments(bound).day)
    return opens, closes
