"""What is printed on stderr beside a result: of the store, the as-of, the lock and the cohort."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from console.application.question import Question
from console.application.session import Session, session
from console.text.not_enrolled import in_words
from projections.cohort.replay import Replay
from projections.findings.not_enrolled import not_enrolled
from timeline.log import Log, followed
from timeline.store import Store


def say(notice: str) -> None:
    """Print a notice on stderr, if there is one."""
    if notice:
        click.echo(f"timeline: {notice}", err=True)


@contextmanager
def open_session(store: Path, question: Question) -> Iterator[Session]:
    """A store opened for a question; its notices are printed."""
    with session(store, question) as opened:
        for notice in opened.notices:
            say(notice)
        yield opened


def log_beside(store: Store) -> Log:
    """The log beside a store, brought up to date; its notice is printed."""
    log = followed(store)
    say(log.notice)
    return log


def say_not_enrolled(replay: Replay) -> Replay:
    """Print how many patients of the store are not enrolled, where a result has no place for it.

    Returns the same replay.
    """
    for count in not_enrolled(replay).values():
        say(in_words(count))
    return replay
