"""``timeline demo``: the shipped cohorts imported, checked, replayed, audited and reported."""

import shlex
import sys
from pathlib import Path
from shutil import which

import click

from console.application.shipped import as_typed

STEPS = (
    "import {fixtures}/wudhikarn2021/cohort.jsonl {fixtures}/stanford/events.csv",
    "publication --status missed",
    "replay --study stanford --cutoff 1974-04-01",
    "audit MSK35 response_to_infusion --why-not 'MRD-negative CR' --study wudhikarn2021"
    " --cutoff 2019-12-31",
    "report --study wudhikarn2021 --cutoff 2019-12-31 --out demo-report --force",
)


@click.command(name="demo")
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("demo.db"),
    show_default=True,
    help="The store, an SQLite file.",
)
@click.pass_context
def command(context: click.Context, store: Path) -> int:
    """Import the shipped cohorts, compare one with its paper, replay, audit and report it."""
    group = context.parent.command if context.parent else None
    assert isinstance(group, click.Group)
    fixtures = shlex.quote(as_typed("fixtures"))
    for step in STEPS:
        arguments = [*shlex.split(step.format(fixtures=fixtures)), "--store", str(store)]
        click.secho(f"> {shlex.join([_program(), *arguments])}", bold=True)
        code = group.main(arguments, prog_name="timeline", standalone_mode=False)
        if code:
            return int(code)
        click.echo()
    return 0


def _program() -> str:
    """The command as the user can type it again: by name where that finds it, else by its path."""
    called, found = Path(sys.argv[0]), which("timeline")
    by_name = found is not None and Path(found).resolve() == called.resolve()
    return "timeline" if by_name or called.name != "timeline" else str(called)
