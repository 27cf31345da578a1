"""Definitions speak of kinds and fields by name; one that no event has would never be found."""

from collections.abc import Iterator, Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from projections.language import (
    Against,
    Compare,
    Events,
    FieldOf,
    FieldTest,
    FirstDistinct,
    Signal,
    Somewhere,
)
from projections.language.milestones import Occurrence
from projections.language.nearest_name import closest
from projections.language.node import nodes_within
from projections.language.wording import plain
from projections.study.checks.terminology import misnamed
from timeline.vocabulary import Event, Vocabulary
from timeline.vocabulary.event import ENVELOPE

READ = ("of class", "not understood")
"""Operators that ask for what is understood, not for a value."""

ORDERED = {"<", "<=", ">", ">="}


def misspelt(definitions: object, vocabulary: Vocabulary) -> Iterator[str]:
    """What definitions ask for and no event of the vocabulary can ever say."""
    for node in nodes_within(definitions):
        for kind, field, tests in asked_fields(node):
            model = vocabulary.kinds.get(kind)
            if model is None:
                close = closest(kind, vocabulary.kinds)
                yield f"there is no kind of event named '{kind}'{close}"
            elif field is not None and field not in payload_of(model):
                yield _no_field(kind, field, model)
            else:
                yield from _untrue(kind, vocabulary, tests)


def asked_fields(node: object) -> Iterator[tuple[str, str | None, tuple[FieldTest, ...]]]:
    """Kinds, with a field or tests of fields, of which a node speaks."""
    match node:
        case Events(kinds, where):
            yield from ((kind, None, where) for kind in kinds)
        case Signal(kind, field, where):
            yield kind, field, where
        case Compare(Signal(kind), test):
            yield kind, None, (test,)
        case Somewhere(Signal(kind), per, test, cleared_by):
            clearing = (FieldTest(per, "one of", cleared_by),) if cleared_by else ()
            yield kind, per, (test, *clearing)
        case Against(Signal(kind), _, field):
            yield kind, field, ()
        case FirstDistinct(of=Events((kind,)), fields=fields):
            yield from ((kind, field, ()) for field in fields)
        case FieldOf(Occurrence(of=Events((kind,))), field):
            yield kind, field, ()


def _untrue(kind: str, vocabulary: Vocabulary, tests: tuple[FieldTest, ...]) -> Iterator[str]:
    """Tests that no value of their field can pass."""
    fields, terminologies = payload_of(vocabulary.kinds[kind]), vocabulary.terminologies(kind)
    for test in tests:
        values = test.value if isinstance(test.value, tuple) else (test.value,)
        terminology = terminologies.get(test.field)
        if test.field not in fields:
            yield _no_field(kind, test.field, vocabulary.kinds[kind])
        elif terminology is not None and all(isinstance(value, str) for value in values):
            yield from misnamed(kind, test, terminology)
        elif test.operator in READ:
            yield f"the {test.field} of '{kind}' is read by no terminology"
        else:
            yield from _impossible(kind, test, list(possible_values(fields[test.field])))


def _impossible(kind: str, test: FieldTest, possible: Sequence[Any]) -> Iterator[str]:
    """Values against which a test holds its field, and that the field cannot have."""
    for value in test.value if isinstance(test.value, tuple) else (test.value,):
        if not any(_fits(value, item, test.operator) for item in possible):
            words = sorted(item for item in possible if isinstance(item, str))
            known = f"; it is one of {', '.join(words)}" if words else ""
            yield f"the {test.field} of '{kind}' is never '{test.operator} {plain(value)}'{known}"


def _no_field(kind: str, field: str, model: type[Event]) -> str:
    return f"'{kind}' has no field '{field}'; it has {', '.join(payload_of(model)) or 'none'}"


def payload_of(model: type[Event]) -> Mapping[str, Any]:
    """The fields that a kind adds to the envelope, with their types."""
    added = model.model_fields.items()
    return {name: field.annotation for name, field in added if name not in ENVELOPE}


def possible_values(annotation: Any) -> Iterator[Any]:
    """The types and the literal values that a field, or an entry of its list, can have."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) is Annotated:
        yield from possible_values(get_args(annotation)[0])
    elif get_origin(annotation) is None:
        yield annotation
    else:
        for part in get_args(annotation):
            if part not in (NoneType, Ellipsis):
                yield from possible_values(part)


def _fits(value: object, possible: Any, operator: str) -> bool:
    if operator in ORDERED:
        return possible in (int, float) and isinstance(value, int | float)
    if not isinstance(possible, type):
        return bool(value == possible)
    if possible in (int, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, possible)
