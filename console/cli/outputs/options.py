"""The options by which a command is told where to write."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from console.cli.outputs.file import OutputFile
from console.cli.outputs.folder import OutputFolder

Command = Callable[..., Any]

force_option = click.option(
    "--force", is_flag=True, help="Replace an earlier output of the same name."
)


def file_output(option: str, text: str) -> Callable[[Command], Command]:
    """An option that names a file; the command is given an ``OutputFile``, or None."""
    kind = click.Path(path_type=Path, dir_okay=False)
    return _output(click.option(option, type=kind, help=text), option, OutputFile)


def folder_output(option: str, text: str) -> Callable[[Command], Command]:
    """An option that names a folder, and must be given; the command gets an ``OutputFolder``."""
    kind = click.Path(path_type=Path)
    return _output(click.option(option, type=kind, required=True, help=text), option, OutputFolder)


def _output(
    named: Callable[[Command], Command],
    option: str,
    output: type[OutputFile] | type[OutputFolder],
) -> Callable[[Command], Command]:
    """The option and ``--force``; whether the place may be written is checked first of all."""
    name = option.removeprefix("--")

    def declared(command: Command) -> Command:
        @wraps(command)
        def checked(**given: Any) -> Any:
            force = given.pop("force")
            if given[name] is not None:
                given[name] = output(given[name], force, given["store"])
                given[name].check()
            return command(**given)

        return named(force_option(checked))

    return declared
