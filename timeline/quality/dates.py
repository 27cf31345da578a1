"""Dates that contradict the record: of the recording, of birth, of signs of life and of death."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from timeline.dates import certainly_after
from timeline.history import Fact, History
from timeline.imputation import Dating
from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event

BOUNDS = {
    Dating.BIRTH: "it cannot lie before the birth",
    Dating.LIFE: "it cannot lie before the last sign of life",
    Dating.DEATH: "it cannot lie after the death",
    Dating.RECORDING: "it cannot lie after its recording",
}
"""Why an imputed day was moved."""


@rule(
    Severity.ERROR,
    "Correct the date of the event, or the time of recording in the source.",
)
def recorded_before_it_happened(facts: Sequence[Event]) -> Iterator[Concern]:
    """A fact is dated after the instant at which it was recorded."""
    for fact in facts:
        if fact.recorded_before_it_happened:
            recorded = fact.recorded.date()
            yield f"{words(fact)} on {fact.occurred} was recorded on {recorded}", (fact,)


@rule(Severity.ERROR, "Correct the time of recording in the source, and import again.")
def recorded_in_the_future(history: History, now: datetime) -> Iterator[Concern]:
    """An event says that it was recorded at an instant that has not come."""
    for event in history.events:
        if event.recorded > now:
            yield f"{words(event)} says that it was recorded on {event.recorded.date()}", (event,)


@rule(Severity.ERROR, "Correct the date of the event, or that of the birth.")
def before_birth(facts: Sequence[Event]) -> Iterator[Concern]:
    """A fact is dated before the patient's birth."""
    births = [(fact, birth) for fact in facts if (birth := fact.birth)]
    for fact in facts:
        for source, birth in births[:1]:
            if certainly_after(birth, fact.occurred):
                yield f"{words(fact)} on {fact.occurred} is before birth", (source, fact)


@rule(Severity.NOTE, "Nothing, unless the day is known: then correct the partial date.")
def date_bound(facts: Sequence[Fact]) -> Iterator[Concern]:
    """The day imputed for a partial date was moved by what else is known."""
    for fact in facts:
        if fact.dating in BOUNDS:
            event, why = fact.event, BOUNDS[fact.dating]
            rule = f"{event.imputation} {event.day} of {event.occurred}"
            yield f"{words(event)}: {rule} was moved to {fact.day}, for {why}", (event,)
