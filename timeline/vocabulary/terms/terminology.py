"""A terminology: terms by every word that means them, and how a text is read by them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256

from timeline.vocabulary.terms.spelling import divisions, key, without_qualifiers
from timeline.vocabulary.terms.term import NOT_COUNTED, InvalidTerm, Reading, Term

Rule = Callable[["Terminology", str], Reading | None]
"""Reads a text that is no term of its own; None if it cannot."""


def combination(terminology: "Terminology", text: str) -> Reading | None:
    """A text that names several terms, or one with its dose; understood whole or not at all."""
    bare = without_qualifiers(text)
    found = terminology.term(bare)
    if found is not None:
        return terminology.reading_of(found)
    for parts in divisions(bare):
        terms = [terminology.term(without_qualifiers(part)) for part in parts]
        known = [term for term in terms if term is not None]
        if len(known) == len(terms):
            return Reading.joined(terminology.reading_of(term) for term in known)
    return None


@dataclass(frozen=True, eq=False)
class Terminology:
    """Terms of one subject, and the rule for texts that are not simply one of them.

    Parameters
    ----------
    name
        By which fields name it, such as ``drugs``.
    title
        What its terms are.
    terms
        In the order in which they are listed.
    rule
        Reads what is no term of its own.

    Raises
    ------
    InvalidTerm
        If a word means two terms, or a regimen holds a drug that is no term.
    """

    name: str
    title: str
    terms: tuple[Term, ...]
    rule: Rule = combination
    _by_key: Mapping[str, Term] = field(init=False, repr=False)
    _known: dict[str, Reading] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_key: dict[str, Term] = {}
        for term in self.terms:
            for word in (term.name, *term.synonyms):
                other = by_key.setdefault(key(word), term)
                if other is not term:
                    raise InvalidTerm(f"'{word}' means both '{other.name}' and '{term.name}'")
        object.__setattr__(self, "_by_key", by_key)
        names = {term.name for term in self.terms}
        for term in self.terms:
            for part in term.parts:
                if part not in names:
                    raise InvalidTerm(f"'{term.name}' holds '{part}', which is no term")

    def extended(self, terms: Iterable[Term]) -> "Terminology":
        """This terminology and a study's own terms; one of the same name adds to what is known."""
        added = {term.name: term for term in terms}
        kept = [_merged(term, added.pop(term.name, None)) for term in self.terms]
        return Terminology(self.name, self.title, (*kept, *added.values()), self.rule)

    def term(self, word: str) -> Term | None:
        """The term that a word means; None if it means none."""
        return self._by_key.get(key(word)) if word else None

    def read(self, text: str) -> Reading:
        """What a text is understood as; all of it is unknown if any of it is."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def reading_of(self, term: Term) -> Reading:
        """What a term says: a regimen its drugs."""
        if not term.parts:
            counted = () if NOT_COUNTED in term.classes else None
            return Reading((term.name,), classes=frozenset(term.classes), counted=counted)
        drugs = [self.reading_of(self._by_key[key(part)]) for part in term.parts]
        own = Reading(named=(term.name,), classes=frozenset(term.classes))
        return Reading.joined((own, *drugs))

    def of_classes(self, words: Iterable[str], classes: Iterable[str]) -> tuple[str, ...]:
        """The words that are terms of one of some classes; all words if none is named."""
        wanted = set(classes)
        found = [(word, self.term(word)) for word in words]
        return tuple(w for w, term in found if not wanted or (term and wanted & {*term.classes}))

    def closest(self, word: str) -> str | None:
        """The preferred term of the known word most like one that is not known, if any is.

        It begins and ends alike: what denies a term, or doubts it, is no misspelling of it.
        """
        sought = key(word)
        alike = [item for item in self._by_key if item[:1] + item[-1:] == sought[:1] + sought[-1:]]
        close = get_close_matches(sought, alike, n=1, cutoff=0.8)
        return self._by_key[close[0]].name if close else None

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Names of all classes, in alphabetical order."""
        return tuple(sorted({item for term in self.terms for item in term.classes}))

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that stand for all terms: with them results may change."""
        return sha256(repr(self.terms).encode()).hexdigest()[:16]

    def _read(self, text: str) -> Reading:
        found = self.term(text)
        if found is not None:
            return self.reading_of(found)
        return self.rule(self, text) or Reading(unknown=(text,))


def _merged(term: Term, added: Term | None) -> Term:
    if added is None:
        return term
    return Term(
        name=term.name,
        classes=(*term.classes, *added.classes),
        synonyms=(*term.synonyms, *added.synonyms),
        parts=added.parts or term.parts,
        code=added.code or term.code,
        source=added.source or term.source,
    )
