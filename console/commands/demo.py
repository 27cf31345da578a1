"""``timeline demo``: the shipped cohorts imported, replayed and audited, command by command."""

import shlex
import sysconfig
from pathlib import Path

import click

from console.errors import NotFound

CHECKOUT = Path(__file__).parents[2] / "fixtures"
INSTALLED = Path(sysconfig.get_path("data")) / "share/patient-timeline/fixtures"

STEPS = (
    "import {fixtures}/stanford/events.csv {fixtures}/wudhikarn2021/cohort.jsonl",
    "replay --study stanford --cutoff 1974-04-01",
    "replay --study stanford --cutoff 1970-01-01",
    "replay --study wudhikarn2021 --cutoff 2019-12-31",
    "audit MSK50 remission_after_inotuzumab --study wudhikarn2021 --cutoff 2019-12-31",
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
    """Import the shipped cohorts into a store, replay them, and audit one patient."""
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


def fixtures() -> Path:
    """Where the shipped data lie: in the checkout, or installed beside the program.

    Raises
    ------
    NotFound
        If the program was installed without them.
    """
    for folder in (CHECKOUT, INSTALLED):
        if folder.is_dir():
            return folder
    raise NotFound("the shipped cohorts are not installed; run the demo in a checkout")
