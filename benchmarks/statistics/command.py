"""The command that measures the estimators and prints their ratios."""

from collections.abc import Sequence
from importlib.util import find_spec
from shutil import which

import click

from benchmarks.statistics.ours import ESTIMATORS
from benchmarks.statistics.race import Standing, peers, race
from benchmarks.statistics.samples import sample

SIZES = (10_000, 100_000, 1_000_000)


@click.command()
@click.option("--rows", multiple=True, type=int, default=SIZES, help="Rows of the sample.")
@click.option("--estimator", "chosen", multiple=True, type=click.Choice(tuple(ESTIMATORS)))
@click.option("--ties/--distinct", default=None, help="Only whole days, or only distinct times.")
def statistics(rows: Sequence[int], chosen: Sequence[str], ties: bool | None) -> None:
    """Measure the estimators against R, lifelines and scikit-survival on the same rows."""
    _name_the_absent()
    for size in rows:
        for tied in (True, False) if ties is None else (ties,):
            click.echo(f"\n{size:,} rows, {'whole days' if tied else 'distinct times'}")
            with peers(sample(size, ties=tied)) as present:
                for estimator in chosen or ESTIMATORS:
                    click.echo(_line(estimator, race(estimator, present)))


def _name_the_absent() -> None:
    for name, present in (("R", which("Rscript")), ("scikit-survival", find_spec("sksurv"))):
        if not present:
            click.echo(f"{name} is not installed, so it is left out.", err=True)


def _line(estimator: str, standings: list[Standing]) -> str:
    """Return a peer's time and how many times ours that is, for each peer."""
    mine, *others = standings
    parts = [f"{_time(one)} ({one.seconds / mine.seconds:.1f}x) {one.peer}" for one in others]
    return f"  {estimator:20}{_time(mine):>10}   " + "; ".join(parts)


def _time(standing: Standing) -> str:
    milliseconds = standing.seconds * 1000
    few = "" if standing.repetitions == 5 else f" [of {standing.repetitions}]"
    return f"{milliseconds:,.{1 if milliseconds < 100 else 0}f} ms{few}"
