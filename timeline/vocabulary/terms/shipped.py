"""The terminologies that come with the program, read from the tables beside this module."""

import csv
from functools import cache
from importlib.resources import files

from timeline.vocabulary.terms.karyotype import karyotype
from timeline.vocabulary.terms.term import InvalidTerm, Term
from timeline.vocabulary.terms.terminology import Rule, Terminology, combination

LIST_SEPARATOR = "|"


def _terms(name: str) -> tuple[Term, ...]:
    """The terms of one table: lists are separated by ``|``."""
    text = files("timeline.vocabulary.terms").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(_term(row) for row in csv.DictReader(text.splitlines()))


def _term(row: dict[str, str]) -> Term:
    lists = {
        name: tuple(row[name].split(LIST_SEPARATOR)) if row.get(name) else ()
        for name in ("classes", "synonyms", "parts")
    }
    return Term(row["term"], **lists, code=row.get("code", ""), source=row["source"])


TABLES: dict[str, tuple[str, tuple[str, ...], Rule]] = {
    "drugs": ("drugs, regimens and cells", ("drugs", "regimens", "cells"), combination),
    "sites": ("sites of disease", ("sites",), combination),
    "causes": ("causes of death", ("causes",), combination),
    "abnormalities": ("chromosomal abnormalities and fusions", ("abnormalities",), karyotype),
}
"""Title, tables and rule of each terminology, by name."""


@cache
def shipped(name: str) -> Terminology:
    """The terminology of a name.

    Raises
    ------
    InvalidTerm
        If there is none.
    """
    if name not in TABLES:
        raise InvalidTerm(f"there is no terminology '{name}'; there are: {', '.join(TABLES)}")
    title, tables, rule = TABLES[name]
    return Terminology(name, title, tuple(term for table in tables for term in _terms(table)), rule)


@cache
def terminology(name: str, added: tuple[Term, ...] = ()) -> Terminology:
    """A shipped terminology with a study's terms, or one that a study makes of its own terms.

    Raises
    ------
    InvalidTerm
        If there is none of this name, or the terms contradict each other.
    """
    if added and name not in TABLES:
        return Terminology(name, name, added)
    return shipped(name).extended(added) if added else shipped(name)
