"""The command ``timeline``: its subcommands are imported only when they are called."""

import os
import sys
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

import console.cli.completion  # noqa: F401 - registers how bash is answered

COMMANDS = {
    "import": "console.cli.commands.import_",
    "record": "console.cli.commands.record",
    "correct": "console.cli.commands.correct",
    "retract": "console.cli.commands.retract",
    "adjudicate": "console.cli.commands.adjudicate",
    "changes": "console.cli.commands.changes",
    "replay": "console.cli.commands.replay",
    "sweep": "console.cli.commands.sweep",
    "lock": "console.cli.commands.lock",
    "analyse": "console.cli.commands.analyse",
    "publication": "console.cli.commands.publication",
    "patient": "console.cli.commands.patient",
    "states": "console.cli.commands.states",
    "swimmer": "console.cli.commands.swimmer",
    "graph": "console.cli.commands.graph",
    "export": "console.cli.commands.export",
    "report": "console.cli.commands.report",
    "diff": "console.cli.commands.diff",
    "audit": "console.cli.commands.audit",
    "definitions": "console.cli.commands.definitions",
    "quality": "console.cli.commands.quality",
    "verify": "console.cli.commands.verify",
    "schema": "console.cli.commands.schema",
    "terms": "console.cli.commands.terms",
    "demo": "console.cli.commands.demo",
}

SHORT_HELP = {
    "import": "Import events from JSON Lines or CSV files.",
    "record": "Record one event, checked against the patient's history.",
    "correct": "Correct fields of a record, with a reason.",
    "retract": "Retract a record, with a reason.",
    "adjudicate": "Record an expert's decision on a derived value.",
    "changes": "List corrections and retractions: old, new, author, time, reason.",
    "replay": "Replay the cohort at a data cutoff: populations and endpoints.",
    "lock": "Create a data lock that always replays to the same result.",
    "sweep": "Replay a range of data cutoffs: how estimates evolved.",
    "analyse": "Run the study's analysis plan: curves, incidence, regression, tables.",
    "publication": "Compare every number in the study's paper with the replayed value.",
    "patient": "Show one patient's history and derived values.",
    "states": "Count the patients in each state on any day.",
    "swimmer": "Draw the cohort's histories as a swimmer plot.",
    "graph": "Show the sequence of treatments: how many patients received which next.",
    "export": "Export the analysis tables as CSV for R, with a codebook.",
    "report": "Write the study's report: tables and figures to read, edit and print.",
    "diff": "Show what changed between two as-ofs, locks or versions, and why.",
    "audit": "Show why a value is what it is, or which patients make a statistic.",
    "definitions": "Print a study's definitions in words, or what changed in them.",
    "quality": "List contradictions and oddities in the record.",
    "verify": "Check that the log equals the store.",
    "schema": "List the kinds of event and their fields, or print their JSON Schema.",
    "terms": "Show how free text is read: drugs, karyotypes, sites, causes of death.",
    "demo": "Import the shipped cohorts, check one against its paper, replay, audit, report.",
}

EXIT_BAD_DATA = 1
EXIT_NOT_FOUND = 3


class LazyGroup(click.Group):
    """Lists its commands without importing them, so that ``--help`` is immediate."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer commands with their short helps, without importing them."""
        names = [name for name in COMMANDS if name.startswith(incomplete)]
        return [
            *(CompletionItem(name, help=SHORT_HELP[name]) for name in names),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List names and short helps."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SHORT_HELP.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name the folder of the documents; a long path is not broken into lines."""
        from console.application.shipped import as_typed

        with formatter.section("Documents and examples"):
            formatter.write(f"  {as_typed('docs')}\n")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or suggest the closest."""
        from difflib import get_close_matches

        known = not args or args[0] in COMMANDS or args[0].startswith("-")
        if not known and not ctx.resilient_parsing:
            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{close[0]}'?" if close else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="patient-timeline", prog_name="timeline")
def cli() -> None:
    """Replay clinical cohorts at any data cutoff, and audit every derived value."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors that a user can correct are one line on stderr."""
    try:
        code = cli.main(arguments, prog_name="timeline", standalone_mode=False)
    except click.exceptions.Abort:
        _say("interrupted; what was written before is whole")
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _let_go_of_stdout()
        sys.exit(0)
    except Exception as error:
        sys.exit(_exit_code(error))
    sys.exit(code if isinstance(code, int) else 0)


def _exit_code(error: Exception) -> int:
    """Print what went wrong; an internal error names its type and place, no values."""
    from analyses.errors import AnalysisError
    from console.application.errors import InvalidStudy, NotFound
    from console.cli.outputs.errors import SAID
    from projections.language import InvalidDefinition
    from timeline.errors import LockNotFound, PatientNotFound, StoreNotFound, TimelineError

    if isinstance(error, StoreNotFound | PatientNotFound | LockNotFound | NotFound):
        _say(str(error))
        return EXIT_NOT_FOUND
    if os.environ.get("TIMELINE_DEBUG"):
        raise error
    if isinstance(error, TimelineError | AnalysisError | InvalidStudy | InvalidDefinition):
        _say(str(error))
        return EXIT_BAD_DATA
    if isinstance(error, OSError) and error.errno in SAID:
        if error.filename is None:
            _let_go_of_stdout()
        _say(f"{error.filename or 'the output'} cannot be written: {SAID[error.errno]}")
        return EXIT_BAD_DATA
    _say(f"internal error ({_place(error)}); set TIMELINE_DEBUG=1 to see where")
    return EXIT_BAD_DATA


def _let_go_of_stdout() -> None:
    """Discard what is left to print, which Python would try once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place(error: Exception) -> str:
    trace: Any = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_globals.get("__name__", "?")
    return f"{type(error).__name__} in {name}, line {trace.tb_lineno}"


def _say(text: str) -> None:
    click.echo(f"timeline: {text}", err=True)


if __name__ == "__main__":
    main()
