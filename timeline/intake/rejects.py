"""Lines that could not be taken up: where, why, and what to do, without identifying anyone."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from timeline.errors import InvalidEvent
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.event import ENVELOPE

WITHHELD = "(withheld)"
OPEN_FIELDS = frozenset({"kind", "imputation", "provenance", "schema_version", "revision"})


@dataclass(frozen=True, slots=True)
class Reject:
    """One line that was not taken up."""

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
    """Describe a line at fault; numbers of payload fields are shown, texts withheld.

    A text may be a name that slipped into the wrong column, and so may anything in a column that
    the kind of event does not have. Only where a text nearly is one of the words that the field
    allows does the remedy name that word.
    """
    fact, field = _at_fault(error.field, raw)
    value = fact.get(field)
    choices = sorted(vocabulary.kinds) if field == "kind" else _quoted(error.reason)
    close = get_close_matches(str(value), choices, n=1)
    remedy = f"did you mean '{close[0]}'?" if close and value is not None else error.remedy
    shown = _shown(value, field in _payload(fact, vocabulary) | OPEN_FIELDS)
    return Reject(file, line, error.field, shown, error.reason, remedy)


def _at_fault(field: str, raw: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The record in which the field at fault stands: the line's own, or its replacement."""
    outer, _, inner = field.partition(".")
    replacement = raw.get("replacement")
    if outer == "replacement" and inner and isinstance(replacement, dict):
        return replacement, inner
    return raw, field


def _payload(fact: dict[str, Any], vocabulary: Vocabulary) -> frozenset[str]:
    model = vocabulary.kinds.get(str(fact.get("kind")))
    return frozenset(model.model_fields) - ENVELOPE if model else frozenset()


def _shown(value: Any, safe: bool) -> str:
    if value is None:
        return ""
    try:
        return f"{float(value):g}" if safe else WITHHELD
    except (TypeError, ValueError):
        return WITHHELD


def _quoted(reason: str) -> list[str]:
    return reason.split("'")[1::2]


def write_rejects(path: Path, rejects: Iterable[Reject]) -> None:
    """Write rejects as CSV: file, line, field, value, reason, remedy."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(Reject.__slots__)
        rows.writerows([getattr(one, name) for name in Reject.__slots__] for one in rejects)
