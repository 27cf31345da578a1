"""The log of a store as commands read it."""

import click

from timeline.log import Log, followed
from timeline.store import Store


def log_beside(store: Store) -> Log:
    """The log beside a store, brought up to date; what was wrong with it is said on stderr."""
    log = followed(store)
    if log.notice:
        click.echo(f"timeline: {log.notice}", err=True)
    return log
