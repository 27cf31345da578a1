"""Contradictions between the starts, stops and numbers of treatments."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event


@rule(Severity.WARNING, "Record the stop of the first course, or retract the second start.")
def overlap(facts: Sequence[Event]) -> Iterator[Concern]:
    """A course starts although the same course has not been stopped."""
    running: dict[object, Event] = {}
    stopped: dict[object, date] = {}
    for fact in facts:
        if fact.closes_course is not None:
            course = fact.closes_course.key_of(fact)
            if running.pop(course, None) is None:
                stopped[course] = fact.day
        elif fact.opens_course is not None and not fact.opens_course.may_restart:
            course = fact.opens_course.key_of(fact)
            if course in running:
                yield (
                    f"the same course started on {running[course].occurred} and {fact.occurred}",
                    (running[course], fact),
                )
            if stopped.pop(course, None) != fact.day:  # else a course of one day
                running[course] = fact


@rule(Severity.WARNING, "Record the start, or correct the date of the stop.")
def out_of_order(facts: Sequence[Event]) -> Iterator[Concern]:
    """A course stops that has not started."""
    starts = {
        fact.opens_course.key_of(fact): fact.day for fact in reversed(facts) if fact.opens_course
    }
    for fact in facts:
        stops = fact.closes_course
        if stops is not None and starts.get(stops.key_of(fact), date.max) > fact.day:
            yield f"{words(fact)} on {fact.occurred} has no start before it", (fact,)


@rule(Severity.ERROR, "Correct the numbers, or the dates.")
def numbered_out_of_order(facts: Sequence[Event]) -> Iterator[Concern]:
    """Infusions or transplants, or others of a numbered kind, whose numbers do not rise."""
    numbered = {fact.kind: fact.numbered_by for fact in facts if fact.numbered_by}
    for kind, field in sorted(numbered.items()):
        for earlier, later in pairwise(fact for fact in facts if fact.kind == kind):
            if getattr(later, field) <= getattr(earlier, field):
                yield f"number of {words(later)} does not rise", (earlier, later)


@rule(Severity.WARNING, "Record what is missing, or correct the number.")
def number_not_on_record(facts: Sequence[Event]) -> Iterator[Concern]:
    """One of a numbered kind, such as an infusion, is on record without one that came before."""
    numbered = {fact.kind: fact.numbered_by for fact in facts if fact.numbered_by}
    for kind, field in sorted(numbered.items()):
        by_number = {getattr(fact, field): fact for fact in facts if fact.kind == kind}
        for earlier, number in pairwise([0, *sorted(by_number)]):
            missing = " and ".join(str(item) for item in range(earlier + 1, number))
            if missing:
                fact = by_number[number]
                yield f"{words(fact)} {number} is on record without {missing}", (fact,)
