"""``timeline verify``: whether the maintained log equals one laid out afresh."""

from pathlib import Path

import click

from console.options import store_option
from console.studies import vocabulary_with
from timeline.log import followed, rebuilt
from timeline.log.compare import differing_patients
from timeline.store import Store


@click.command(name="verify")
@store_option
def command(store: Path) -> int:
    """Check that the maintained log equals one laid out afresh from the store."""
    with Store.open(store, vocabulary_with(None)) as opened:
        maintained, afresh = followed(opened), rebuilt(opened)
    wrong = differing_patients(maintained, afresh)
    events = sum(part.segment.events for part in afresh.parts)
    if wrong:
        click.echo(f"{len(wrong)} patients differ; delete {store}.log to lay it out afresh")
        return 1
    counted = f"{len(afresh.patients)} patients, {events} event versions"
    click.echo(f"{counted}: the log equals the store")
    return 0
