"""The log of a store as commands read it."""

import click

from timeline.log import Log, followed
from timeline.store import Store


def log_beside(store: Store) -> Log:
    """The log beside a store, brought up to date; what was wrong with it is said on stderr."""
    log = followed(store)
    say(log.notice)
    return log


def say(notice: str) -> None:
    """Print a notice on stderr, if there is one."""
    if notice:
        click.echo(f"timeline: {notice}", err=True)
