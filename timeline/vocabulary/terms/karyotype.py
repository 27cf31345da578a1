"""Reading karyotypes by a terminology of abnormalities: translocations, ploidy, complexity.

Groups by the number of chromosomes: Harrison CJ, Moorman AV, Broadfield ZJ, et al. Three distinct
subgroups of hypodiploidy in acute lymphoblastic leukaemia. Br J Haematol 2004; 125: 552-559, and
Moorman AV, Harrison CJ, Buck GAN, et al. Blood 2007; 109: 3189-3197. From 60 to 65 chromosomes the
number alone does not distinguish high hyperdiploidy (51 to 65) from near triploidy (60 to 78).
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.vocabulary.terms.iscn import (
    Clone,
    Translocation,
    abnormality,
    by_arm,
    clones,
    in_symbols,
    translocations,
)
from timeline.vocabulary.terms.term import Reading, Term

if TYPE_CHECKING:
    from timeline.vocabulary.terms.terminology import Terminology

ABNORMALITY = "abnormality"
"""Class of whatever is found in a karyotype that is not normal."""

ESTABLISHED = "established"
"""Class of translocations and ploidies beside which the number of abnormalities is not counted."""

UNDECIDED_GROUP = "undecided"
"""Class of what may belong to one group or to another."""

COMPLEX = "complex karyotype"
"""Class of five abnormalities or more in one clone, outside an established group."""

MANY = 5
NORMAL = "normal karyotype"
UNDECIDED = "number of chromosomes undecided"

PLOIDIES = (
    (23, 29, "near haploidy"),
    (30, 39, "low hypodiploidy"),
    (40, 44, "high hypodiploidy"),
    (45, 50, None),
    (51, 59, "high hyperdiploidy"),
    (60, 65, "60 to 65 chromosomes"),
    (66, 78, "near triploidy"),
    (79, 103, "near tetraploidy"),
)
"""First and last number of chromosomes, and the term; None where the number names no group."""

_CHROMOSOMES = re.compile(r"(\d{2})(?:\s?[-–~]\s?(\d{2}))?\s?chromosomes", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:[,;&\n](?![^()]*\))|\band\b)\s*")


def karyotype(terminology: "Terminology", text: str) -> Reading | None:
    """A whole karyotype, or a list of abnormalities; understood to its end or not at all."""
    read = clones(text)
    if read is not None and any(clone.is_one for clone in read):
        return _of_clones(terminology, read)
    parts = [_single(terminology, part) for part in _LIST.split(text) if part]
    found = [part for part in parts if part is not None]
    return Reading.joined(found) if found and len(found) == len(parts) else None


def _single(terminology: "Terminology", text: str) -> Reading | None:
    term = terminology.term(text)
    if term is not None:
        return terminology.reading_of(term)
    spelt = abnormality(in_symbols(text))
    return _of_number(terminology, text) if spelt is None else _abnormality(terminology, spelt)


def _of_number(terminology: "Terminology", text: str) -> Reading | None:
    """The group of a number of chromosomes that is written alone, as ``36 chromosomes``."""
    found = _CHROMOSOMES.fullmatch(text.strip())
    if found is None:
        return None
    ploidy = _ploidy(int(found[1]), int(found[2] or found[1]))
    return None if ploidy is None else terminology.read(ploidy)


def _abnormality(terminology: "Terminology", spelt: str) -> Reading:
    """An abnormality as the term that it shows, else under its own spelling."""
    if "?" in spelt:
        return _questionable(terminology, spelt)
    term = terminology.term(spelt)
    for written in translocations(spelt):
        term = term or _shown(terminology, written)
    if term is not None:
        return terminology.reading_of(term)
    return Reading((spelt,), classes=frozenset({ABNORMALITY}), counted=(by_arm(spelt),))


def _questionable(terminology: "Terminology", spelt: str) -> Reading:
    """An abnormality that is not certain, by the question mark of ISCN.

    It leaves open which group it belongs to where it would be of one without the question mark, or
    where it is a translocation whose chromosomes or bands are not certain.
    """
    certain = _abnormality(terminology, spelt.replace("?", ""))
    is_open = ESTABLISHED in certain.classes or "t(" in spelt
    classes = frozenset({ABNORMALITY, UNDECIDED_GROUP} if is_open else {ABNORMALITY})
    return Reading((spelt,), classes=classes, counted=(by_arm(spelt),))


def _shown(terminology: "Terminology", written: Translocation) -> Term | None:
    """The term of a translocation: by its bands, or the usual one if none are written."""
    if not written.banded:
        return terminology.term(f"t({';'.join(chromosome for chromosome, _ in written.ends)})")
    for term in terminology.terms:
        spellings = (
            translocation
            for word in (term.name, *term.synonyms)
            for translocation in translocations(word)
        )
        if any(known.banded and written.shows(known) for known in spellings):
            return term
    return None


def _of_clones(terminology: "Terminology", found: list[Clone]) -> Reading:
    """What all clones say; what they count belongs to clones, and is not summed."""
    read = Reading.joined(_of_clone(terminology, clone) for clone in found if clone.is_one)
    alone = Reading.joined(_of_clone(terminology, clone) for clone in found if not clone.is_one)
    meant = replace(read, counted=()) if read.words else terminology.read(NORMAL)
    return replace(meant, in_one_cell=tuple(term for term in alone.terms if term not in read.terms))


def _of_clone(terminology: "Terminology", clone: Clone) -> Reading:
    ploidy = _ploidy(clone.fewest, clone.most)
    parts = [_abnormality(terminology, item) for item in clone.acquired]
    found = Reading.joined([*parts, *([terminology.read(ploidy)] if ploidy else [])])
    distinct = {term for part in parts for term in part.terms}
    many = len(distinct) >= MANY and ESTABLISHED not in found.classes
    return Reading.joined((found, Reading(classes=frozenset({COMPLEX} if many else ()))))


def _ploidy(fewest: int, most: int) -> str | None:
    """The group of the number of chromosomes; undecided if its range reaches over several."""
    groups = {name for first, last, name in PLOIDIES if first <= most and last >= fewest}
    return groups.pop() if len(groups) == 1 else UNDECIDED
