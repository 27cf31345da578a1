"""A kind of event in words: what it is, and what each of its fields holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.vocabulary import Event
from timeline.vocabulary.event import ENVELOPE

Schema = Mapping[str, Any]

SENTENCE_END = re.compile(r"\. (?=[A-Z])")

SHAPES = {
    "string": "text",
    "boolean": "true or false",
    "array": "one or more texts",
    "object": "fields of an event",
    "number": "number",
    "integer": "whole number",
}
BOUNDS = {
    "minimum": "from {:g}",
    "exclusiveMinimum": "above {:g}",
    "maximum": "to {:g}",
    "exclusiveMaximum": "below {:g}",
}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field of a kind in words.

    ``words`` are the only ones that it takes, each with its meaning if it has one; none if it
    takes others.
    """

    name: str
    holds: str
    needed: bool
    meaning: str
    words: dict[str, str]


def summary(kind: type[Event]) -> str:
    """What a kind of event is, in its first sentence."""
    return SENTENCE_END.split(described(kind))[0].rstrip(".")


def described(kind: type[Event]) -> str:
    """What a kind of event is, in one line."""
    return " ".join((kind.__doc__ or "").replace("``", "'").split())


def fields_in_words(kind: type[Event]) -> Iterator[FieldWords]:
    """The fields that a kind adds to those of every event, in their order."""
    schema = kind.model_json_schema()
    for name, field in schema["properties"].items():
        if name not in ENVELOPE:
            shape = _shape(field, schema.get("$defs", {}))
            words = _words(shape)
            holds = "one of" if words else _held(shape)
            needed = name in schema.get("required", ())
            meaning = field.get("description") or shape.get("description", "")
            yield FieldWords(name, holds, needed, str(meaning), words)


def _shape(field: Schema, named: Schema) -> Schema:
    """What a field holds where it is filled in."""
    for choice in field.get("anyOf", ()):
        if choice.get("type") != "null":
            return _shape({**choice}, named)
    if "$ref" in field:
        shape: Schema = named[field["$ref"].rpartition("/")[2]]
        return shape
    return field


def _words(shape: Schema) -> dict[str, str]:
    if "oneOf" in shape:
        return {item["const"]: item.get("description", "") for item in shape["oneOf"]}
    if "const" in shape:
        return {str(shape["const"]): ""}
    return {str(item): "" for item in shape.get("enum", ())}


def _held(shape: Schema) -> str:
    bounds = [bound.format(shape[name]) for name, bound in BOUNDS.items() if name in shape]
    return " ".join([SHAPES.get(str(shape.get("type")), "any value"), *bounds])
