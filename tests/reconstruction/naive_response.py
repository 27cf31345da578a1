"""Response by a plain reading of the paper's rule: an independent check of the fixtures."""

from collections.abc import Sequence
from datetime import timedelta

from timeline.vocabulary import Event

WINDOW, CONFIRMED_FROM = timedelta(days=60), timedelta(days=21)


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

    Complete remission: blasts under 5% in a marrow taken before the next treatment, with no site
    of extramedullary disease left. No response: disease found without one, three weeks after the
    treatment or later; found earlier only, if it was there still after 60 days, or when the next
    treatment began. Else the response is unknown.
    """
    span = facts[facts.index(treatment) + 1 :]
    later = [fact for fact in span if fact in treatments(facts)]
    span = span[: span.index(later[0])] if later else span
    for fact in span:
        under = fact.kind == "marrow_blasts" and fact.percent < 5
        if under and "present" not in _sites(facts, fact).values():
            same_day = [f for f in span if f.kind == "residual_disease" and f.day == fact.day]
            return "complete remission", same_day[0].result if same_day else "unknown"
        if _shows_disease(fact) and fact.day >= treatment.day + CONFIRMED_FROM:
            return "no response", ""
    followed = later or any(fact.day >= treatment.day + WINDOW for fact in span)
    early = any(_shows_disease(fact) for fact in span)
    return ("no response" if early and followed else "unknown"), ""


def _shows_disease(fact: Event) -> bool:
    if fact.kind == "marrow_blasts":
        return fact.percent >= 5
    return fact.kind == "extramedullary" and fact.status == "present"


def _sites(facts: Sequence[Event], moment: Event) -> dict[str, str]:
    """The last status of each site of extramedullary disease."""
    seen = facts[: facts.index(moment)]
    return {fact.site: fact.status for fact in seen if fact.kind == "extramedullary"}
