"""``timeline schema``: the JSON Schema of every kind of event."""

import click

from console.errors import NotFound
from console.options import study_option
from console.output import print_json
from console.studies import vocabulary_with


@click.command(name="schema")
@click.argument("kind", required=False)
@study_option
def command(kind: str | None, study: str | None) -> None:
    """Print the JSON Schema of every kind of event, or of one KIND."""
    kinds = vocabulary_with(study).kinds
    if kind is not None and kind not in kinds:
        raise NotFound(f"no kind of event '{kind}'; there are: {', '.join(sorted(kinds))}")
    chosen = sorted(kinds) if kind is None else [kind]
    schemas = {name: kinds[name].model_json_schema() for name in chosen}
    print_json(schemas if kind is None else schemas[kind])
