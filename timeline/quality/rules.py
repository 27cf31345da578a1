"""Every rule asked of one patient's history."""

from collections.abc import Callable, Iterator

from timeline.history import Fact, History
from timeline.quality.amendments import (
    amended_before_recorded,
    amendment_of_itself,
    amendment_without_target,
    amendments_branch,
    amendments_quarrel,
)
from timeline.quality.courses import numbered_out_of_order, out_of_order, overlap
from timeline.quality.death import after_death, second_death
from timeline.quality.finding import Concern, Finding, Rule, finding
from timeline.quality.records import duplicate, gap
from timeline.quality.unread import unreadable
from timeline.vocabulary.adjudication import ADJUDICATED

RULES: tuple[Rule, ...] = (
    duplicate,
    after_death,
    second_death,
    overlap,
    out_of_order,
    numbered_out_of_order,
    gap,
    unreadable,
)

OF_HISTORIES: tuple[Callable[[History], Iterator[Concern]], ...] = (
    amendment_without_target,
    amendment_of_itself,
    amended_before_recorded,
    amendments_branch,
    amendments_quarrel,
)
"""Rules that look at what was recorded rather than at what holds."""


def findings(history: History, sees: Callable[[Fact], bool] | None = None) -> list[Finding]:
    """All findings on the facts of one patient, sorted by name.

    ``sees`` says which facts count, such as those of an as-of; without it all that hold now.
    """
    seen = [fact.event for fact in history.facts() if sees is not None and sees(fact)]
    facts = history.standing() if sees is None else seen
    facts = [fact for fact in facts if fact.kind != ADJUDICATED]
    found = [(rule.__name__, concern) for rule in RULES for concern in rule(facts)]
    found += [(rule.__name__, concern) for rule in OF_HISTORIES for concern in rule(history)]
    return sorted(finding(name, statement, events) for name, (statement, events) in found)
