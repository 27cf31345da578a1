"""Assessments of one kind on one day that disagree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from timeline.history import Fact
from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event


@rule(
    Severity.WARNING,
    "Correct or retract the wrong assessment, or record their order in the source.",
)
def disagreement(facts: Sequence[Fact]) -> Iterator[Concern]:
    """Assessments of one day are not equally bad, and no order of the source says which holds."""
    of_one_day: dict[tuple[object, date], list[Fact]] = defaultdict(list)
    for fact in facts:
        group = fact.event.group_of_one_day
        if group is not None:
            of_one_day[group, fact.day].append(fact)
    for same in of_one_day.values():
        if len({fact.event.severity for fact in same}) > 1:
            events = tuple(fact.event for fact in same)
            holds = (
                "the worst holds" if _outvotes(events[0]) else "the worst is taken to be the last"
            )
            statement = f"{len(events)} of one day that disagree; {holds}"
            yield f"{words(events[0])} on {same[0].day}: {statement}", events


def _outvotes(event: Event) -> bool:
    return event.on_one_day is not None and event.on_one_day.outvotes
