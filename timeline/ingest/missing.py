"""Codes that stand for a missing value: declared by the user, or refused where one appears."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from timeline.errors import InvalidEvent, TimelineError
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.fields import names_in, words_of
from timeline.vocabulary.missing import is_code, is_no_date, plain

NOT_DECLARED = "a code for a missing value"
DECLARE = "declare it with --missing if it is one, or correct it at the source"
IN_THE_SOURCE = "missing in the source"
FIND_IT = "leave the line out, or find the value"


class UndeclarableCode(TimelineError):
    """A missing code that is empty, or declared for a field that no kind of event has."""


@dataclass(frozen=True, slots=True)
class MissingCodes:
    """Codes of a source for a missing value, anywhere or in one field."""

    anywhere: frozenset[str] = frozenset()
    in_field: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def declared(cls, declarations: Iterable[str]) -> "MissingCodes":
        """Codes as a user declares them: ``CODE``, or ``FIELD=CODE``.

        Raises
        ------
        UndeclarableCode
            If a code is empty.
        """
        codes: dict[str, set[str]] = {"": set()}
        for declaration in declarations:
            name, equals, code = declaration.partition("=")
            codes.setdefault(name if equals else "", set()).add(
                plain(code if equals else declaration)
            )
        if "" in set().union(*codes.values()):
            raise UndeclarableCode("a missing code is empty; an empty cell is missing as it is")
        anywhere = frozenset(codes.pop(""))
        return cls(anywhere, {name: frozenset(those) for name, those in codes.items()})

    def check(self, vocabulary: Vocabulary) -> None:
        """Refuse a code declared for a field that no kind of event has: it would do nothing.

        Raises
        ------
        UndeclarableCode
            Naming the field, and the one that was perhaps meant.
        """
        known = names_in(vocabulary.kinds.values())
        for name in sorted(self.in_field.keys() - known):
            close = get_close_matches(name, sorted(known), n=1)
            meant = f"; did you mean '{close[0]}'?" if close else ""
            raise UndeclarableCode(f"no kind of event has a field '{name}'{meant}")

    def covers(self, name: str, value: Any) -> bool:
        """Whether a value of a field is declared to be missing; a list, if all its items are."""
        if isinstance(value, list):
            return bool(value) and all(self.covers(name, item) for item in value)
        code = plain(value)
        return code in self.anywhere or code in self.in_field.get(name, ())

    def without(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """A record without the values that are declared to be missing, and lists of nothing else.

        A code among other items of a list stays as it is written: an item is there, though it is
        not known which.
        """
        if not self.anywhere and not self.in_field:
            return dict(raw)
        kept: dict[str, Any] = {}
        for name, value in raw.items():
            if isinstance(value, dict):
                value = self.without(value)
            if value is not None and not self.covers(name, value):
                kept[name] = value
        return kept


def check_nothing_asserted(
    raw: Mapping[str, Any], kept: Mapping[str, Any], vocabulary: Vocabulary
) -> None:
    """Refuse a record of which a missing value would be read as what its kind takes for granted.

    A finding of which it is not known whether it was found is not a finding that was.

    Raises
    ------
    InvalidEvent
        Naming the field.
    """
    fields = vocabulary.kinds[kept["kind"]].model_fields
    for name in raw.keys() - kept.keys():
        field = fields.get(name)
        if field and not field.is_required() and field.default not in (None, "unknown"):
            raise InvalidEvent(name, IN_THE_SOURCE, FIND_IT)
    replaced, replacement = raw.get("replacement"), kept.get("replacement")
    if isinstance(replaced, dict) and isinstance(replacement, dict):
        check_nothing_asserted(replaced, replacement, vocabulary)


NO_CODES = MissingCodes()
"""A source that leaves empty what is missing."""


def check_no_codes(
    raw: Mapping[str, Any], vocabulary: Vocabulary, missing: MissingCodes = NO_CODES
) -> None:
    """Refuse a record in which a code for a missing value would be taken for a value.

    One that is declared and left in a list is an item that is not known, and is refused by nobody.

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
            _check_replacement(value, vocabulary, missing)
        items = value if isinstance(value, list) else [value]
        codes = [item for item in items if is_code(item) and not missing.covers(name, item)]
        if not words_of(model, name).issuperset(codes):
            raise InvalidEvent(name, NOT_DECLARED, DECLARE)


def _check_replacement(
    replacement: Mapping[str, Any], vocabulary: Vocabulary, missing: MissingCodes
) -> None:
    try:
        check_no_codes(replacement, vocabulary, missing)
    except InvalidEvent as fault:
        raise InvalidEvent(f"replacement.{fault.field}", fault.reason, fault.remedy) from None
