"""Response by a plain reading of the paper's rule: an independent check of the fixtures."""

from collections.abc import Sequence
from datetime import timedelta

from timeline.vocabulary import Event

WINDOW = timedelta(days=60)


def treatments(facts: Sequence[Event]) -> list[Event]:
    """Treatments of the disease: infusions of cells, and courses of salvage."""
    return [
        fact
        for fact in facts
        if fact.kind == "cell_infusion"
        or (fact.kind == "therapy_started" and fact.setting == "salvage")
    ]


def name_of(treatment: Event) -> str:
    if treatment.kind == "cell_infusion":
        return "first infusion" if treatment.infusion == 1 else "second infusion"
    return treatment.drugs[0]


def response(facts: Sequence[Event], treatment: Event) -> tuple[str, str]:
    """Complete remission with its residual disease, no response, or unknown.

    Complete remission: blasts under 5% in a marrow taken within 60 days of the treatment and
    before the next one, with no site of extramedullary disease left. Without any marrow the
    response is unknown.
    """
    window = facts[facts.index(treatment) + 1 :]
    later = [fact for fact in window if fact in treatments(facts)]
    end = window.index(later[0]) if later else len(window)
    window = [fact for fact in window[:end] if fact.day <= treatment.day + WINDOW]
    marrows = [fact for fact in window if fact.kind == "marrow_blasts"]
    for marrow in marrows:
        if marrow.percent < 5 and "present" not in _sites(facts, marrow).values():
            same_day = [f for f in window if f.kind == "residual_disease" and f.day == marrow.day]
            return "complete remission", same_day[0].result if same_day else "unknown"
    return ("no response" if marrows else "unknown"), ""


def _sites(facts: Sequence[Event], moment: Event) -> dict[str, str]:
    """The last status of each site of extramedullary disease."""
    seen = facts[: facts.index(moment)]
    return {fact.site: fact.status for fact in seen if fact.kind == "extramedullary"}
