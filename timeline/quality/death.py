"""Contradictions about a patient's death."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from timeline.dates import certainly_after
from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event


@rule(
    Severity.ERROR,
    "Correct the date of death or that of the later events, or retract the death.",
)
def after_death(facts: Sequence[Event]) -> Iterator[Concern]:
    """Facts are dated after the patient's death: one finding, however many they are."""
    deaths = [fact for fact in facts if fact.ends_life]
    late = [fact for fact in facts if deaths and _follows(deaths[0], fact)]
    if late:
        first, *others = late
        statement = f"{words(first)} on {first.occurred} is after death"
        if others:
            kinds = Counter(words(fact) for fact in others)
            more = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
            statement += f", and so are {len(others)} more until {others[-1].occurred}: {more}"
        yield statement, (deaths[0], *late)


def _follows(death: Event, fact: Event) -> bool:
    return not fact.may_follow_death and certainly_after(fact.occurred, death.occurred)


@rule(Severity.ERROR, "Record the death, or correct the grade.")
def fatal_grade_without_death(facts: Sequence[Event]) -> Iterator[Concern]:
    """A grade says that the patient died of it, and no death is on record."""
    fatal = [fact for fact in facts if fact.fatal_grade and _grade(fact) == fact.fatal_grade]
    if fatal and not any(fact.ends_life for fact in facts):
        for item in fatal:
            statement = (
                f"{words(item)} {item.fatal_grade} on {item.occurred}, and no death is on record"
            )
            yield statement, (item,)


def _grade(fact: Event) -> object:
    return getattr(fact, "grade", None)


@rule(Severity.ERROR, "Retract one of the two, or correct it.")
def second_death(facts: Sequence[Event]) -> Iterator[Concern]:
    """The patient died twice."""
    for first, second in pairwise(fact for fact in facts if fact.ends_life):
        yield f"deaths on {first.occurred} and {second.occurred}", (first, second)
