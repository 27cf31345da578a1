"""Every rule asked of one patient's history."""

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
from timeline.quality.finding import Concern, FactRule, Finding, Rule, finding
from timeline.quality.identity import age_against_birth, ids_alike, two_births
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

RULES: tuple[Rule, ...] = (
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

OF_MEANING: tuple[Rule, ...] = (duplicate, overlap, out_of_order)
"""Rules that look at facts as they are understood: another spelling is no other course."""

OF_HISTORIES: tuple[Callable[[History], Iterator[Concern]], ...] = (
    amendment_without_target,
    amendment_of_itself,
    amended_before_recorded,
    amendments_branch,
    amendments_quarrel,
)
"""Rules that look at what was recorded rather than at what holds."""

OF_WORDS: tuple[Callable[[Sequence[Event], Vocabulary], Iterator[Concern]], ...] = (
    unknown_word,
    cause_against_detail,
    no_corticosteroid,
    in_one_cell,
)
"""Rules that ask what was written, and what it is understood as."""

OF_FACTS: tuple[FactRule, ...] = (date_bound, disagreement)
"""Rules that ask on which day a fact was placed, too."""

NAMES = frozenset(
    rule.__name__
    for rule in (
        *(*RULES, *OF_MEANING, *OF_WORDS, *OF_FACTS, *OF_HISTORIES),
        *(recorded_in_the_future, ids_alike),
    )
)
"""Names of all findings that a record can have."""


def findings(
    history: History, sees: Callable[[Fact], bool] | None = None, now: datetime | None = None
) -> list[Finding]:
    """All findings on the facts of one patient, sorted by name.

    ``sees`` says which facts are asked, such as those on record as of then, outvoted or not;
    without it all that hold now.
    ``now`` is the instant at which is asked; without it nothing is in the future.
    """
    seen = sees or holds_now
    facts = [fact for fact in history.facts() if seen(fact) and fact.event.kind != ADJUDICATED]
    terms, written = history.vocabulary, [fact.event for fact in facts]
    meant = [terms.understood(event) for event in written]
    found = [(rule.__name__, concern) for rule in RULES for concern in rule(written)]
    found += [(rule.__name__, concern) for rule in OF_MEANING for concern in rule(meant)]
    found += [(rule.__name__, concern) for rule in OF_WORDS for concern in rule(written, terms)]
    found += [(rule.__name__, concern) for rule in OF_FACTS for concern in rule(facts)]
    found += [(rule.__name__, concern) for rule in OF_HISTORIES for concern in rule(history)]
    if now is not None:
        found += [("recorded_in_the_future", item) for item in recorded_in_the_future(history, now)]
    return sorted(finding(name, statement, events) for name, (statement, events) in found)


def holds_now(fact: Fact) -> bool:
    """Whether a fact still holds."""
    return fact.held.end == ALWAYS
