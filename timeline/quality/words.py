"""Words that no term knows, and words that say other than the field beside them."""

from collections.abc import Iterator, Sequence

from timeline.quality.finding import Concern, Severity, rule, words
from timeline.vocabulary import Event, Vocabulary
from timeline.vocabulary.treatment import STEROID

STATED = ("disease", "treatment")
"""Causes of death that a class of the detail can confirm or contradict."""

CORTICOSTEROID = "corticosteroid"
"""Class of drugs of which a course of a steroid names one."""


@rule(Severity.WARNING, "Correct the word, or add a term to the terminology.")
def unknown_word(facts: Sequence[Event], vocabulary: Vocabulary) -> Iterator[Concern]:
    """A free text is not understood, so that no definition can ask for what it means."""
    unknown: dict[tuple[str, str, str], list[Event]] = {}
    for fact in facts:
        for field, reading in vocabulary.readings(fact).items():
            for word in reading.unknown:
                unknown.setdefault((fact.kind, field, word), []).append(fact)
    for (kind, field, word), found in unknown.items():
        close = vocabulary.terminologies(kind)[field].closest(word)
        hint = f"; did you mean '{close}'?" if close else ""
        yield f"no term knows '{word}', {field} of {words(found[0])}{hint}", tuple(found)


@rule(Severity.NOTE, "Nothing; look for it in the next assessment.")
def in_one_cell(facts: Sequence[Event], vocabulary: Vocabulary) -> Iterator[Concern]:
    """What was found in a single cell is no clone and counts for nothing; it may return."""
    for fact in facts:
        for field, reading in vocabulary.readings(fact).items():
            for term in reading.in_one_cell:
                yield f"{term}, {field} of {words(fact)}, was seen in a single cell", (fact,)


@rule(Severity.WARNING, "Correct the drug, or the kind of the event.")
def no_corticosteroid(facts: Sequence[Event], vocabulary: Vocabulary) -> Iterator[Concern]:
    """A course of a steroid names drugs none of which is one."""
    for fact in facts:
        course = fact.opens_course or fact.closes_course
        drug = vocabulary.readings(fact).get("drug") if course == STEROID else None
        if drug is not None and not drug.unknown and CORTICOSTEROID not in drug.classes:
            yield f"the drug of {words(fact)} is {drug.text}, no corticosteroid", (fact,)


@rule(Severity.WARNING, "Correct the cause or its detail.")
def cause_against_detail(facts: Sequence[Event], vocabulary: Vocabulary) -> Iterator[Concern]:
    """The stated cause of an event is another than its detail means."""
    for fact in facts:
        cause, detail = getattr(fact, "cause", None), vocabulary.readings(fact).get("detail")
        meant = set() if detail is None else detail.classes & set(STATED)
        if cause in STATED and meant and cause not in meant:
            detail_means = " and ".join(sorted(meant))
            statement = f"the cause of {words(fact)} is {cause}, its detail means {detail_means}"
            yield statement, (fact,)
