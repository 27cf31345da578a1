"""``timeline terms``: the terms by which free text is read, and how a word is understood."""

from typing import Any

import click
from rich.markup import escape

from console.application.errors import NotFound
from console.application.studies import vocabulary_with
from console.cli import completion
from console.cli.options import json_option, study_option
from console.text.output import console, print_json, table
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.terms import TABLES, Term, Terminology, terminology


@click.command(name="terms")
@click.argument(
    "name", metavar="[TERMINOLOGY]", required=False, shell_complete=completion.terminologies
)
@click.argument("words", metavar="[WORD]...", nargs=-1)
@study_option
@json_option
def command(name: str | None, words: tuple[str, ...], study: str | None, as_json: bool) -> int:
    """List the terminologies, the terms of one TERMINOLOGY, or how each WORD is understood.

    The exit code is 1 if a word is not understood. With --study the terms that a study adds count.
    """
    vocabulary = vocabulary_with(study)
    if name is None:
        return _print(_overview(vocabulary), as_json)
    if name not in _names(vocabulary):
        raise NotFound(f"no terminology '{name}'; there are: {', '.join(_names(vocabulary))}")
    read_by = terminology(name, vocabulary.terms.get(name, ()))
    if not words:
        return _print([_term(term) for term in read_by.terms], as_json)
    readings = [_reading(read_by, word) for word in words]
    _print(readings, as_json)
    return 1 if any(reading["not understood"] for reading in readings) else 0


def _names(vocabulary: Vocabulary) -> list[str]:
    return list(dict.fromkeys([*TABLES, *vocabulary.terms]))


def _overview(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Each terminology, and the fields that it reads."""
    read: dict[str, list[str]] = {name: [] for name in _names(vocabulary)}
    for kind in sorted(vocabulary.kinds):
        for field, terms in vocabulary.terminologies(kind).items():
            read[terms.name].append(f"{kind}.{field}")
    found = {name: terminology(name, vocabulary.terms.get(name, ())) for name in read}
    return [
        {"terminology": name, "of": terms.title, "terms": len(terms.terms), "reads": read[name]}
        for name, terms in found.items()
    ]


def _term(term: Term) -> dict[str, Any]:
    return {
        "term": term.name,
        "classes": list(term.classes),
        "drugs": list(term.parts),
        "also written": list(term.synonyms),
        "code": term.code,
        "source": term.source,
    }


def _reading(read_by: Terminology, word: str) -> dict[str, Any]:
    reading = read_by.read(word)
    return {
        "written": word,
        "understood as": list(reading.terms),
        "regimens": list(reading.named),
        "classes": sorted(reading.classes),
        "not understood": list(reading.unknown),
        "closest term": (read_by.closest(word) or "") if reading.unknown else "",
    }


def _print(rows: list[dict[str, Any]], as_json: bool) -> int:
    """The rows as JSON, or as a table of the columns in which any row says something."""
    if as_json:
        print_json(rows)
        return 0
    shown = [name for name in rows[0] if any(row[name] for row in rows)]
    cells = [tuple(_cell(row[name]) for name in shown) for row in rows]
    console().print(table(*shown, rows=cells))
    return 0


def _cell(value: Any) -> str:
    return escape(", ".join(value) if isinstance(value, list) else str(value))
