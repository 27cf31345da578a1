"""``timeline demo``: the shipped cohorts imported, checked, replayed, audited and reported."""

import shlex
from pathlib import Path

import click

from console.fixtures import fixtures

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
    """Import the shipped cohorts, hold the paper against one, replay, audit and report it."""
    group = context.parent.command if context.parent else None
    assert isinstance(group, click.Group)
    for step in STEPS:
        arguments = shlex.split(step.format(fixtures=shlex.quote(_shortest(fixtures()))))
        arguments += ["--store", str(store)]
        click.secho(f"> timeline {shlex.join(arguments)}", bold=True)
        code = group.main(arguments, prog_name="timeline", standalone_mode=False)
        if code:
            return int(code)
        click.echo()
    return 0


def _shortest(folder: Path) -> str:
    """The folder as a user who stands beside it would type it."""
    beside = Path(folder.name)
    return str(beside if beside.exists() and beside.samefile(folder) else folder)
