"""What the facts of a patient say of treatment and disease as the days go by."""

from collections.abc import Iterator, Sequence

from reconstruction.cohort.facts import Fact
from timeline.vocabulary import CORE

NEVER = 10**6
CELLULAR = ("cell_infusion", "transplant", "donor_lymphocytes")
AFTER_DRUGS, AFTER_CELLS = 28, 60
"""Days for which a treatment is at work after its end."""


def clinical_order(fact: Fact) -> tuple[int, int, str, str]:
    """Facts by day; within one as the vocabulary orders their kinds."""
    return fact.day, CORE.kinds[fact.kind].day_order, fact.kind, str(fact.payload)


def courses(facts: Sequence[Fact]) -> Iterator[tuple[int, int, str]]:
    """First and last day of every course of drugs, and its setting."""
    for start in (fact for fact in facts if fact.kind == "therapy_started"):
        ends = [
            fact.day
            for fact in facts
            if fact.kind == "therapy_stopped"
            and fact.day >= start.day
            and fact.payload["drugs"] == start.payload["drugs"]
        ]
        yield start.day, min(ends, default=NEVER), str(start.payload["setting"])


def at_work(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """From which day until which day each treatment was at work, in order of their beginnings."""
    drugs = [(start, end + AFTER_DRUGS) for start, end, _ in courses(facts)]
    cells = [(fact.day, fact.day + AFTER_CELLS) for fact in facts if fact.kind in CELLULAR]
    return sorted([*drugs, *cells])


def overt(facts: Sequence[Fact], last: int) -> Iterator[tuple[int, int]]:
    """From which day until which day the latest assessments showed gross disease."""
    marrow, sites, since = False, dict[object, bool](), None
    for fact in sorted(facts, key=clinical_order):
        if fact.kind == "marrow_blasts":
            marrow = is_gross(fact)
        elif fact.kind == "extramedullary":
            sites[fact.payload["site"]] = fact.payload["status"] == "present"
        shown = marrow or any(sites.values())
        if shown and since is None:
            since = fact.day
        elif not shown and since is not None:
            yield since, fact.day
            since = None
    if since is not None:
        yield since, last


def is_gross(marrow: Fact) -> bool:
    """Whether a marrow shows 5 percent of blasts or more; None is a count not settled yet."""
    percent = marrow.payload["percent"]
    return percent is None or float(str(percent)) >= 5
