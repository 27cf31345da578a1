"""Terminologies: what the words of free-text fields mean, as data that a study can add to.

An event keeps what was written. A definition reads what it is understood as: the preferred term
of a word, or the terms of a combination. A word that no term knows stays as it is, and says so.
"""

from timeline.vocabulary.terms.fields import terminology_names
from timeline.vocabulary.terms.shipped import TABLES, shipped, terminology
from timeline.vocabulary.terms.term import InvalidTerm, Reading, Term, Terms
from timeline.vocabulary.terms.terminology import Terminology

__all__ = [
    "TABLES",
    "InvalidTerm",
    "Reading",
    "Term",
    "Terminology",
    "Terms",
    "shipped",
    "terminology",
    "terminology_names",
]
