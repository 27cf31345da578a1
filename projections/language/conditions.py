"""Signals, and conditions on them in three-valued logic: true, false, or unknown.

A signal holds the value of a field from the event that set it until the next event that sets
it. Before it was first set, a condition on it is unknown. Unknown and false is false, unknown
or true is true; all else with unknown is unknown (Kleene's strong logic).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from projections.language.events import (
    FieldTest,
    Operator,
    Scalar,
    _Choice,
    one_of,
    tests_of,
)
from projections.language.node import InvalidDefinition, Milestone, Node, expect


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """Something that is true, false or unknown at any moment of a patient's history."""

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones of which it asks whether they are reached."""
        return ()

    def __and__(self, other: Condition) -> AllOf:
        return AllOf((*_members(self, AllOf), *_members(other, AllOf)))

    def __or__(self, other: Condition) -> AnyOf:
        return AnyOf((*_members(self, AnyOf), *_members(other, AnyOf)))

    def __invert__(self) -> Not:
        return Not(self)

    def __bool__(self) -> bool:
        raise InvalidDefinition("combine conditions with &, | and ~, not with and, or, not")


@dataclass(frozen=True, slots=True)
class Junction(Condition):
    """Several conditions as one."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        expect(Condition, *self.parts)
        if not self.parts:
            raise InvalidDefinition("name at least one condition")

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Those of all parts."""
        return tuple(milestone for part in self.parts for milestone in part.milestones)


@dataclass(frozen=True, slots=True)
class AllOf(Junction):
    """Every part is true."""


@dataclass(frozen=True, slots=True)
class AnyOf(Junction):
    """Some part is true."""


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part is false."""

    part: Condition

    def __post_init__(self) -> None:
        expect(Condition, self.part)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Those of the part."""
        return self.part.milestones


@dataclass(frozen=True, slots=True)
class Ongoing(Condition):
    """From each moment at which ``begins`` is found true until ``ends`` is.

    False before it first begins, once ``begins`` has been found false; where both are found true
    by one event it begins.
    """

    begins: Condition
    ends: Condition

    def __post_init__(self) -> None:
        expect(Condition, self.begins, self.ends)
        if not all(milestone.on_event for milestone in self.milestones):
            raise InvalidDefinition("a deadline is no event with which a condition begins or ends")

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Those of its beginning and of its end."""
        return (*self.begins.milestones, *self.ends.milestones)


@dataclass(frozen=True, slots=True)
class Signal(Node):
    """The latest value of a field; ``start`` says since which milestone events count."""

    kind: str
    field: str
    where: tuple[FieldTest, ...] = ()
    start: Milestone | None = None

    def __post_init__(self) -> None:
        expect(Milestone, *(() if self.start is None else (self.start,)))

    def since(self, start: Milestone) -> Signal:
        """The same signal, counting only events after a milestone."""
        return replace(self, start=start)

    def __lt__(self, value: float) -> Compare:
        return self._compared("<", value)

    def __le__(self, value: float) -> Compare:
        return self._compared("<=", value)

    def __gt__(self, value: float) -> Compare:
        return self._compared(">", value)

    def __ge__(self, value: float) -> Compare:
        return self._compared(">=", value)

    def is_(self, *values: Scalar) -> Compare:
        """The signal has this value, or one of these."""
        if len(values) == 1:
            return self._compared("is", values[0])
        return self._compared("one of", one_of(*values).value)

    def _compared(self, operator: Operator, value: Scalar | tuple[Scalar, ...]) -> Compare:
        return Compare(self, FieldTest(self.field, operator, value))

    def above(self, field: str) -> Against:
        """The value exceeds another field of the same event, such as its upper limit."""
        return Against(self, ">", field)

    def below(self, field: str) -> Against:
        """The value falls short of another field of the same event, such as its lower limit."""
        return Against(self, "<", field)

    def somewhere(self, per: str, value: Scalar, cleared_by: tuple[str, ...] = ()) -> Somewhere:
        """At some place, identified by the field ``per``, the latest value is this one.

        ``cleared_by`` names places that stand for all of them: any other value there, such as
        negative imaging of the whole body, clears every place.
        """
        return Somewhere(self, per, FieldTest(self.field, "is", value), cleared_by)


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """A signal's latest value passes a test."""

    signal: Signal
    test: FieldTest


@dataclass(frozen=True, slots=True)
class Against(Condition):
    """A signal's latest value against another field of its event; unknown where that is absent."""

    signal: Signal
    operator: Literal["<", ">"]
    field: str


@dataclass(frozen=True, slots=True)
class Somewhere(Condition):
    """The latest value at one of several places, such as sites of disease, passes a test."""

    signal: Signal
    per: str
    test: FieldTest
    cleared_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached(Condition):
    """A milestone has been reached."""

    milestone: Milestone

    def __post_init__(self) -> None:
        expect(Milestone, self.milestone)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestone itself."""
        return (self.milestone,)


def signal(kind: str, field: str, **where: Scalar | _Choice) -> Signal:
    """The latest value of a field over events of one kind that pass the tests."""
    return Signal(kind, field, tests_of(where))


def reached(milestone: Milestone) -> Reached:
    """A milestone has been reached; unknown while nothing could have shown it."""
    return Reached(milestone)


def ongoing(begins: Condition, *, until: Condition) -> Ongoing:
    """From each moment at which a condition is found true until another one is."""
    return Ongoing(begins, until)


def _members(condition: Condition, junction: type[AllOf | AnyOf]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, junction) else (condition,)
