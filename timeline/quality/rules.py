"""All rules on the record of one patient, and the findings that they make."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from timeline.amendments import ALWAYS
from timeline.history import Fact, History
from timeline.quality.amendments import (
    amended_before_recorded,
    amendment_of_itself,
    amendment_without_target,
    amendments_branch,
    amendments_quarrel,
)
from timeline.quality.courses import (
    number_not_on_record,
    numbered_out_of_order,
    out_of_order,
    overlap,
)
from timeline.quality.dates import (
    before_birth,
    date_bound,
    recorded_before_it_happened,
    recorded_in_the_future,
)
from timeline.quality.death import after_death, fatal_grade_without_death, second_death
from timeline.quality.disagreement import disagreement
from timeline.quality.finding import Declaration, Finding, Rule
from timeline.quality.identity import IDS_ALIKE, age_against_birth, two_births
from timeline.quality.missing import may_be_missing
from timeline.quality.records import duplicate, gap
from timeline.quality.unread import unreadable
from timeline.quality.words import (
    cause_against_detail,
    in_one_cell,
    no_corticosteroid,
    unknown_word,
)
from timeline.vocabulary import Event, Vocabulary
from timeline.vocabulary.adjudication import ADJUDICATED

OF_EVENTS: tuple[Rule[[Sequence[Event]]], ...] = (
    recorded_before_it_happened,
    before_birth,
    two_births,
    age_against_birth,
    after_death,
    second_death,
    fatal_grade_without_death,
    numbered_out_of_order,
    number_not_on_record,
    gap,
    unreadable,
    may_be_missing,
)

OF_MEANING: tuple[Rule[[Sequence[Event]]], ...] = (duplicate, overlap, out_of_order)
"""Rules that look at facts as they are understood: another spelling is no other course."""

OF_HISTORIES: tuple[Rule[[History]], ...] = (
    amendment_without_target,
    amendment_of_itself,
    amended_before_recorded,
    amendments_branch,
    amendments_quarrel,
)
"""Rules that look at what was recorded rather than at what holds."""

OF_WORDS: tuple[Rule[[Sequence[Event], Vocabulary]], ...] = (
    unknown_word,
    cause_against_detail,
    no_corticosteroid,
    in_one_cell,
)
"""Rules on what was written, and what it is understood as."""

OF_FACTS: tuple[Rule[[Sequence[Fact]]], ...] = (date_bound, disagreement)
"""Rules on the day as which a fact is held, too."""

RULES: tuple[Declaration, ...] = (
    *(rule.declaration for rule in OF_EVENTS),
    *(rule.declaration for rule in OF_MEANING),
    *(rule.declaration for rule in OF_WORDS),
    *(rule.declaration for rule in OF_FACTS),
    *(rule.declaration for rule in OF_HISTORIES),
    recorded_in_the_future.declaration,
    IDS_ALIKE,
)
"""All findings that a record can have."""

NAMES = frozenset(rule.name for rule in RULES)
"""Their names."""


def findings(
    history: History, sees: Callable[[Fact], bool] | None = None, now: datetime | None = None
) -> list[Finding]:
    """All findings on the facts of one patient, sorted by name.

    ``sees`` selects the facts, such as those on record as of then, outvoted or not; without it
    all that hold now.
    ``now`` is the instant of the check; without it nothing is in the future.
    """
    return sorted(_found(history, sees or holds_now, now))


def _found(
    history: History, sees: Callable[[Fact], bool], now: datetime | None
) -> Iterator[Finding]:
    facts = [fact for fact in history.facts() if sees(fact) and fact.event.kind != ADJUDICATED]
    terms, written = history.vocabulary, [fact.event for fact in facts]
    meant = [terms.understood(event) for event in written]
    for of_events in OF_EVENTS:
        yield from of_events.findings(written)
    for of_meaning in OF_MEANING:
        yield from of_meaning.findings(meant)
    for of_words in OF_WORDS:
        yield from of_words.findings(written, terms)
    for of_facts in OF_FACTS:
        yield from of_facts.findings(facts)
    for of_histories in OF_HISTORIES:
        yield from of_histories.findings(history)
    if now is not None:
        yield from recorded_in_the_future.findings(history, now)


def holds_now(fact: Fact) -> bool:
    """Whether a fact still holds."""
    return fact.held.end == ALWAYS
