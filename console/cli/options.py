"""Options that several commands share, and the strict forms that they accept."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from console.application.locks import LOCK, enforce
from console.cli.adjudications import adjudications_option


class CutoffDate(click.ParamType[date]):
    """A day written ``YYYY-MM-DD`` and nothing else."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail("not a day; write YYYY-MM-DD, as in 2019-12-31", param, ctx)


class ZonedInstant(click.ParamType[datetime]):
    """An instant with its time zone, ISO 8601."""

    name = "INSTANT"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read the instant."""
        if isinstance(value, datetime):
            return value
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            self.fail("not an instant; write it as in 2019-12-31T12:00:00Z", param, ctx)
        if instant.tzinfo is None:
            self.fail("no time zone; write it as in 2019-12-31T12:00:00Z", param, ctx)
        try:
            instant.astimezone(UTC)
        except OverflowError:
            self.fail("outside the years 1 to 9999 of UTC", param, ctx)
        return instant


Command = Callable[..., Any]

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("timeline.db"),
    envvar="TIMELINE_STORE",
    show_default=True,
    show_envvar=True,
    help="The store, an SQLite file.",
)

study_option = click.option(
    "--study",
    envvar="TIMELINE_STUDY",
    show_envvar=True,
    help="Name of a study, or path of a study module. Default: the one study in the store.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")


cutoff_option = click.option("--cutoff", type=CutoffDate(), help="Data cutoff, last day included.")

known_by_option = click.option(
    "--known-by",
    type=ZonedInstant(),
    help="Database lock: use only what had been recorded by then. Default: everything.",
)

censoring_option = click.option(
    "--censoring",
    type=click.Choice(["administrative", "strict"]),
    default="administrative",
    show_default=True,
    help="Follow to the cutoff those whom a later event shows alive, or only to their last event.",
)

lock_option = click.option(
    f"--{LOCK}",
    metavar="NAME",
    help="A data lock, in place of cutoff, state of knowledge and censoring.",
)


def as_of_options(command: Command) -> Command:
    """Store, study, and an as-of: cutoff, state of knowledge and censoring policy, or a lock.

    The command is not told of a lock: it is given what was locked, and its session reads the
    store as it was then.
    """

    @wraps(command)
    def settled(**given: Any) -> Any:
        lock = given.pop(LOCK)
        if lock is not None:
            given |= enforce(lock, given)
        elif given["cutoff"] is None:
            raise click.UsageError("Name a data cutoff: --cutoff YYYY-MM-DD, or --lock NAME.")
        return command(**given)

    options = (
        store_option,
        study_option,
        cutoff_option,
        known_by_option,
        censoring_option,
        lock_option,
        adjudications_option,
    )
    with_options: Command = settled
    for option in reversed(options):
        with_options = option(with_options)
    return with_options
