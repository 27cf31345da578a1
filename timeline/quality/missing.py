"""Values that may stand for one that the source does not know."""

from collections.abc import Iterator, Sequence
from typing import Any

from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event
from timeline.vocabulary.fields import words_of
from timeline.vocabulary.missing import looks_missing


@rule(Severity.WARNING, "If it is a code, retract the value or correct it to the true one.")
def may_be_missing(facts: Sequence[Event]) -> Iterator[Concern]:
    """A value is one that many sources write where they know none."""
    for fact in facts:
        for name, value in fact.payload.items():
            if _is_doubtful(fact, name, value):
                shown = name.replace("_", " ")
                yield f"{shown} of {words(fact)} on {fact.occurred} may be a missing code", (fact,)


def _is_doubtful(fact: Event, name: str, value: Any) -> bool:
    model = type(fact)
    if isinstance(value, bool) or (name in model.model_fields and words_of(model, name)):
        return False
    items = value if isinstance(value, list) else [value]
    return any(looks_missing(item) for item in items)
