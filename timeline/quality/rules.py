"""Every rule asked of one patient's history."""

from collections.abc import Callable

from timeline.history import Fact, History
from timeline.quality.amendments import amendment_without_target
from timeline.quality.courses import numbered_out_of_order, out_of_order, overlap
from timeline.quality.death import after_death, second_death
from timeline.quality.finding import Finding, Rule, finding
from timeline.quality.records import duplicate, gap
from timeline.vocabulary.adjudication import ADJUDICATED

RULES: tuple[Rule, ...] = (
    duplicate,
    after_death,
    second_death,
    overlap,
    out_of_order,
    numbered_out_of_order,
    gap,
)


def findings(history: History, sees: Callable[[Fact], bool] | None = None) -> list[Finding]:
    """All findings on the facts of one patient, sorted by name.

    ``sees`` says which facts count, such as those of an as-of; without it all that hold now.
    """
    seen = [fact.event for fact in history.facts() if sees is not None and sees(fact)]
    facts = history.standing() if sees is None else seen
    facts = [fact for fact in facts if fact.kind != ADJUDICATED]
    found = [
        finding(rule.__name__, statement, events)
        for rule in RULES
        for statement, events in rule(facts)
    ]
    return sorted([*found, *amendment_without_target(history)])
