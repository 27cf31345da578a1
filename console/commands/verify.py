"""``timeline verify``: whether the maintained log equals one laid out afresh."""

from pathlib import Path

import click

from console.logs import log_beside
from console.options import store_option
from console.studies import vocabulary_with
from timeline.log import rebuilt
from timeline.log.compare import differing_patients
from timeline.store import Store


@click.command(name="verify")
@store_option
def command(store: Path) -> int:
    """Check that the maintained log equals one laid out afresh from the store.

    The exit code is 1 if it does not, or if it was damaged and had to be built again.
    """
    with Store.open(store, vocabulary_with(None)) as opened:
        maintained, afresh = log_beside(opened), rebuilt(opened)
    wrong = differing_patients(maintained, afresh)
    events = sum(part.segment.events for part in afresh.parts)
    if wrong:
        click.echo(f"{len(wrong)} patients differ; delete {store}.log to lay it out afresh")
        return 1
    counted = f"{len(afresh.patients)} patients, {events} event versions"
    click.echo(f"{counted}: the log equals the store")
    return 1 if maintained.notice else 0
