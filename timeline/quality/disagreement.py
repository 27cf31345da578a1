"""Assessments of one kind on one day that disagree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from timeline.history import Fact
from timeline.quality.finding import Concern, words


def disagreement(facts: Sequence[Fact]) -> Iterator[Concern]:
    """An assessment is outvoted by a worse one of the same day."""
    of_one_day: dict[tuple[object, date], list[Fact]] = defaultdict(list)
    for fact in facts:
        group = fact.event.group_of_one_day
        if group is not None:
            of_one_day[group, fact.day].append(fact)
    for same in of_one_day.values():
        if any(fact.outvoted for fact in same):
            events = tuple(fact.event for fact in same)
            number = f"{len(events)} of one day that disagree"
            yield f"{words(events[0])} on {same[0].day}: {number}; the worst holds", events
