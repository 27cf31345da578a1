"""Writing one event on behalf of a person, and printing the outcome."""

import json
from datetime import UTC, datetime
from typing import Any

import click

from console.cli.known_names import check_names
from console.text.output import print_json
from projections.language.nearest_name import closest
from timeline.errors import InvalidEvent
from timeline.ingest.readers import LIST_SEPARATOR
from timeline.ingest.rejects import remedy_of
from timeline.store import Store
from timeline.vocabulary import Event
from timeline.vocabulary.fields import lists_of


def record_and_print(store: Store, raw: dict[str, Any], study: str | None, as_json: bool) -> None:
    """Write one event, under the rules of its patient's history, and print its id and findings."""
    event = parsed(store, raw)
    for warning in check_names(event, store, study):
        click.echo(f"timeline: warning: {warning}", err=True)
    before = store.position
    raised = store.record(event, datetime.now(UTC))
    added = store.position > before
    if as_json:
        statements = [item.statement for item in raised]
        print_json({"id": str(event.id), "added": added, "findings": statements})
        return
    known = f"known already: {event.id}; what was recorded first holds"
    click.echo(f"recorded {event.id}" if added else known)
    for finding in raised:
        click.echo(f"  {finding.name.replace('_', ' ')}: {finding.statement}")


def parsed(store: Store, raw: dict[str, Any]) -> Event:
    """The event of some fields.

    Raises
    ------
    InvalidEvent
        With the word that was probably meant, where one is close.
    """
    try:
        return store.vocabulary.parse(raw)
    except InvalidEvent as error:
        remedy = remedy_of(error, raw, store.vocabulary)
        raise InvalidEvent(error.field, error.reason, remedy) from None


def now_or(recorded: datetime | None) -> str:
    """The instant that was named, or this one, in ISO form."""
    return (recorded or datetime.now(UTC)).isoformat()


def fields_of(arguments: tuple[str, ...], kind: type[Event] | None) -> dict[str, Any]:
    """Fields as texts, which the kind reads as it needs; lists and objects from JSON.

    A number is left a text, for it may name a record. A list may be written as in CSV files,
    ``a;b``. Fields of an unknown kind are not checked.

    Raises
    ------
    click.UsageError
        If a field has no value, or two.
    InvalidEvent
        If the kind has no such field, with the closest that it has.
    """
    found: dict[str, Any] = {}
    for argument in arguments:
        name, equals, text = argument.partition("=")
        if not equals:
            raise click.UsageError(f"'{name}' has no value; write FIELD=VALUE")
        if name in found:
            raise click.UsageError(f"'{name}' is given twice; give it once")
        _check_field(name, kind)
        found[name] = _value(text, kind is not None and name in lists_of(kind))
    return found


def _check_field(name: str, kind: type[Event] | None) -> None:
    if kind is None or name in kind.model_fields:
        return
    named = kind.model_fields["kind"].default
    meant = closest(name, kind.model_fields).removeprefix("; ")
    remedy = meant or f"see 'timeline schema {named}'"
    raise InvalidEvent(name, f"{named} has no such field", remedy)


def _value(text: str, is_list: bool) -> Any:
    if text.startswith(("[", "{", '"')):
        try:
            return json.loads(text)
        except ValueError:
            pass
    if is_list and text:
        return [part.strip() for part in text.split(LIST_SEPARATOR)]
    return text
