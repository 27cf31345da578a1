"""What is said of the store's patients who are not in the study."""

import click

from projections.cohort.replay import Replay
from projections.findings.not_enrolled import not_enrolled


def in_words(count: int) -> str:
    """How many there are, as a line of a result."""
    return f"patients of the store not enrolled: {count}"


def say_not_enrolled(replay: Replay) -> Replay:
    """Say on stderr how many there are, once a command, where a result has no place for it.

    Returns the same replay.
    """
    context = click.get_current_context(silent=True)
    already = set() if context is None else context.meta.setdefault(__name__, set())
    for count in set(not_enrolled(replay).values()) - already:
        click.echo(f"timeline: {in_words(count)}", err=True)
        already.add(count)
    return replay
