"""Contradictions between the starts, stops and numbers of treatments."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from timeline.quality.finding import Concern, words
from timeline.vocabulary import Event


def overlap(facts: Sequence[Event]) -> Iterator[Concern]:
    """A course starts although the same course has not been stopped."""
    running: dict[object, Event] = {}
    stopped: dict[object, date] = {}
    for fact in facts:
        course = _course(fact)
        if fact.kind.endswith("_stopped"):
            if running.pop(course, None) is None:
                stopped[course] = fact.day
        elif fact.kind == "therapy_started":
            if course in running:
                yield (
                    f"the same course started on {running[course].occurred} and {fact.occurred}",
                    (running[course], fact),
                )
            if stopped.pop(course, None) != fact.day:  # else a course of one day
                running[course] = fact


def out_of_order(facts: Sequence[Event]) -> Iterator[Concern]:
    """A course stops that has not started."""
    starts = {_course(fact): fact.day for fact in reversed(facts) if fact.kind.endswith("_started")}
    for fact in facts:
        if fact.kind.endswith("_stopped") and starts.get(_course(fact), date.max) > fact.day:
            yield f"{words(fact)} on {fact.occurred} has no start before it", (fact,)


def numbered_out_of_order(facts: Sequence[Event]) -> Iterator[Concern]:
    """Infusions or transplants whose numbers do not rise with their dates."""
    for kind, field in (("cell_infusion", "infusion"), ("transplant", "number")):
        for earlier, later in pairwise(fact for fact in facts if fact.kind == kind):
            if getattr(later, field) <= getattr(earlier, field):
                yield f"number of {words(later)} does not rise", (earlier, later)


def _course(fact: Event) -> object:
    what = fact.kind.rpartition("_")[0]
    return what, getattr(fact, "drugs", None), getattr(fact, "setting", None)
