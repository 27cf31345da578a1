"""What is said of the store's patients who are not in the study."""

import click

from projections.replay import Replay
from projections.unenrolled import not_enrolled


def in_words(count: int) -> str:
    """How many there are, as a line of a result."""
    return f"patients of the store not enrolled: {count}"


def say_not_enrolled(replay: Replay) -> Replay:
    """Say on stderr how many there are, where a result has no place for it; the same replay."""
    for count in not_enrolled(replay).values():
        click.echo(f"timeline: {in_words(count)}", err=True)
    return replay
