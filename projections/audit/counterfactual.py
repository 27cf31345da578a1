"""Events that would have satisfied what was unmet: supposed, and found to do so by replaying."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from projections.audit.record import HypotheticalEvent, Record
from projections.audit.unmet import RequiredEvent
from projections.engine.occurrences import reading_passes
from projections.language.events import FieldTest, Scalar
from projections.study.checks.references import payload_of, possible_values
from timeline.errors import InvalidEvent
from timeline.vocabulary import Event
from timeline.vocabulary.event import ENVELOPE
from timeline.vocabulary.terms import Terminology

ORDER = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


def hypothetical_events(wanted: RequiredEvent, record: Record) -> Iterator[HypotheticalEvent]:
    """Such an event on a middle, the first and the last day of the span; none if there is none.

    Its other required fields are those of the patient's last event of that kind, if there is one.
    """
    model = record.vocabulary.kinds[wanted.kind]
    terminologies = record.vocabulary.terminologies(wanted.kind)
    chosen = _fields(wanted, model, terminologies)
    if chosen is None:
        return
    recorded = [fields for _, fields, _ in record.events if fields["kind"] == wanted.kind]
    required = {
        name for name, field in model.model_fields.items() if field.is_required()
    } - ENVELOPE
    for name in sorted(required - chosen.keys()):
        chosen[name] = recorded[-1][name] if recorded else _value((), (), payload_of(model)[name])
    first = record.first if wanted.span.first is None else wanted.span.first
    last = min(wanted.span.last, max(record.last, first))
    for day in dict.fromkeys([(first + last) // 2, first, last]):
        event = HypotheticalEvent(wanted.kind, day, chosen)
        if first <= day <= last and _can_be(event, record):
            yield event


def _can_be(event: HypotheticalEvent, record: Record) -> bool:
    """Whether there can be such an event."""
    try:
        record.vocabulary.parse(record.written(event))
    except InvalidEvent:
        return False
    return True


def _fields(
    wanted: RequiredEvent, model: type[Event], terminologies: Mapping[str, Terminology]
) -> dict[str, Any] | None:
    """Values of the fields that pass and fail the tests as wanted; None if there are none."""
    types, chosen = payload_of(model), {}
    for name in dict.fromkeys(test.field for test in (*wanted.passing, *wanted.failing)):
        passing = [test for test in wanted.passing if test.field == name]
        failing = [test for test in wanted.failing if test.field == name]
        chosen[name] = _value(passing, failing, types[name], terminologies.get(name))
        if chosen[name] is None:
            return None
    return chosen


def _value(
    passing: Sequence[FieldTest],
    failing: Sequence[FieldTest],
    annotation: Any,
    terminology: Terminology | None = None,
) -> Any:
    """The first value that passes and fails as wanted; None if there is none."""
    tests = (*passing, *failing)
    for value in (*_of_class(tests, terminology), *_candidates(tests, annotation)):
        passes = all(_passes(test, value, terminology) for test in passing)
        if passes and not any(_passes(test, value, terminology) for test in failing):
            return [value] if _is_list(annotation) else value
    return None


def _of_class(tests: Iterable[FieldTest], terminology: Terminology | None) -> Iterator[Scalar]:
    """Terms of the classes that the tests name."""
    classes = [test for test in tests if test.operator == "of class"]
    if terminology is None:
        return
    for term in terminology.terms:
        if any(reading_passes(terminology.reading_of(term), test) for test in classes):
            yield term.name


def _candidates(tests: Iterable[FieldTest], annotation: Any) -> Iterator[Scalar]:
    """Values that the tests name, those beside them, and all that the field can have."""
    for test in tests:
        for value in test.value if isinstance(test.value, tuple) else (test.value,):
            yield value
            if isinstance(value, float | int) and not isinstance(value, bool):
                yield from (value - 1, value + 1) if value >= 1 else (value / 2, value * 2)
    for item in possible_values(annotation):
        if not isinstance(item, type):
            yield item
        elif item is bool:
            yield from (True, False)
        elif item is str:
            yield "any"
        elif item in (int, float):
            yield 1


def _passes(test: FieldTest, value: Scalar, terminology: Terminology | None = None) -> bool:
    """Whether a value passes a test; an entry of a list passes for the list."""
    if terminology is not None and isinstance(value, str):
        return reading_passes(terminology.read(value), test)
    if test.operator in ORDER:
        number = isinstance(value, float | int) and isinstance(test.value, float | int)
        return number and ORDER[test.operator](value, test.value)
    return value in (test.value if isinstance(test.value, tuple) else (test.value,))


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (list, tuple) or any(
        get_origin(part) in (list, tuple) for part in get_args(annotation)
    )
