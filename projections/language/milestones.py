"""Milestones: moments in a patient's history, each decided by one event.

Milestones are causal: what was reached by a cutoff stays reached, with the same date, at every
later cutoff, unless the record itself is corrected. (``last`` alone moves on, by its meaning.)
"""

from dataclasses import dataclass

from projections.language.conditions import AllOf, AnyOf, Condition, Not, Reached
from projections.language.events import Events
from projections.language.node import InvalidDefinition, Node


@dataclass(frozen=True, slots=True)
class Milestone(Node):
    """A moment that a patient has reached or not."""


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
class Sought(Milestone):
    """The n-th event, or a moment at which a condition holds, inside a window."""

    of: Events | Condition
    window: Window = EVERYWHERE
    source: str = ""
    n: int = 1

    def __post_init__(self) -> None:
        if isinstance(self.of, Condition):
            _refuse_deadlines(self.of)
            if self.n != 1:
                raise InvalidDefinition("count events, not moments at which a condition holds")


@dataclass(frozen=True, slots=True)
class First(Sought):
    """The first such moment, or the n-th such event."""


@dataclass(frozen=True, slots=True)
class Last(Sought):
    """The last such moment by the data cutoff."""


@dataclass(frozen=True, slots=True)
class Earliest(Milestone):
    """Whichever of several milestones comes first."""

    of: tuple[Milestone, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Elapsed(Milestone):
    """The end of the day that lies some days after a milestone."""

    since: Milestone
    days: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Judged(Milestone):
    """The moment of a milestone, if a condition is true just then: a dated judgement."""

    condition: Condition
    at: Milestone
    source: str = ""


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


def elapsed(days: int, since: Milestone, source: str = "") -> Elapsed:
    """The end of the day that lies ``days`` after a milestone."""
    return Elapsed(since, days, source)


def judged(condition: Condition, at: Milestone, source: str = "") -> Judged:
    """The moment ``at``, if the condition is true just then."""
    return Judged(condition, at, source)


def _refuse_deadlines(condition: Condition) -> None:
    """A deadline lies between events, so a search over events would pass it by."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                _refuse_deadlines(part)
        case Not(part):
            _refuse_deadlines(part)
        case Reached(milestone) if not falls_on_an_event(milestone):
            raise InvalidDefinition("a deadline is no event to look for; use 'judged' at it")


def falls_on_an_event(milestone: Milestone) -> bool:
    """Whether the moment is that of an event, not the end of a day."""
    match milestone:
        case Elapsed():
            return False
        case Earliest(parts):
            return all(falls_on_an_event(part) for part in parts)
        case Judged(_, at):
            return falls_on_an_event(at)
    return True
