"""Codes that stand for a missing value: declared by the user, or refused where one appears."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.errors import InvalidEvent
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.fields import words_of
from timeline.vocabulary.missing import is_code, is_no_date, plain

NOT_DECLARED = "a code for a missing value"
DECLARE = "declare it with --missing if it is one, or correct it at the source"
IN_THE_SOURCE = "missing in the source"


@dataclass(frozen=True, slots=True)
class MissingCodes:
    """Codes of a source for a missing value, anywhere or in one field."""

    anywhere: frozenset[str] = frozenset()
    in_field: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def declared(cls, declarations: Iterable[str]) -> "MissingCodes":
        """Codes as a user declares them: ``CODE``, or ``FIELD=CODE``."""
        codes: dict[str, set[str]] = {"": set()}
        for one in declarations:
            name, equals, code = one.partition("=")
            codes.setdefault(name if equals else "", set()).add(plain(code if equals else one))
        anywhere = frozenset(codes.pop(""))
        return cls(anywhere, {name: frozenset(those) for name, those in codes.items()})

    def covers(self, name: str, value: Any) -> bool:
        """Whether a value of a field is declared to be missing."""
        code = plain(value)
        return code in self.anywhere or code in self.in_field.get(name, ())

    def without(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """A record without the values that are declared to be missing, also those in lists."""
        if not self.anywhere and not self.in_field:
            return dict(raw)
        kept: dict[str, Any] = {}
        for name, value in raw.items():
            if isinstance(value, list):
                value = [one for one in value if not self.covers(name, one)] or None
            elif isinstance(value, dict):
                value = self.without(value)
            if value is not None and not self.covers(name, value):
                kept[name] = value
        return kept


NO_CODES = MissingCodes()
"""A source that leaves empty what is missing."""


def check_no_codes(raw: Mapping[str, Any], vocabulary: Vocabulary) -> None:
    """Refuse a record in which a code for a missing value would be taken for a value.

    Raises
    ------
    InvalidEvent
        Naming the field.
    """
    model = vocabulary.kinds[raw["kind"]]
    for name, value in raw.items():
        if name == "occurred" and is_no_date(value):
            raise InvalidEvent(name, NOT_DECLARED, DECLARE)
        if isinstance(value, dict):
            _check_replacement(value, vocabulary)
        items = value if isinstance(value, list) else [value]
        if any(is_code(one) and one not in words_of(model, name) for one in items):
            raise InvalidEvent(name, NOT_DECLARED, DECLARE)


def _check_replacement(replacement: Mapping[str, Any], vocabulary: Vocabulary) -> None:
    try:
        check_no_codes(replacement, vocabulary)
    except InvalidEvent as fault:
        raise InvalidEvent(f"replacement.{fault.field}", fault.reason, fault.remedy) from None
