"""Contradictions about a patient's death."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.dates import certainly_after
from timeline.quality.finding import Concern, words
from timeline.vocabulary import Event


def after_death(facts: Sequence[Event]) -> Iterator[Concern]:
    """A fact is dated after the patient's death."""
    deaths = [fact for fact in facts if fact.ends_life]
    for fact in facts:
        late = deaths and certainly_after(fact.occurred, deaths[0].occurred)
        if late and not fact.may_follow_death:
            yield f"{words(fact)} on {fact.occurred} is after death", (deaths[0], fact)


def second_death(facts: Sequence[Event]) -> Iterator[Concern]:
    """The patient died twice."""
    for first, second in pairwise(fact for fact in facts if fact.ends_life):
        yield f"deaths on {first.occurred} and {second.occurred}", (first, second)
