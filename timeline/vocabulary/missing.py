"""Values that sources write where they know none, which are no values."""

from typing import Any

CODES = frozenset({"#n/a", ".", "?", "n.a.", "n/a", "na", "nan", "nask", "nav", "null", "unk"})
"""Texts that mean nothing else in any field."""

WORDS = CODES | {"-", "missing", "none", "not available", "not done", "not known", "unknown"}
"""Texts that may be meant where a field takes any text."""

NUMBERS = frozenset({"-99", "-999", "-9999", "999", "9999", "99999"})
DATES = frozenset({"1111-11-11", "1800-01-01", "1899-12-30", "1899-12-31", "1900", "1900-01-01"})
NO_YEARS = ("8888", "9999")
"""How dates begin that lie too far ahead to be meant."""


def plain(value: Any) -> str:
    """A value as a text in which equal codes are equal: lower case, numbers without zeros."""
    text = str(value).strip().lower()
    try:
        return f"{float(text):g}" if text not in CODES else text
    except ValueError:
        return text


def is_code(value: Any) -> bool:
    """Whether a text means that a value is missing, whatever the field."""
    return isinstance(value, str) and value.strip().lower() in CODES


def is_no_date(text: Any) -> bool:
    """Whether a date stands for one that is not known."""
    return isinstance(text, str) and (text in DATES or text.startswith(NO_YEARS))


def looks_missing(value: Any) -> bool:
    """Whether a value may stand for one that is missing."""
    return plain(value) in WORDS | NUMBERS or is_no_date(value)
