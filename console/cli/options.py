"""Options that several commands share, and the strict forms that they accept."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from console.application.question import Question
from console.application.question_values import InvalidQuestion, day, instant, position
from console.cli import completion


class CutoffDate(click.ParamType[date]):
    """A day written ``YYYY-MM-DD`` and nothing else."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read the day."""
        try:
            return day("cutoff", value)
        except InvalidQuestion as error:
            self.fail(error.reason, param, ctx)


class ZonedInstant(click.ParamType[datetime]):
    """An instant with its time zone, ISO 8601."""

    name = "INSTANT"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read the instant."""
        try:
            return instant("known_by", value)
        except InvalidQuestion as error:
            self.fail(error.reason, param, ctx)


class StorePosition(click.ParamType[int]):
    """A whole number from 1."""

    name = "POSITION"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Read the position."""
        try:
            return position("position", value)
        except InvalidQuestion as error:
            self.fail(error.reason, param, ctx)


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
    shell_complete=completion.studies,
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
    show_default="administrative",
    help="Follow patients whom a later event shows alive to the cutoff, or only to their last "
    "event.",
)

adjudications_option = click.option(
    "--adjudications",
    type=click.Choice(["none", "applied"]),
    help="Use adjudicated values instead of derived ones, or not. Default: as the study declares.",
)

lock_option = click.option(
    "--lock",
    shell_complete=completion.locks,
    metavar="NAME",
    help="A data lock, in place of cutoff, state of knowledge and policies.",
)

position_option = click.option(
    "--position",
    type=StorePosition(),
    help="The store as it was when this position was its last. Default: as it is now.",
)


def question_of(**given: Any) -> Question:
    """The question of some options.

    Raises
    ------
    click.UsageError
        If they exclude each other, or too little is given.
    """
    try:
        return Question.parse(**given)
    except InvalidQuestion as error:
        raise click.UsageError(error.worded(_option)) from None


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def as_of_options(command: Command) -> Command:
    """Store and question: study, cutoff, state of knowledge and policies, or a lock.

    The command is given ``store`` and ``question``.
    """

    @wraps(command)
    def with_question(**given: Any) -> Any:
        parts = {field.name: given.pop(field.name) for field in fields(Question)}
        return command(question=question_of(**parts), **given)

    options = (
        store_option,
        study_option,
        cutoff_option,
        known_by_option,
        censoring_option,
        lock_option,
        adjudications_option,
        position_option,
    )
    with_options: Command = with_question
    for option in reversed(options):
        with_options = option(with_options)
    return with_options
