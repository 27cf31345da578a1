"""The options that say where a command writes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from console.cli.outputs.file import OutputFile
from console.cli.outputs.folder import OutputFolder

Command = Callable[..., Any]

force_option = click.option(
    "--force", is_flag=True, help="Replace an earlier output of the same name."
)


def file_output(
    option: str, text: str, columns: Sequence[str] = ()
) -> Callable[[Command], Command]:
    """An option that names a file; the command is given an ``OutputFile``, or None.

    ``columns`` are the names in the heading of a table.
    """
    kind = click.Path(path_type=Path, dir_okay=False)
    name = option.removeprefix("--")
    output = partial(OutputFile, heading=",".join(columns))
    return _output([click.option(option, type=kind, help=text)], {name: output})


def file_outputs(
    columns: Mapping[str, Sequence[str]], **options: str
) -> Callable[[Command], Command]:
    """Several options that each name a file, by their names and help texts.

    ``columns`` are the names in the headings of those that are tables.
    """
    kind = click.Path(path_type=Path, dir_okay=False)
    named = [click.option(f"--{name}", type=kind, help=text) for name, text in options.items()]
    outputs = {
        name: partial(OutputFile, heading=",".join(columns.get(name, ()))) for name in options
    }
    return _output(named, outputs)


def folder_output(option: str, text: str) -> Callable[[Command], Command]:
    """An option that names a folder, and must be given; the command gets an ``OutputFolder``."""
    kind = click.Path(path_type=Path)
    named = click.option(option, type=kind, required=True, help=text)
    return _output([named], {option.removeprefix("--"): OutputFolder})


def _output(
    options: Sequence[Callable[[Command], Command]],
    outputs: Mapping[str, Callable[[Path, bool, Path], OutputFile | OutputFolder]],
) -> Callable[[Command], Command]:
    """The options and ``--force``; whether the places may be written is checked first of all."""

    def declared(command: Command) -> Command:
        @wraps(command)
        def checked(**given: Any) -> Any:
            force = given.pop("force")
            for name, output in outputs.items():
                if given[name] is not None:
                    given[name] = output(given[name], force, given["store"])
                    given[name].check()
            return command(**given)

        with_options: Command = force_option(checked)
        for option in reversed(options):
            with_options = option(with_options)
        return with_options

    return declared
