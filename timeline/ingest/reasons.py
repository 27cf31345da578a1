"""Why a value of a record is refused, in the words of the person who exported it."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from timeline.errors import InvalidEvent
from timeline.ingest.missing import DECLARE, FIND_IT, IN_THE_SOURCE, NOT_DECLARED, MissingCodes
from timeline.ingest.numbers import MAY_BE_THOUSANDS
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.fields import numbers_of
from timeline.vocabulary.missing import is_code, looks_missing

DATES = ("occurred", "born")


class Pattern(NamedTuple):
    """What a value looks like that cannot be read, and what to do about it."""

    form: re.Pattern[str]
    reason: str
    remedy: str


def _pattern(form: str, reason: str, remedy: str) -> Pattern:
    return Pattern(re.compile(form, re.ASCII | re.IGNORECASE), reason, remedy)


SEPARATOR = r"[.,'’\s\u00a0\u202f]"
UNKNOWN_PART = r"(?:un|unk|uk|xx?|nk|00|99|-)"
NUMBERS = (
    _pattern(
        rf"[+-]?\d+(?:{SEPARATOR}\d+){{2,}}|[+-]?\d{{1,3}}['’\s\u00a0\u202f]\d{{3}}",
        "a number with separators of thousands",
        "write no separator of thousands",
    ),
    _pattern(r"[+-]?[1-9]\d{0,2},\d{3}", *MAY_BE_THOUSANDS),
    _pattern(r"[+-]?\d*,\d+", "a number with a comma", "write a point for decimals"),
    _pattern(r"[<>≤≥~]=?\s*[\d.,]+", "a bound, not a number", "correct it at the source"),
    _pattern(r"[\d.]+\s*[^\d\s.,]+", "a number with a unit", "write the number alone"),
)
PARTIAL_DATES = (
    _pattern(
        r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}",
        "a date whose day and month may be taken for each other",
        "write YYYY-MM-DD",
    ),
    _pattern(
        rf"\d{{4}}-{UNKNOWN_PART}(?:-{UNKNOWN_PART})?|\d{{4}}-+",
        "a date whose month is not known",
        "write YYYY",
    ),
    _pattern(rf"\d{{4}}-\d{{2}}-{UNKNOWN_PART}", "a date whose day is not known", "write YYYY-MM"),
    _pattern(
        r"(?!\d{4}-\d\d-\d\d$)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
        "a date that is not written as YYYY-MM-DD",
        "write month and day with two digits, and hyphens between",
    ),
    _pattern(
        r"\d{5}",
        "a spreadsheet's number of a day",
        "format the column as YYYY-MM-DD before exporting it",
    ),
)
EMPTY_ITEM = ("an empty item in a list", "remove the separator that is too many")


def explained(
    fault: InvalidEvent, raw: Mapping[str, Any], vocabulary: Vocabulary, missing: MissingCodes
) -> InvalidEvent:
    """The fault with the reason that fits the value; as it is if none fits better."""
    fact, name, value = at_fault(fault.field, raw)
    if value is None:
        return fault
    if missing.covers(name, value):
        return InvalidEvent(fault.field, IN_THE_SOURCE, FIND_IT)
    if is_code(value) or (looks_missing(value) and not _is_word(fault)):
        return InvalidEvent(fault.field, NOT_DECLARED, DECLARE)
    if value == "" and "." in fault.field:
        return InvalidEvent(fault.field, *EMPTY_ITEM)
    for pattern in _patterns(str(fact.get("kind")), name, vocabulary):
        if pattern.form.fullmatch(str(value).strip()):
            return InvalidEvent(fault.field, pattern.reason, pattern.remedy)
    return fault


def at_fault(field: str, raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], str, Any]:
    """The record that holds an invalid field, itself or as a replacement; the name; the value."""
    name, _, rest = field.partition(".")
    replacement = raw.get("replacement")
    if name == "replacement" and rest and isinstance(replacement, dict):
        return at_fault(rest, replacement)
    value = raw.get(name)
    if isinstance(value, list | tuple) and rest.isdecimal() and int(rest) < len(value):
        value = value[int(rest)]
    return raw, name, value


def _is_word(fault: InvalidEvent) -> bool:
    """Whether the fault names the words to choose from, which may be one for what is unknown."""
    return "'" in fault.reason


def _patterns(kind: str, name: str, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    if name in DATES:
        return PARTIAL_DATES
    model = vocabulary.kinds.get(kind)
    return NUMBERS if model is not None and name in numbers_of(model) else ()
