"""Data-quality findings: facts that do not sit well together, named, with the events concerned.

A finding refuses nothing. It tells a data manager where to look.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from timeline.dates import certainly_after
from timeline.history import Fact, History
from timeline.vocabulary import Amendment, Event
from timeline.vocabulary.adjudication import ADJUDICATED

LONGEST_SILENCE_DAYS = 400
"""A living patient of a followed cohort is expected to be seen about once a year."""

AFTERLIFE = frozenset(
    {"demographics", "diagnosis", "cytogenetic_finding", "philadelphia_status", ADJUDICATED}
)
"""What may be dated after death: reports follow samples, and experts decide on the whole life."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A named contradiction or oddity in one patient's record."""

    name: str
    patient: str
    statement: str
    events: tuple[UUID, ...]


Rule = Callable[[Sequence[Event]], Iterator[tuple[str, tuple[Event, ...]]]]


def duplicate(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """The same fact stands under two records."""
    seen: dict[str, Event] = {}
    for fact in facts:
        content = f"{fact.kind}|{fact.occurred}|{fact.payload}"
        first = seen.setdefault(content, fact)
        if first is not fact:
            yield f"the same {_words(fact)} stands twice on {fact.occurred}", (first, fact)


def after_death(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """A fact is dated after the patient's death."""
    deaths = [fact for fact in facts if fact.kind == "death"]
    for fact in facts:
        late = deaths and certainly_after(fact.occurred, deaths[0].occurred)
        if late and fact.kind not in AFTERLIFE:
            yield f"{_words(fact)} on {fact.occurred} is after death", (deaths[0], fact)


def second_death(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """The patient died twice."""
    for first, second in pairwise(fact for fact in facts if fact.kind == "death"):
        yield f"deaths on {first.occurred} and {second.occurred}", (first, second)


def overlap(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
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


def out_of_order(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """A course stops that has not started."""
    starts = {_course(fact): fact.day for fact in reversed(facts) if fact.kind.endswith("_started")}
    for fact in facts:
        if fact.kind.endswith("_stopped") and starts.get(_course(fact), date.max) > fact.day:
            yield f"{_words(fact)} on {fact.occurred} has no start before it", (fact,)


def numbered_out_of_order(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Infusions or transplants whose numbers do not rise with their dates."""
    for kind, field in (("cell_infusion", "infusion"), ("transplant", "number")):
        for earlier, later in pairwise(fact for fact in facts if fact.kind == kind):
            if getattr(later, field) <= getattr(earlier, field):
                yield f"number of {_words(later)} does not rise", (earlier, later)


def gap(facts: Sequence[Event]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Nothing at all is recorded of the patient for longer than follow-up allows."""
    entered = [fact for fact in facts if fact.kind == "registered"]
    followed = [fact for fact in facts if entered and fact.day >= entered[0].day]
    for earlier, later in pairwise(followed):
        silent = (later.day - earlier.day).days
        if silent > LONGEST_SILENCE_DAYS:
            yield f"nothing is recorded for {silent} days", (earlier, later)


RULES: tuple[Rule, ...] = (
    duplicate,
    after_death,
    second_death,
    overlap,
    out_of_order,
    numbered_out_of_order,
    gap,
)


def findings(history: History, sees: Callable[[Fact], bool] | None = None) -> list[Finding]:
    """All findings on the facts of one patient, sorted by name.

    ``sees`` says which facts count, such as those of an as-of; without it all that hold now.
    """
    seen = [fact.event for fact in history.facts() if sees is not None and sees(fact)]
    facts = history.standing() if sees is None else seen
    facts = [fact for fact in facts if fact.kind != ADJUDICATED]
    found = [
        _finding(rule.__name__, statement, events)
        for rule in RULES
        for statement, events in rule(facts)
    ]
    return sorted([*found, *_without_target(history)])


def _without_target(history: History) -> Iterable[Finding]:
    known = history.by_id
    for event in history.events:
        if isinstance(event, Amendment) and event.target not in known:
            yield _finding(
                "amendment_without_target",
                f"{event.kind} names a record that this patient's history does not hold",
                (event,),
            )


def _finding(name: str, statement: str, events: tuple[Event, ...]) -> Finding:
    return Finding(name, events[0].patient, statement, tuple(event.id for event in events))


def _course(fact: Event) -> object:
    what = fact.kind.rpartition("_")[0]
    return what, getattr(fact, "drugs", None), getattr(fact, "setting", None)


def _words(fact: Event) -> str:
    return fact.kind.replace("_", " ")
