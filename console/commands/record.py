"""``timeline record``: write one event, guarded by the patient's history."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from console.options import ZonedInstant, json_option, store_option, study_option
from console.output import print_json
from console.studies import vocabulary_with
from timeline.store import Store


@click.command(name="record")
@click.argument("kind")
@click.argument("patient")
@click.argument("occurred")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--recorder", required=True, help="Who records it.")
@click.option("--record", "source_record", required=True, help="Id of the source record.")
@click.option("--system", "source_system", default="console", show_default=True)
@click.option("--revision", type=int, default=1, show_default=True)
@click.option("--document", help="The source document.")
@click.option("--recorded", type=ZonedInstant(), help="When it was recorded. Default: now.")
@store_option
@study_option
@json_option
def command(
    kind: str,
    patient: str,
    occurred: str,
    fields: tuple[str, ...],
    recorded: datetime | None,
    store: Path,
    study: str | None,
    as_json: bool,
    **envelope: Any,
) -> None:
    """Write one event of KIND that OCCURRED to PATIENT.

    For example: timeline record death P001 2019-05-02 cause=disease --recorder dm1 --record D-17.
    A correction names its target: timeline record corrected P001 2019-05-03 target_record=D-17
    reason=typo 'replacement={"kind": "death", "occurred": "2019-05-01", "cause": "disease"}' ...
    """
    raw = {
        **_fields(fields),
        **{name: value for name, value in envelope.items() if value is not None},
        "kind": kind,
        "patient": patient,
        "occurred": occurred,
        "recorded": (recorded or datetime.now(UTC)).isoformat(),
    }
    with Store.open(store, vocabulary_with(study), create=True) as opened:
        event = opened.vocabulary.parse(raw)
        raised = opened.record(event)
    if as_json:
        print_json({"id": str(event.id), "findings": [one.statement for one in raised]})
        return
    click.echo(f"recorded {event.id}")
    for finding in raised:
        click.echo(f"  {finding.name.replace('_', ' ')}: {finding.statement}")


def _fields(arguments: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for argument in arguments:
        name, equals, text = argument.partition("=")
        if not equals:
            raise click.UsageError(f"'{name}' has no value; write FIELD=VALUE")
        try:
            found[name] = json.loads(text)
        except ValueError:
            found[name] = text
    return found
