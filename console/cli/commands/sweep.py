"""``timeline sweep``: the cohort at a range of data cutoffs."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from console.application.knowledge import warnings_of
from console.application.session import Session
from console.application.sweep import Sweep, sweep
from console.cli.notices import open_session, say
from console.cli.options import (
    CutoffDate,
    ZonedInstant,
    adjudications_option,
    censoring_option,
    json_option,
    question_of,
    store_option,
    study_option,
)
from console.cli.outputs import OutputFile, file_output
from console.text.output import print_json
from projections.cohort.sweep import Step, cutoffs, known_then
from timeline.log import AsOf

THEN, NOW = "as-known-then", "now"
UNITS = {"d": ("days", 1), "w": ("days", 7), "m": ("months", 1), "y": ("months", 12)}
MOST = 2_000
"""More cutoffs than these are rather a mistyped range."""


class Every(click.ParamType[Step]):
    """Days, weeks, months or years between cutoffs: ``30d``, ``1m``."""

    name = "STEP"

    def convert(self, value: Any, param: Any, ctx: Any) -> Step:
        """Read the step."""
        if isinstance(value, Step):
            return value
        found = re.fullmatch(r"([1-9]\d{0,3})([dwmy])", value)
        if found is None:
            self.fail("not a step; write days, weeks, months or years: 30d, 2w, 3m, 1y", param, ctx)
        unit, size = UNITS[found[2]]
        return Step(int(found[1]) * size, "days" if unit == "days" else "months")


class Knowledge(ZonedInstant):
    """``as-known-then``, ``now``, or an instant."""

    name = f"{THEN}|{NOW}|INSTANT"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Read a word as it is, all else as an instant."""
        return value if value in (THEN, NOW) else super().convert(value, param, ctx)


@click.command(name="sweep")
@click.option("--from", "first", type=CutoffDate(), required=True, help="The first cutoff.")
@click.option("--to", "last", type=CutoffDate(), required=True, help="No cutoff after this day.")
@click.option("--every", type=Every(), default="1y", show_default=True, help="As in 30d, 3m, 1y.")
@click.option(
    "--known-by",
    type=Knowledge(),
    default=NOW,
    show_default=True,
    help="Each cutoff as it was known at the end of its own day, or all as known now, or by an "
    "instant.",
)
@file_output("--figure", "Write the figure (SVG) to this file.")
@censoring_option
@adjudications_option
@store_option
@study_option
@json_option
def command(
    first: date,
    last: date,
    every: Step,
    known_by: str | datetime,
    figure: OutputFile | None,
    censoring: str | None,
    adjudications: str | None,
    store: Path,
    study: str | None,
    as_json: bool,
) -> None:
    """Replay a range of data cutoffs: estimates, classes and flows of treatment over time.

    The statistics of each cutoff are those of the single replay at that cutoff.
    """
    dates = _dates(first, last, every)
    question = question_of(
        study=study, cutoff=dates[-1], censoring=censoring, adjudications=adjudications
    )
    with open_session(store, question) as opened:
        as_ofs = [_as_of(known_by)(date) for date in dates]
        for warning in warnings_of(as_ofs, datetime.now(UTC)):
            say(warning)
        found = sweep(opened, as_ofs, str(known_by))
        if figure is not None:
            figure.write(_drawn(opened, found))
    if as_json:
        print_json(found.as_json())
    else:
        from console.text.sweep import print_sweep

        print_sweep(found)


def _dates(first: date, last: date, every: Step) -> list[date]:
    if last < first:
        raise click.UsageError(f"--to {last} is before --from {first}; exchange them.")
    dates = cutoffs(first, last, every)
    if len(dates) > MOST:
        raise click.UsageError(f"{len(dates)} cutoffs; choose a longer step than --every gives.")
    return dates


def _as_of(known_by: str | datetime) -> Callable[[date], AsOf]:
    if known_by == THEN:
        return known_then
    return lambda cutoff: AsOf(cutoff, known_by if isinstance(known_by, datetime) else None)


def _drawn(opened: Session, found: Sweep) -> str:
    from console.application.provenance import rests_on_synthetic
    from console.figures.evolution import Evolution
    from console.figures.patient_journey import SYNTHETIC

    patients = opened.replay().patients.tolist()
    warning = SYNTHETIC if rests_on_synthetic(opened, patients) else ""
    return Evolution(opened.study.title, found, warning).svg()
