"""Events of certain kinds whose payload passes certain tests."""

from dataclasses import dataclass
from typing import Literal

from projections.language.node import InvalidDefinition, Node

Scalar = str | float | bool
Operator = Literal[
    "is",
    "<",
    "<=",
    ">",
    ">=",
    "one of",
    "includes",
    "includes any of",
    "of class",
    "not understood",
]
LACKS_A_TERM = "a word that no term knows"


@dataclass(frozen=True, slots=True)
class FieldTest(Node):
    """A test of one payload field; an event that lacks the field does not pass."""

    field: str
    operator: Operator
    value: Scalar | tuple[Scalar, ...]

    def __post_init__(self) -> None:
        if self.value == ():
            raise InvalidDefinition("name at least one value")


@dataclass(frozen=True, slots=True)
class Events(Node):
    """All events of some kinds (of any kind, if none is named) that pass every test."""

    kinds: tuple[str, ...]
    where: tuple[FieldTest, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.kinds)) < len(self.kinds):
            raise InvalidDefinition("name each kind of event once")


@dataclass(frozen=True, slots=True)
class SignsOfLife(Events):
    """Events of all kinds that show a living patient, as the kinds themselves declare."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    operator: Operator
    value: Scalar | tuple[Scalar, ...]


def one_of(*values: Scalar) -> _Choice:
    """The field has one of these values."""
    return _Choice("one of", values)


def at_most(value: float) -> _Choice:
    """The field is a number no greater than this one."""
    return _Choice("<=", value)


def at_least(value: float) -> _Choice:
    """The field is a number no less than this one."""
    return _Choice(">=", value)


def includes(*values: str) -> _Choice:
    """The field is a list that includes this value, or any of these."""
    if len(values) == 1:
        return _Choice("includes", values[0])
    return _Choice("includes any of", values)


def of_class(*classes: str) -> _Choice:
    """The field names a term of this class, or of one of these, by the field's terminology."""
    return _Choice("of class", classes)


def not_understood() -> _Choice:
    """The field holds a word that no term of its terminology knows."""
    return _Choice("not understood", LACKS_A_TERM)


def events(*kinds: str, **fields: Scalar | _Choice) -> Events:
    """Events of the named kinds; ``events("cell_infusion", infusion=1)`` tests a field.

    Raises
    ------
    InvalidDefinition
        If fields are tested of more than one kind at once.
    """
    if fields and len(kinds) != 1:
        raise InvalidDefinition("fields can be tested of one kind of event at a time")
    return Events(kinds, tests_of(fields))


def signs_of_life() -> SignsOfLife:
    """Events that show the patient alive: no diagnosis, no loss, no report; and not the death."""
    return SignsOfLife()


def tests_of(fields: dict[str, Scalar | _Choice]) -> tuple[FieldTest, ...]:
    """The tests that keyword arguments stand for."""
    return tuple(
        FieldTest(name, choice.operator, choice.value)
        if isinstance(choice, _Choice)
        else FieldTest(name, "is", choice)
        for name, choice in fields.items()
    )
