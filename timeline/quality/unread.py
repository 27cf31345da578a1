"""Events that the vocabulary cannot read, although it declares their kind."""

from collections.abc import Iterator, Sequence

from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event, Unread


@rule(Severity.ERROR, "Correct the event so that it is valid as its kind is declared now.")
def unreadable(facts: Sequence[Event]) -> Iterator[Concern]:
    """A stored event is not valid as its kind is declared today."""
    for fact in facts:
        if isinstance(fact, Unread) and fact.declared:
            yield f"{words(fact)} of {fact.occurred} cannot be read: {fact.reason}", (fact,)
