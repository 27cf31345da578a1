"""Spellings that mean the same: case, accents, hyphens, doses and cycles make no difference."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_AMOUNT = r"\d+(?:[.,]\d+)?\s*(?:mcg|mg|kg|g|ug|[µμ]g|iu|mu|units?|u|gy|%)"
_QUALIFIERS = re.compile(
    rf"""(?<![\w.,])(?:
        {_AMOUNT}(?:\s*/\s*(?:m\^?2|m²|sqm|kg|d|day|h|dose))*(?![\w/])
      | (?:cycles?|courses?|blocks?|c)\s?\#?\d+(?:\s?[-–]\s?\d+)?(?:\s?[ab])?\b
      | [x×]\s?\d+\b(?:\s(?:cycles?|courses?|doses?)\b)?
      | \d+\s(?:cycles?|courses?|doses?)\b
      | (?:d|days?)\s?\d+(?:\s?[-–,]\s?\d+)*\b
      | (?:q\d+h|q\.?d|b\.?i\.?d|daily|weekly|i\.?v|p\.?o|s\.?c)\b\.?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\s*(?:[+&,;|()\[\]\n]|→|->|/|\b(?:and|with|then|plus|followed by|und|et)\b)\s*"
)
_OPENING = re.compile(r"[\s(\[]*([+-])")
_CLOSING = re.compile(r"([+-])[\s)\].,;]*$")
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D), "-")
"""Hyphens, dashes and minus signs of Unicode."""

_HYPHEN = re.compile(r"\s*[-–—]\s*")


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """What a word is looked up by: letters and digits alone, without case and accents.

    Signs that change what is said are kept: Ph+ is not Ph-, nor Ph(-); +7 is not -7; t(1;19) is
    not t(11;9); and what is written with a question mark is not certain.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_DASHES)
    letters = "".join(sign for sign in plain if sign.isalnum() or sign in ";?")
    before, after = _OPENING.match(plain), _CLOSING.search(plain)
    return f"{before[1] if before else ''}{letters}{after[1] if after else ''}"


def without_qualifiers(text: str) -> str:
    """A drug's name without dose, number of cycles or route, which are no part of it."""
    return _QUALIFIERS.sub(" ", text).strip(" \t,;:")


def divisions(text: str) -> Iterator[list[str]]:
    """The ways in which a text may be a combination: cut at loose signs, then at hyphens too."""
    loose = [part for part in _LOOSE.split(text) if part.strip()]
    if len(loose) > 1 or loose != [text]:
        yield loose
    closer = [part for item in loose for part in _HYPHEN.split(item)]
    if len(closer) > len(loose) and all(closer):
        yield closer
