"""``timeline schema``: every kind of event and its fields, in words or as JSON Schema."""

import click
from rich.markup import escape

from console.application.errors import NotFound
from console.application.shipped import as_typed
from console.application.studies import vocabulary_with
from console.cli import completion
from console.cli.options import json_option, study_option
from console.cli.schema_words import FieldWords, described, fields_in_words, summary
from console.text.output import console, print_json, table
from projections.language.nearest_name import closest
from timeline.vocabulary import Event

PAGE = "docs/files.md"


@click.command(name="schema")
@click.argument("kind", required=False, shell_complete=completion.kinds)
@study_option
@json_option
def command(kind: str | None, study: str | None, as_json: bool) -> None:
    """List the kinds of event, or explain the fields of one KIND; --json gives JSON Schema."""
    kinds = vocabulary_with(study).kinds
    if kind is not None and kind not in kinds:
        meant = closest(kind, kinds) or "; 'timeline schema' lists them"
        raise NotFound(f"no kind of event '{kind}'{meant}")
    if as_json:
        schemas = {name: kinds[name].model_json_schema() for name in sorted(kinds)}
        print_json(schemas if kind is None else schemas[kind])
    elif kind is None:
        rows = [(name, escape(summary(kinds[name]))) for name in sorted(kinds)]
        console().print(table("kind", "what it is", rows=rows))
    else:
        _explain(kinds[kind])


def _explain(kind: type[Event]) -> None:
    """The kind, and a line for each field and each word that it takes."""
    out = console()
    out.print(escape(described(kind)))
    fields = list(fields_in_words(kind))
    if fields:
        out.print()
        rows = [row for field in fields for row in _rows(field)]
        out.print(table("field", "", "holds", "meaning", rows=rows))
    out.print(f"\nand the fields of every event: see {as_typed(PAGE)}", soft_wrap=True)


def _rows(field: FieldWords) -> list[tuple[str, str, str, str]]:
    needed = "needed" if field.needed else ""
    first = (field.name, needed, field.holds, escape(field.meaning))
    return [
        first,
        *(("", "", f"  {word}", escape(meaning)) for word, meaning in field.words.items()),
    ]
