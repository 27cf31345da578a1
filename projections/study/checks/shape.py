"""Whether every part of a study is of the sort that the study takes."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Literal, NamedTuple, get_args, get_origin

from projections.language import Classes, Condition, Endpoint, Milestone, Node
from projections.language.scope import ASKED_FOR
from projections.language.sequence import SequenceDefinition
from projections.language.states import States
from projections.study.checks.citing import Citation, names_of, wrong
from projections.study.consistency import Suspicion
from projections.study.declaration import StudyDeclaration
from projections.study.measures import Measure
from projections.study.plan import Analysis
from projections.study.report import Report


class Sort(NamedTuple):
    """Types of which a part of a study can be, and how they are called."""

    types: tuple[type, ...]
    words: str


NAMED: Mapping[str, Sort] = {
    "definitions": Sort(ASKED_FOR, "what has a value; what is only cited belongs into 'parts'"),
    "populations": Sort((Condition,), "a condition; ask of a milestone whether it is 'reached'"),
    "parts": Sort((Node,), "a node of the language"),
    "plan": Sort(get_args(Analysis), "an analysis of 'projections.study.plan'"),
    "short_names": Sort((str,), "the name of a definition"),
    "measures": Sort(get_args(Measure), "a measure of 'projections.study.measures'"),
}
"""What a study holds under names."""

LISTED: Mapping[str, Sort] = {
    "endpoints": Sort((str,), "the name of a definition"),
    "classes": Sort((str,), "the name of a definition"),
    "conventions": Sort((str,), "a text"),
    "report_at": Sort((int, float), "a number"),
    "kinds": Sort((type,), "a kind of event"),
    "contradictions": Sort(get_args(Suspicion), "a contradiction"),
}
"""What a study holds in tuples."""

SINGLE: Mapping[str, Sort] = {
    "name": Sort((str,), "a text"),
    "title": Sort((str,), "a text"),
    "enrolment": Sort((Milestone,), "a milestone"),
    "cutoff": Sort((date, type(None)), "a date"),
    "significance": Sort((int, float), "a number"),
    "states": Sort((States, type(None)), "states"),
    "sequence": Sort((SequenceDefinition, type(None)), "a sequence definition"),
    "report": Sort((Report, type(None)), "a report"),
}


def misshapen(study: StudyDeclaration) -> Iterator[str]:
    """Parts of another sort than the study takes; nothing else can be asked of them."""
    for name, sort in SINGLE.items():
        yield from _unlike(f"'{name}'", getattr(study, name), sort)
    for name, sort in LISTED.items():
        yield from _listed(name, getattr(study, name), sort)
    for name, sort in NAMED.items():
        yield from _named(f"'{name}'", getattr(study, name), sort)
    yield from _inside(study.inside)
    for field in fields(study):
        choices = get_args(field.type) if get_origin(field.type) is Literal else ()
        if choices and getattr(study, field.name) not in choices:
            yield f"'{field.name}' is one of {', '.join(map(repr, choices))}"


def unreported(study: StudyDeclaration) -> Iterator[str]:
    """Endpoints and classes to report that are none of the study."""
    yield from wrong(
        "'endpoints'",
        (Citation("endpoint", name, names_of(study, Endpoint)) for name in study.endpoints),
    )
    yield from wrong(
        "'classes'",
        (Citation("classification", name, names_of(study, Classes)) for name in study.classes),
    )


def disordered(study: StudyDeclaration) -> Iterator[str]:
    """Endpoints, classes or report times that are listed twice, and times that do not rise."""
    for name in ("endpoints", "classes", "report_at"):
        values = getattr(study, name)
        for value in dict.fromkeys(value for value in values if values.count(value) > 1):
            yield f"{value!r} is listed twice in '{name}'; list it once"
    if list(study.report_at) != sorted(study.report_at):
        yield f"'report_at' does not rise; write {tuple(sorted(study.report_at))}"
    for value in study.report_at:
        if value < 0:
            yield f"{value!r} in 'report_at' lies before the origin; leave it out"


def _unlike(where: str, value: object, sort: Sort) -> Iterator[str]:
    if not isinstance(value, sort.types):
        yield f"{where} is {_a(value)}, not {sort.words}"


def _listed(name: str, values: Any, sort: Sort) -> Iterator[str]:
    if not isinstance(values, tuple):
        remedy = f"; write ({values!r},)" if isinstance(values, str) else ""
        yield f"'{name}' is {_a(values)}, not a tuple{remedy}"
        return
    for value in values:
        yield from _unlike(f"an entry of '{name}'", value, sort)


def _named(where: str, values: Any, sort: Sort) -> Iterator[str]:
    if not isinstance(values, Mapping):
        yield f"{where} is {_a(values)}, not a mapping from names"
        return
    for name, value in values.items():
        if not isinstance(name, str) or not name:
            yield f"a name in {where} is {_a(name)}, not a text"
        yield from _unlike(f"{name!r} in {where}", value, sort)


def _inside(inside: Any) -> Iterator[str]:
    if not isinstance(inside, Mapping):
        yield f"'inside' is {_a(inside)}, not a mapping from names of episodes"
        return
    for episodes, definitions in inside.items():
        yield from _named(f"'inside' of {episodes!r}", definitions, NAMED["definitions"])


def _a(value: object) -> str:
    name = type(value).__name__
    article = "an" if name[0].lower() in "aeiou" else "a"
    return f"an empty {name}" if value == "" else f"{article} {name}"
