"""``timeline verify``: whether the log beside a store equals one built from the store."""

from collections import Counter
from pathlib import Path

import click

from console.application.studies import vocabulary_with
from console.cli.notices import log_beside, say
from console.cli.options import store_option, study_option
from console.cli.undeclared_kinds import in_words
from timeline.log import Log, built_again, rebuilt
from timeline.log.compare import differing_patients
from timeline.log.undeclared import kinds_beyond, undeclared
from timeline.store import Store

NOT_FACTS = {
    "corrected": "correction",
    "retracted": "retraction",
    "adjudicated": "adjudication",
}
"""Kinds of event that are no fact of a patient's life, and what each is called."""


@click.command(name="verify")
@store_option
@study_option
@click.option("--rebuild", is_flag=True, help="Build the log again from the store first.")
def command(store: Path, study: str | None, rebuild: bool) -> int:
    """Check the whole file of the store, and that the log beside it equals one built from it.

    The exit code is 1 if it does not, if it was damaged and had to be built again, or if it holds
    events that the store has lost. The payload of kinds that no study here declares is not
    compared; --study names a study with kinds of its own.
    """
    with Store.open(store, vocabulary_with(study)) as opened:
        opened.check()
        if rebuild:
            say(built_again(opened).notice)
        beside, again = log_beside(opened), rebuilt(opened)
        apart = kinds_beyond(again, opened.vocabulary)
        unknown = in_words(undeclared(again, opened.vocabulary), "no study here declares")
        counted = _counted(opened)
    say(unknown and f"{unknown}; without --study their payload is not compared")
    click.echo(counted)
    return _judged(beside, again, differing_patients(beside, again, apart))


def _counted(store: Store) -> str:
    """How many events the store holds: facts, and those that are about others."""
    counts = Counter(NOT_FACTS.get(each.fields["kind"], "fact") for each in store.read())
    listed = [
        f"{counts[noun]} {noun if counts[noun] == 1 else noun + 's'}"
        for noun in ("fact", *NOT_FACTS.values())
        if counts[noun]
    ]
    total = counts.total()
    events = "1 event" if total == 1 else f"{total} events"
    return f"{events} in the store" + (f": {', '.join(listed)}" if listed else "")


def _judged(beside: Log, again: Log, wrong: list[str]) -> int:
    """Say what was found; the exit code."""
    events = sum(part.segment.events for part in again.parts)
    counted = f"{len(again.patients)} patients, {events} event versions"
    if wrong:
        click.echo(
            f"{counted}: {len(wrong)} of them differ between the log and the store; the store is "
            "the record, and 'timeline verify --rebuild' builds the log again from it"
        )
    elif beside.lost:
        click.echo(f"{counted} in the store: the log holds {beside.lost} events more")
    else:
        click.echo(f"{counted}: the log equals the store")
    return 1 if wrong or beside.notice else 0
