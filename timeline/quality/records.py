"""Oddities of the record itself: a fact that appears twice, and silence."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event

LONGEST_SILENCE_DAYS = 400
"""A living patient of a followed cohort is expected to be seen about once a year."""


@rule(Severity.WARNING, "Retract one of the two records, unless both are true.")
def duplicate(facts: Sequence[Event]) -> Iterator[Concern]:
    """The same fact is recorded under two records."""
    seen: dict[str, Event] = {}
    for fact in facts:
        content = f"{fact.kind}|{fact.occurred}|{fact.payload}"
        first = seen.setdefault(content, fact)
        if first is not fact:
            yield f"the same {words(fact)} appears twice on {fact.occurred}", (first, fact)


@rule(
    Severity.WARNING,
    "Ask the site for the visits of that time, or record that the patient was lost.",
)
def gap(facts: Sequence[Event]) -> Iterator[Concern]:
    """Nothing at all is recorded of the patient for longer than follow-up allows."""
    entered = [fact for fact in facts if fact.kind == "registered"]
    followed = [fact for fact in facts if entered and fact.day >= entered[0].day]
    for earlier, later in pairwise(followed):
        silent = (later.day - earlier.day).days
        if silent > LONGEST_SILENCE_DAYS:
            yield f"nothing is recorded for {silent} days", (earlier, later)
