"""Events in a sentence: the noun phrase of their kind, qualified by what their fields hold."""

import re
from collections.abc import Mapping

from projections.language.events import Events, FieldTest
from projections.language.wording import listed, ordinal, plain, words
from timeline.vocabulary import CORE
from timeline.vocabulary.noun_phrase import NounPhrase

NounPhrases = Mapping[str, NounPhrase]
"""Noun phrases by kind of event; a kind without one is called by its name in words."""

CORE_PHRASES: NounPhrases = CORE.noun_phrases
COMPARED = {">=": "{} or more", "<=": "{} or less", "<": "less than {}", ">": "more than {}"}
FITTING = {
    "": ("is", "one of"),
    "*": ("includes", "includes any of"),
    "#": ("is",),
    "~": ("of class",),
}
"""Operators that fill a place of a noun phrase, by the sign after its field."""
NUMBERED = re.compile(r"\{(\w+)#\}")
PLACE = re.compile(r"\[([^\]{]*)\{(\w+)([*#~]?)\}([^\]]*)\]")


def noun_phrase(events: Events, phrases: NounPhrases) -> str:
    """Events of some kinds as a noun phrase: ``start of salvage therapy with blinatumomab``."""
    if len(events.kinds) == 1:
        kind = events.kinds[0]
        return _qualified(phrases.get(kind, NounPhrase(words(kind))), events.where)
    names = [_qualified(phrases.get(kind, NounPhrase(words(kind))), ()) for kind in events.kinds]
    return listed(names or ["event of any kind"], "or")


def _qualified(phrase: NounPhrase, tests: tuple[FieldTest, ...]) -> str:
    """The noun phrase of a kind with what it says of some tests, and the others after it."""
    left = list(tests)

    def filled(place: re.Match[str]) -> str:
        before, name, sign, after = place.groups()
        for test in left:
            if test.field == name and _fits(test, sign):
                left.remove(test)
                return f"{before}{_value(test, sign, len(tests))}{after}"
        return ""

    text = PLACE.sub(filled, phrase.text)
    if "#}" in phrase.text and not {*NUMBERED.findall(phrase.text)} & {
        test.field for test in tests
    }:
        text += " on record"
    if not left:
        return text
    qualifiers = [_qualifier(test, phrase, len(tests)) for test in left]
    return f"{text} {'and' if ' with ' in text else 'with'} {' and '.join(qualifiers)}"


def _fits(test: FieldTest, sign: str) -> bool:
    if isinstance(test.value, bool) or test.operator not in FITTING[sign]:
        return False
    return sign != "#" or (isinstance(test.value, int) and test.value > 0)


def _value(test: FieldTest, sign: str, tests: int) -> str:
    if sign == "#" and isinstance(test.value, int):
        return ordinal(test.value)
    return _either(test, tests)


def _either(test: FieldTest, tests: int) -> str:
    """The values of a test, set off where other tests stand beside them."""
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    text = listed([_quoted(plain(value)) for value in values], "or")
    return f"({text})" if len(values) > 1 and tests > 1 else text


def _quoted(value: str) -> str:
    """A value in quotation marks where its own words would be read as those of the sentence."""
    return f'"{value}"' if any(word in value for word in (" or ", " and ", " with ")) else value


def _qualifier(test: FieldTest, phrase: NounPhrase, tests: int) -> str:
    """One test as what follows ``with``."""
    name, declared = words(test.field), phrase.fields.get(test.field, "")
    if isinstance(test.value, bool):
        either = declared if isinstance(declared, tuple) else (name, f"no {name}")
        return either[0 if test.value else 1]
    value = COMPARED.get(test.operator, "{}").format(_either(test, tests))
    match test.operator:
        case "includes" | "includes any of" | "not understood":
            return f"{name} that {'include' if name.endswith('s') else 'includes'} {value}"
        case "of class":
            which = " that include one" if name.endswith("s") else ""
            return f"{name}{which} of the class {value}"
    number = isinstance(test.value, int | float)
    template = (
        declared
        if isinstance(declared, str) and declared
        else f"{name} {'of ' if number else ''}{{}}"
    )
    if "{}%" in template:
        return _compared_share(test, template, tests)
    return template.format(value)


def _compared_share(test: FieldTest, template: str, tests: int) -> str:
    """A percentage, with its sign at the number: ``blasts of 5% or more``."""
    value = COMPARED.get(test.operator, "{}").format(f"{_either(test, tests)}%")
    return template.replace("{}%", value)
