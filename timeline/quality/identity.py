"""Who the patient is: one date of birth, an age that fits it, and an id like nobody else's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from unicodedata import normalize

from timeline.dates import certainly_after, possible_days
from timeline.quality.finding import Concern, Declaration, Finding, Severity, rule, words
from timeline.vocabulary import Event

DAYS_OF_YEAR = 365.25
TOLERANCE_YEARS = 1.0
"""An age may be given in completed years, rounded, or as of a day some months away."""

EASILY_TAKEN = str.maketrans({"o": "0", "i": "1", "l": "1"})
"""Letters that are easily read, or typed, as digits."""

IDS_ALIKE = Declaration(
    "ids_alike",
    Severity.WARNING,
    "The id of the patient differs from another's only in how it is written.",
    "If it is one patient, import the records again under one id.",
)


@rule(
    Severity.ERROR,
    "Correct or retract one of the two; if they are two patients, separate their records.",
)
def two_births(facts: Sequence[Event]) -> Iterator[Concern]:
    """The patient has two dates of birth that cannot mean one day."""
    stated = [(fact, birth) for fact in facts if (birth := fact.birth)]
    for (first, birth), (second, other) in pairwise(stated):
        if certainly_after(birth, other) or certainly_after(other, birth):
            yield f"born on {birth} and on {other}", (first, second)


@rule(Severity.ERROR, "Correct the age, the date of birth, or the date of the event.")
def age_against_birth(facts: Sequence[Event]) -> Iterator[Concern]:
    """An age that is stated is not the one that the date of birth gives."""
    births = [(fact, birth) for fact in facts if (birth := fact.birth)]
    for fact in facts:
        for source, birth in births[:1]:
            youngest, oldest = ages(birth, fact.occurred)
            stated = fact.age
            if stated is not None and not (
                youngest - TOLERANCE_YEARS <= stated <= oldest + TOLERANCE_YEARS
            ):
                yield (
                    f"{words(fact)}: age {stated:g} on {fact.occurred}, but born on {birth}",
                    tuple(dict.fromkeys((source, fact))),
                )


def ages(birth: str, on: str) -> tuple[float, float]:
    """The least and the most years between two partial dates."""
    (first_born, last_born), (first, last) = possible_days(birth), possible_days(on)
    return (first - last_born).days / DAYS_OF_YEAR, (last - first_born).days / DAYS_OF_YEAR


def ids_alike(patients: Iterable[str]) -> list[Finding]:
    """Patients of a cohort whose ids differ only in how they are written.

    That is in case, width, leading zeros, in what stands between letters and digits, or in O and
    0, or I, L and 1. Each but the first of them has a finding, which cites no event.
    """
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for patient in sorted(patients):
        alike[_spelt_out(patient)].append(patient)
    return [
        IDS_ALIKE.finding(other, f"this id looks like that of '{first}'")
        for first, *others in alike.values()
        for other in others
    ]


def alike_to(some: Iterable[str], patients: Iterable[str]) -> list[Finding]:
    """As ``ids_alike``, for the patients of a cohort whose ids are, or look like, those given."""
    given = {_spelt_out(patient) for patient in some}
    return ids_alike(patient for patient in patients if _spelt_out(patient) in given)


def _spelt_out(patient: str) -> tuple[str, ...]:
    """Runs of letters and of digits, without what is easily written otherwise."""
    plain = normalize("NFKC", patient).casefold().translate(EASILY_TAKEN)
    return tuple(run.lstrip("0") or "0" for run in re.findall(r"\d+|[^\W\d_]+", plain)) or (plain,)
