"""Invalid lines: where, why, and what to do, without identifying anyone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from timeline.errors import InvalidEvent
from timeline.ingest.reasons import at_fault
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.event import ENVELOPE
from timeline.vocabulary.fields import names_in

WITHHELD = "(withheld)"
OPEN_FIELDS = frozenset({"kind", "imputation", "provenance", "schema_version", "revision"})


@dataclass(frozen=True, slots=True)
class Reject:
    """One line that was not imported."""

    file: str
    line: int
    field: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}"
        field = f", field '{self.field}'" if self.field else ""
        return f"{where}{field}: {self.reason}; {self.remedy}"


def reject(
    file: str, line: int, error: InvalidEvent, raw: dict[str, Any], vocabulary: Vocabulary
) -> Reject:
    """Describe an invalid line; numbers of payload fields are shown, texts withheld.

    A text may be a name that slipped into the wrong column, and so may anything in a column that
    the kind of event does not have, and the name of a column that no kind has. Only where a text
    nearly is one of the words that the field allows does the remedy name that word.
    """
    fact, field, value = at_fault(error.field, raw)
    known = _fields_of(fact, vocabulary)
    remedy = remedy_of(error, raw, vocabulary)
    shown = _shown(value, field in (known - ENVELOPE) | OPEN_FIELDS)
    return Reject(file, line, _named(error.field, field, vocabulary), shown, error.reason, remedy)


def remedy_of(error: InvalidEvent, raw: dict[str, Any], vocabulary: Vocabulary) -> str:
    """What to do about an invalid event: the word that was probably meant, if one is close."""
    fact, field, value = at_fault(error.field, raw)
    known = _fields_of(fact, vocabulary)
    is_known = not field or field in known
    meant = _meant(field, value, error, vocabulary) if is_known else _closest(field, known)
    return f"did you mean '{meant}'?" if meant else error.remedy


def _named(place: str, field: str, vocabulary: Vocabulary) -> str:
    """Where the fault is, by the name of its field if some kind of event has it."""
    declared = not field or field in names_in(vocabulary.kinds.values())
    return place if declared else place.removesuffix(field) + WITHHELD


def _meant(field: str, value: Any, error: InvalidEvent, vocabulary: Vocabulary) -> str | None:
    """The word that an invalid value was probably meant to be."""
    choices = vocabulary.kinds if field == "kind" else _quoted(error.reason)
    return None if value is None else _closest(str(value), choices)


def _closest(text: str, choices: Iterable[str]) -> str | None:
    """The one choice that a text begins, as F begins female; else one that it nearly is."""
    begun = [choice for choice in choices if text and choice.lower().startswith(text.lower())]
    close = begun if len(begun) == 1 else get_close_matches(text, sorted(choices), n=1)
    return next(iter(close), None)


def _fields_of(fact: Mapping[str, Any], vocabulary: Vocabulary) -> frozenset[str]:
    """Names of the fields of a fact's kind; of those that all have, if its kind is not known."""
    model = vocabulary.kinds.get(str(fact.get("kind")))
    return ENVELOPE | model.model_fields.keys() if model else ENVELOPE


def _shown(value: Any, safe: bool) -> str:
    if value is None:
        return ""
    try:
        return f"{float(value):g}" if safe else WITHHELD
    except (TypeError, ValueError):
        return WITHHELD


def _quoted(reason: str) -> list[str]:
    return reason.split("'")[1::2]
