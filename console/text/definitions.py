"""Every definition of a study in words: the sentences that the definitions read out themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from projections.language import (
    Classes,
    Condition,
    Endpoint,
    Episodes,
    Milestone,
    Node,
    Quantity,
)
from projections.language.sentences import Names
from projections.study import Study
from projections.study.pin import says

SORTS: dict[str, type[Node]] = {
    "Moments": Milestone,
    "Classes": Classes,
    "Endpoints": Endpoint,
    "Episodes": Episodes,
    "Quantities": Quantity,
    "Conditions": Condition,
}
PARTS = "Parts that definitions cite"
INTRODUCTION = """# Definitions

Every value that a study derives, in the words that its definition reads out itself: what is
evaluated is what stands here. This page is written by `timeline definitions --markdown`.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One definition in words.

    Attributes
    ----------
    place
        The heading under which it stands.
    name, says, source
        Its name, its sentence (of classes, one line a case), and where it comes from.
    """

    place: str
    name: str
    says: tuple[str, ...]
    source: str


def entries(study: Study) -> Iterator[Entry]:
    """The definitions of a study: by sort, then those inside episodes, then named parts."""
    names = study.names
    for heading, sort in SORTS.items():
        of_sort = {n: node for n, node in study.definitions.items() if isinstance(node, sort)}
        yield from _entries(heading, of_sort, names)
    for episodes, inside in study.inside.items():
        yield from _entries(f"In each {_words(episodes)}", inside, names)
    yield from _entries(PARTS, study.parts, names)


def _entries(place: str, named: Mapping[str, Node], names: Names) -> Iterator[Entry]:
    for name, node in named.items():
        other = names[id(node)]
        sentence = says(node, names) if other == name else (f"the same as «{_words(other)}»",)
        yield Entry(place, name, sentence, getattr(node, "source", ""))


def page(studies: Iterable[Study]) -> str:
    """The definitions of several studies as one Markdown page."""
    return "\n".join([INTRODUCTION, *(line for study in studies for line in _markdown(study))])


def _markdown(study: Study) -> Iterator[str]:
    listed = list(entries(study))
    known = {item.name for item in listed}
    yield f"## {study.title}\n"
    yield f"Study `{study.name}`. Its conventions:\n"
    yield "".join(f"- {convention}\n" for convention in study.conventions)
    place = ""
    for item in listed:
        if item.place != place:
            place = item.place
            yield f"### {place}\n"
        yield f'#### <a id="{_anchor(study, item.name)}"></a>{_words(item.name)}\n'
        yield _linked(_body(item.says), study, known) + "\n"
        if item.source:
            yield f"*{_escaped(item.source)}*\n"


def _body(says: tuple[str, ...]) -> str:
    if len(says) == 1:
        return f"{_capital(says[0])}."
    return "\n".join(f"- {line}" for line in says)


def _linked(text: str, study: Study, known: set[str]) -> str:
    """Names of definitions in a text as links to where they stand."""

    def link(match: re.Match[str]) -> str:
        name = match[1].replace(" ", "_")
        return f"[{match[1]}](#{_anchor(study, name)})" if name in known else f"*{match[1]}*"

    return re.sub("«(.+?)»", link, _escaped(text))


def _escaped(text: str) -> str:
    return text.replace("<", "\\<").replace("*", "\\*")


def _anchor(study: Study, name: str) -> str:
    return f"{study.name}-{name}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _capital(text: str) -> str:
    return text if text.startswith("«") else text[:1].upper() + text[1:]
