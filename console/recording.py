"""Writing one event of a person who can answer, and saying what came of it."""

import json
from datetime import UTC, datetime
from typing import Any

import click

from console.known_names import check_names
from console.output import print_json
from timeline.store import Store


def record_and_tell(store: Store, raw: dict[str, Any], study: str | None, as_json: bool) -> None:
    """Write one event, guarded by its patient's history, and print its id and its findings."""
    event = store.vocabulary.parse(raw)
    check_names(event, store, study)
    before = store.position
    raised = store.record(event)
    added = store.position > before
    if as_json:
        statements = [one.statement for one in raised]
        print_json({"id": str(event.id), "added": added, "findings": statements})
        return
    told = f"recorded {event.id}"
    click.echo(told if added else f"known already: {event.id}; the first telling holds")
    for finding in raised:
        click.echo(f"  {finding.name.replace('_', ' ')}: {finding.statement}")


def now_or(recorded: datetime | None) -> str:
    """The instant that was named, or this one, in ISO form."""
    return (recorded or datetime.now(UTC)).isoformat()


def fields_of(arguments: tuple[str, ...]) -> dict[str, Any]:
    """Fields as texts, which the kind reads as it needs; lists and objects from JSON.

    A number is left a text, for it may name a record.
    """
    found: dict[str, Any] = {}
    for argument in arguments:
        name, equals, text = argument.partition("=")
        if not equals:
            raise click.UsageError(f"'{name}' has no value; write FIELD=VALUE")
        found[name] = _value(text)
    return found


def _value(text: str) -> Any:
    if not text.startswith(("[", "{", '"')):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
