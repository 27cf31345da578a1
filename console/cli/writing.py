"""Options of every command that writes an event: who writes it, when, and to which store."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from console.application.studies import vocabulary_with
from console.cli.options import ZonedInstant, json_option, store_option, study_option
from console.cli.recording import now_or, record_and_print
from timeline.store import Store
from timeline.vocabulary import Vocabulary

Command = Callable[..., Any]

AUTHOR = "TIMELINE_BY"
"""The environment variable that names the author of what is written."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes an event, when, to which store, and how the outcome is printed."""

    recorder: str
    recorded: datetime | None
    store: Path
    study: str | None
    as_json: bool

    @property
    def envelope(self) -> dict[str, str]:
        """The fields of an event that say by whom and when it was recorded."""
        return {"recorder": self.recorder, "recorded": now_or(self.recorded)}

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds of event, those of the study's module among them."""
        return vocabulary_with(self.study)

    def opened(self) -> Store:
        """The store, which must be there already."""
        return Store.open(self.store, self.vocabulary)

    def write(self, store: Store, fields: dict[str, Any]) -> None:
        """Write one event, under the rules of its patient's history, and print the outcome."""
        record_and_print(store, fields, self.study, self.as_json)


def writing_options(does: str, done: str) -> Callable[[Command], Command]:
    """Options common to all commands that write, passed to the command as one ``Writing``.

    Parameters
    ----------
    does, done
        The verbs in the help: ``corrects it``, ``corrected``.
    """
    options = (
        click.option(
            "--recorder", required=True, envvar=AUTHOR, show_envvar=True, help=f"Who {does}."
        ),
        click.option("--recorded", type=ZonedInstant(), help=f"When it was {done}. Default: now."),
        store_option,
        study_option,
        json_option,
    )

    def decorated(command: Command) -> Command:
        @wraps(command)
        def collected(**given: Any) -> Any:
            common = {field.name: given.pop(field.name) for field in fields(Writing)}
            return command(**given, writing=Writing(**common))

        with_options: Command = collected
        for option in reversed(options):
            with_options = option(with_options)
        return with_options

    return decorated


def reason_option(does: str) -> Callable[[Command], Command]:
    """Why something is corrected, retracted or decided."""
    return click.option("--reason", required=True, help=f"Why it is {does}.")


system_option = click.option("--system", help="Source system of the record, where several have it.")
