"""What the fields of a kind of event hold: numbers, truths, lists, or one of some words."""

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from timeline.vocabulary.event import Event


def names_in(kinds: Iterable[type[Event]]) -> frozenset[str]:
    """Names of the fields that some kind of event has."""
    return frozenset(name for kind in kinds for name in kind.model_fields)


@cache
def numbers_of(model: type[Event]) -> frozenset[str]:
    """Fields that hold a number and nothing else."""
    return _holding(model, {int, float})


@cache
def truths_of(model: type[Event]) -> frozenset[str]:
    """Fields that may hold true or false."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if bool in set(_types(field.annotation)))


@cache
def lists_of(model: type[Event]) -> frozenset[str]:
    """Fields that hold more than one text."""
    fields = model.model_fields.items()
    return frozenset(name for name, field in fields if get_origin(field.annotation) is tuple)


@cache
def words_of(model: type[Event], field: str) -> frozenset[str]:
    """The only texts that a field may hold; none if it takes any, or is of another version."""
    if field not in model.model_fields:
        return frozenset()
    found = set(_types(model.model_fields[field].annotation))
    enums = [
        member.value
        for item in found
        if isinstance(item, type) and issubclass(item, Enum)
        for member in item
    ]
    return frozenset({item for item in found if isinstance(item, str)} | set(enums))


def _holding(model: type[Event], types: set[type]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if types & (found := set(_types(field.annotation))) and found <= {*types, type(None)}
    )


def _types(annotation: Any) -> Iterator[Any]:
    """The types and words that an annotation allows."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif hasattr(annotation, "__metadata__"):
        yield from _types(annotation.__origin__)
    elif parts := get_args(annotation):
        for part in parts:
            yield from _types(part)
    else:
        yield annotation
