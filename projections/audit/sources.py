"""What a censor source says, and what became of it: it was taken, or what was taken instead."""

from projections.engine import Evaluation
from projections.engine.censors import ALIVE_AT_CUTOFF, DIED
from projections.engine.outcomes import OUTSIDE, follow_up
from projections.language import Endpoint, Source
from projections.language.outcomes import Follows

SAYS: dict[Follows, str] = {
    "ends": "where it is reached, follow-up ends",
    "reaches": "so far follow-up is known to reach",
    "alive": "so long the patient is known to be alive",
}


def became_of(evaluation: Evaluation, unit: int, endpoint: Endpoint, source: Source) -> str:
    """What became of a censor source, for one unit."""
    followed = follow_up(evaluation, endpoint)
    reason = followed.reasons[int(followed.reason[unit])]
    if followed.cause[unit] == OUTSIDE:
        return f"not asked: {reason}"
    if followed.cause[unit] > 0:
        return f"not taken: {reason} came first"
    carried = source.follows == "alive" and reason in (ALIVE_AT_CUTOFF, DIED)
    if reason == source.name or carried:
        return "taken"
    if any(censor.name == reason and censor.follows == "ends" for censor in endpoint.censors):
        return f"not taken: ended by {reason}"
    return (
        _not_reached(evaluation, unit, endpoint, source) or f"not taken: {reason} reaches further"
    )


def _not_reached(evaluation: Evaluation, unit: int, endpoint: Endpoint, source: Source) -> str:
    """Why a source could not be taken, where its own day is the reason."""
    found = evaluation.moments(source.milestone)
    if not found.reached[unit]:
        return "not reached"
    if found.day[unit] < evaluation.moments(endpoint.origin).day[unit]:
        return "not taken: before the origin"
    after_death = found.day[unit] > evaluation.observation.death[unit]
    return "not taken: after death" if after_death else ""
