"""Definitions name preferred terms and classes; another word for a term would never be found."""

from collections.abc import Iterator

from projections.language import FieldTest
from projections.language.nearest_name import closest
from timeline.vocabulary.terms import Terminology


def misnamed(kind: str, test: FieldTest, terminology: Terminology) -> Iterator[str]:
    """What a test of a free-text field names, and its terminology calls otherwise or not at all."""
    if test.operator == "not understood":
        return
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    unknown = _FAULTS.get(test.operator, _unknown_value)
    for value in map(str, values):
        fault = unknown(value, terminology)
        if fault:
            yield f"the {test.field} of '{kind}' is never '{value}'; {fault}"


def _unknown_class(name: str, terminology: Terminology) -> str:
    if name in terminology.classes:
        return ""
    hint = closest(name, terminology.classes) or "; see 'timeline terms'"
    return f"no term of the terminology '{terminology.name}' is of that class{hint}"


def _unknown_value(name: str, terminology: Terminology) -> str:
    term = terminology.term(name)
    if term is not None and term.name == name and term.parts:
        return "it is read as its drugs; ask with 'includes'"
    return _unknown_term(name, terminology)


def _unknown_term(name: str, terminology: Terminology) -> str:
    term = terminology.term(name)
    if term is not None:
        return "" if term.name == name else f"the preferred term is '{term.name}'"
    read = terminology.read(name)
    if not read.unknown:
        return "" if read.words == (name,) else f"it is read as '{read.text}'"
    close = terminology.closest(name)
    hint = f"; did you mean '{close}'?" if close else ""
    return f"no term of the terminology '{terminology.name}' knows it; add it to the study{hint}"


_FAULTS = {
    "of class": _unknown_class,
    "includes": _unknown_term,
    "includes any of": _unknown_term,
}
