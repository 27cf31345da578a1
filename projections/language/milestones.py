"""Milestones: moments in a patient's history, each decided by one event.

Milestones are causal: what was reached by a cutoff stays reached, with the same date, at every
later cutoff, unless the record itself is corrected. ``last`` alone moves on, by its meaning, and
with it what is composed of it.
"""

from dataclasses import dataclass

from projections.language.conditions import Condition
from projections.language.events import Events
from projections.language.node import InvalidDefinition, Milestone, Node, expect


@dataclass(frozen=True, slots=True)
class Window(Node):
    """Where in a patient's history to look.

    ``after`` and ``before`` go by the order of events, also within one day; ``on_or_after`` and
    ``on_or_before`` take in the whole day of the milestone. ``within`` counts days from ``after``
    or ``on_or_after``. A bound at the start that is not reached leaves nothing to look at; one at
    the end that is not reached is no bound.
    """

    after: Milestone | None = None
    on_or_after: Milestone | None = None
    before: Milestone | None = None
    on_or_before: Milestone | None = None
    within: int | None = None

    def __post_init__(self) -> None:
        if self.within is not None and self.start is None:
            raise InvalidDefinition("'within' counts from 'after' or 'on_or_after'; name one")
        if self.after is not None and self.on_or_after is not None:
            raise InvalidDefinition("name 'after' or 'on_or_after', not both")
        if self.within is not None and self.within < 0:
            raise InvalidDefinition("'within' counts days forward; name 0 or more")
        expect(Milestone, *self.milestones)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones that bound the window."""
        bounds = (self.after, self.on_or_after, self.before, self.on_or_before)
        return tuple(bound for bound in bounds if bound is not None)

    @property
    def start(self) -> Milestone | None:
        """The milestone from which the window opens."""
        return self.after or self.on_or_after


EVERYWHERE = Window()
"""The whole history."""


@dataclass(frozen=True, slots=True)
class Occurrence(Milestone):
    """The n-th event, or a moment at which a condition holds, inside a window."""

    of: Events | Condition
    window: Window = EVERYWHERE
    source: str = ""
    n: int = 1

    def __post_init__(self) -> None:
        if self.n < 1 or (self.n > 1 and isinstance(self, Last)):
            raise InvalidDefinition("events are counted from the first: n is 1 or more")
        if isinstance(self.of, Events):
            return
        expect(Condition, self.of)
        if not all(milestone.on_event for milestone in self.of.milestones):
            raise InvalidDefinition("a deadline is no event to look for; use 'judged' at it")
        if self.n != 1:
            raise InvalidDefinition("count events, not moments at which a condition holds")


@dataclass(frozen=True, slots=True)
class First(Occurrence):
    """The first such moment, or the n-th such event."""


@dataclass(frozen=True, slots=True)
class FirstDistinct(First):
    """The first event with which ``n`` distinct words of text fields are on record.

    What several fields tell is added up. Of free text the words are what it is understood as, each
    counted once; what its terminology does not count as a thing of its own, and what no term knows,
    is none. With ``classes`` only terms of one of these are counted.
    """

    fields: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        First.__post_init__(self)
        named = bool(self.fields) and all(self.fields)
        if not isinstance(self.of, Events) or len(self.of.kinds) != 1 or not named:
            raise InvalidDefinition("name the one kind of event, and the fields to be counted")


@dataclass(frozen=True, slots=True)
class Last(Occurrence):
    """The last such moment by the data cutoff."""


@dataclass(frozen=True, slots=True)
class Earliest(Milestone):
    """Whichever of several milestones comes first."""

    of: tuple[Milestone, ...]
    source: str = ""

    def __post_init__(self) -> None:
        expect(Milestone, *self.of)
        if not self.of:
            raise InvalidDefinition("name at least one milestone")

    @property
    def on_event(self) -> bool:
        """Whether all of them are."""
        return all(item.on_event for item in self.of)


@dataclass(frozen=True, slots=True)
class Elapsed(Milestone):
    """The end of the day that lies some days after a milestone: a deadline.

    It is reached by patients who were observed, alive, at the end of that day; with ``unobserved``
    by all for whom the day has come by the cutoff.
    """

    since: Milestone
    days: int
    source: str = ""
    unobserved: bool = False

    def __post_init__(self) -> None:
        expect(Milestone, self.since)
        if self.days < 0:
            raise InvalidDefinition("a deadline lies after its milestone; name 0 days or more")

    @property
    def on_event(self) -> bool:
        """The end of a day is no event."""
        return False


@dataclass(frozen=True, slots=True)
class Judged(Milestone):
    """The moment of a milestone, if a condition is true just then: a dated judgement."""

    condition: Condition
    at: Milestone
    source: str = ""

    def __post_init__(self) -> None:
        expect(Condition, self.condition)
        expect(Milestone, self.at)

    @property
    def on_event(self) -> bool:
        """Whether the moment of the judgement is."""
        return self.at.on_event


def first(
    of: Events | Condition,
    *,
    after: Milestone | None = None,
    on_or_after: Milestone | None = None,
    before: Milestone | None = None,
    on_or_before: Milestone | None = None,
    within: int | None = None,
    n: int = 1,
    source: str = "",
) -> First:
    """The first event, or the first moment at which a condition holds, inside a window."""
    return First(of, Window(after, on_or_after, before, on_or_before, within), source, n)


def first_distinct(
    n: int,
    fields: str | tuple[str, ...],
    of: Events,
    *,
    classes: tuple[str, ...] = (),
    after: Milestone | None = None,
    before: Milestone | None = None,
    source: str = "",
) -> FirstDistinct:
    """The first event with which ``n`` distinct words of text fields are on record."""
    named = (fields,) if isinstance(fields, str) else fields
    return FirstDistinct(of, Window(after=after, before=before), source, n, named, classes)


def last(
    of: Events | Condition,
    *,
    after: Milestone | None = None,
    on_or_after: Milestone | None = None,
    before: Milestone | None = None,
    on_or_before: Milestone | None = None,
    within: int | None = None,
    source: str = "",
) -> Last:
    """The last event, or the last moment at which a condition holds, inside a window."""
    return Last(of, Window(after, on_or_after, before, on_or_before, within), source)


def earliest(*milestones: Milestone, source: str = "") -> Earliest:
    """Whichever milestone comes first."""
    return Earliest(milestones, source)


def elapsed(days: int, since: Milestone, source: str = "", *, unobserved: bool = False) -> Elapsed:
    """The end of the day that lies ``days`` after a milestone, of patients observed until then.

    With ``unobserved`` it falls due whether or not the patient was still observed, or alive.
    """
    return Elapsed(since, days, source, unobserved)


def judged(condition: Condition, at: Milestone, source: str = "") -> Judged:
    """The moment ``at``, if the condition is true just then."""
    return Judged(condition, at, source)
