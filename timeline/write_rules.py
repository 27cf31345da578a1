"""The aggregate: which single event a patient's history can hold next.

Bulk import accepts facts in any order and reports findings; a single write is made by a
person who can answer, so here the impossible is refused outright.
"""

from collections.abc import Callable, Sequence

from timeline.dates import certainly_after
from timeline.errors import Refused
from timeline.history import History
from timeline.quality.dates import before_birth
from timeline.vocabulary import Amendment, Corrected, Event
from timeline.vocabulary.adjudication import Adjudicated
from timeline.vocabulary.telling import same_fact

Facts = Sequence[Event]


def same_record_holds_one_fact(history: History, event: Event) -> None:
    """A source record and revision name one fact; other content needs a correction."""
    known = history.by_id.get(event.id)
    if known is not None and not same_fact(known, event):
        raise Refused("same record holds one fact", "record a 'corrected' event instead")


def only_corrections_raise_the_revision(history: History, event: Event) -> None:
    """A new revision of a record says what it corrects."""
    if event.revision > 1 and not isinstance(event, Amendment):
        raise Refused("only corrections raise the revision", "record a 'corrected' event")


def an_amendment_has_a_target(history: History, event: Event) -> None:
    """What is corrected or retracted is in the history, and was recorded no later."""
    if not isinstance(event, Amendment):
        return
    target = history.by_id.get(event.target)
    if target is None:
        raise Refused("an amendment has a target", "no such record in this patient's history")
    if target.recorded > event.recorded:
        raise Refused("an amendment has a target", "the target was recorded later")


def nothing_is_recorded_before_it_happens(history: History, event: Event) -> None:
    """Neither a fact nor what a correction puts in is dated after it was recorded."""
    fact = history.vocabulary.replacement(event) if isinstance(event, Corrected) else event
    if event.recorded_before_it_happened or fact.recorded_before_it_happened:
        raise Refused("nothing is recorded before it happens", "correct the date")


def nothing_happens_before_birth(others: Facts, fact: Event) -> None:
    """A fact cannot be dated before the patient's birth, nor a birth after a fact on record."""
    if any(fact in concerned for _, concerned in before_birth([*others, fact])):
        raise Refused("nothing happens before birth", "correct the date, or that of the birth")


def nothing_happens_after_death(others: Facts, fact: Event) -> None:
    """After death only late-recorded facts of the lifetime are written."""
    deaths = [other for other in others if other.ends_life]
    if deaths and (fact.ends_life or _lived_beyond(deaths[0], fact)):
        raise Refused("nothing happens after death", "correct or retract the death first")


def nothing_is_reached_after_death(others: Facts, fact: Event) -> None:
    """A milestone is decided to be reached in the patient's lifetime; not reached on any day."""
    if not isinstance(fact, Adjudicated) or not fact.decides_reached:
        return
    if any(item.ends_life and certainly_after(fact.occurred, item.occurred) for item in others):
        reason = "the day of the decided value lies after the patient's death; name an earlier day"
        raise Refused("nothing is reached after death", reason)


def death_comes_last(others: Facts, fact: Event) -> None:
    """A death cannot be dated before a treatment or contact that is on record."""
    if fact.ends_life and any(_lived_beyond(fact, other) for other in others):
        raise Refused("death comes last", "later facts are on record; amend them first")


def an_infusion_is_given_once(others: Facts, fact: Event) -> None:
    """The n-th of a numbered kind, such as an infusion or a transplant, is one event."""
    numbered = fact.numbered_by
    if numbered is None:
        return
    for other in others:
        if isinstance(other, type(fact)) and getattr(other, numbered) == getattr(fact, numbered):
            raise Refused("an infusion is given once", "this number is already on record")


def _lived_beyond(death: Event, fact: Event) -> bool:
    """Whether a fact certainly happened after a death, whatever the days they are known to."""
    return not fact.may_follow_death and certainly_after(fact.occurred, death.occurred)


GUARDS: tuple[Callable[[History, Event], None], ...] = (
    same_record_holds_one_fact,
    only_corrections_raise_the_revision,
    an_amendment_has_a_target,
    nothing_is_recorded_before_it_happens,
)
"""Asked of the event, in view of the history that it would join."""

FACT_GUARDS: tuple[Callable[[Facts, Event], None], ...] = (
    nothing_happens_before_birth,
    nothing_happens_after_death,
    nothing_is_reached_after_death,
    death_comes_last,
    an_infusion_is_given_once,
)
"""Asked of each fact that holds only with the event, in view of the others that hold then.

So a correction into a death passes the guards that a death passes, and a retraction those of the
fact that it brings back.
"""


def admit(history: History, event: Event) -> History:
    """The history with one more event; the same history if it holds that fact already.

    The first record of a fact holds: who sends it again, or when, changes nothing.

    Raises
    ------
    Refused
        Naming the rule that the event would break.
    """
    known = history.by_id.get(event.id)
    if known is not None and same_fact(known, event):
        return history
    for guard in GUARDS:
        guard(history, event)
    admitted = History((*history.events, event), history.vocabulary)
    _check_facts(history.current_facts(), admitted.current_facts())
    return admitted


def _check_facts(before: Facts, after: Facts) -> None:
    held = {fact.id for fact in before}
    for fact in after:
        if fact.id not in held:
            others = [item for item in after if item is not fact]
            for guard in FACT_GUARDS:
                guard(others, fact)
