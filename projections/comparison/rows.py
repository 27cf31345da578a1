"""Changed values as rows of a table: what was and is, which events cause it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from projections.comparison.causes import Cause
from projections.comparison.changes import Change
from projections.comparison.comparison import Comparison
from projections.comparison.reasons import Reason, Sort, reason_of_cause
from projections.comparison.values import Value
from projections.language.wording import words

NOUNS = {"adjudicated": "adjudication", "registered": "registration"}
"""Kinds of event whose names are no nouns."""

PARTICIPLES = {"started": "start of", "stopped": "end of", "stated": "stated", "given": "given"}
"""How the name of a kind that ends in a participle begins as a noun phrase."""


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value of a patient that differs between two replays.

    Attributes
    ----------
    patient, definition
        Whose value, of which definition.
    before, after
        In words, with the length of follow-up in days where it is an endpoint.
    before_date, after_date
        ISO dates; None where there is none.
    causes
        Ids of events, or names of definitions: replaying the patient without any one of these
        sets restores the old value. The events of one set are needed together.
    reason
        The sort of cause: ``death``, ``corrected date``, ``new patient``.
    """

    patient: str
    definition: str
    before: str
    after: str
    before_date: str | None
    after_date: str | None
    causes: tuple[tuple[str, ...], ...]
    reason: str

    @property
    def cause_events(self) -> str:
        """The causes in one cell: ``;`` between sets of which any is enough, a space in one."""
        return ";".join(" ".join(each) for each in self.causes)


def changed_values(comparison: Comparison) -> Sequence[ChangedValue]:
    """Every change of a comparison, by patient; then in the order of definitions."""
    return [
        ChangedValue(
            change.patient,
            change.name,
            in_words(change.before),
            in_words(change.after),
            change.before.date,
            change.after.date,
            tuple(tuple(map(str, each)) for each in cause.sets),
            phrase(why(comparison, change)),
        )
        for change, cause in comparison.causes.items()
    ]


def in_words(value: Value) -> str:
    """A value without its date; of an endpoint with the length of follow-up."""
    return value.text if value.days is None else f"{value.text} after {value.days} days"


def is_follow_up(change: Change, cause: Cause) -> bool:
    """Whether follow-up without an event merely went on because the cutoff moved."""
    return change.only_followed_on and cause.cutoff


def why(comparison: Comparison, change: Change) -> Reason:
    """The reason of a change: what its cause is, or that the patient was followed further."""
    if change.only_followed_on:
        return Reason(Sort.FOLLOWED_ON)
    return reason_of_cause(change, comparison.causes[change], comparison.events[change.patient])


def phrase(reason: Reason) -> str:
    """A reason as a noun phrase in the singular."""
    match reason.sort:
        case Sort.EVENT:
            return _noun(reason.subject)
        case Sort.CORRECTED:
            return f"corrected {reason.subject}"
        case Sort.DEFINITION:
            return f"definition of '{reason.subject}'"
    return str(reason.sort)


def plural(noun_phrase: str) -> str:
    """A noun phrase in the plural: ``deaths``, ``starts of therapy``, ``marrow blasts``."""
    noun, link, rest = noun_phrase.partition(" of ")
    return f"{noun}{'' if noun.endswith('s') else 's'}{link}{rest}"


def _noun(kind: str) -> str:
    """The kind of an event as a noun phrase: ``therapy_started`` is a ``start of therapy``."""
    *subject, last = kind.split("_")
    if subject and last in PARTICIPLES:
        return f"{PARTICIPLES[last]} {' '.join(subject)}"
    return NOUNS.get(kind, words(kind))
