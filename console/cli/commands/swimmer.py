"""``timeline swimmer``: the histories of a cohort as one figure."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from console.application.provenance import rests_on_synthetic
from console.application.session import Session, session
from console.application.shipped import undeclared
from console.cli.options import as_of_options
from console.cli.outputs import OutputFile, file_output
from console.figures.patient_journey import SYNTHETIC, zero_of
from console.figures.swimlanes import lanes_of
from console.figures.swimmer import Swimmer
from console.text.not_enrolled import say_not_enrolled
from console.text.output import as_of_line
from projections.engine import NEVER
from projections.states import Histories, histories


@click.command(name="swimmer")
@file_output("--out", "Write the figure to this file. Default: stdout.")
@as_of_options
def command(
    out: OutputFile | None,
    store: Path,
    study: str | None,
    cutoff: date,
    known_by: datetime | None,
    censoring: str,
) -> None:
    """Draw the states of every patient as a swimmer plot (SVG), one lane a patient."""
    with session(store, study, cutoff, known_by, censoring) as opened:
        figure = swimmer(opened).svg()
    if out is None:
        click.echo(figure, nl=False)
    else:
        out.write(figure)


def swimmer(opened: Session) -> Swimmer:
    """The figure of a study's cohort.

    Raises
    ------
    NotFound
        If the study declares no states.
    """
    if opened.study.states is None:
        raise undeclared(opened.study.name, "states")
    found = histories(say_not_enrolled(opened.replay()))
    lanes = tuple(lanes_of(found))
    return Swimmer(
        lanes,
        found.labels.states,
        opened.study.title,
        tuple(_notes(opened, found, len(lanes))),
        zero_of(opened.study),
        SYNTHETIC if rests_on_synthetic(opened, [lane.patient for lane in lanes]) else "",
    )


def _notes(opened: Session, found: Histories, shown: int) -> Iterator[str]:
    yield f"{shown} patients, longest follow-up at the top"
    zero = zero_of(opened.study)
    if without := int(((found.zero == NEVER) & (found.origin != NEVER)).sum()):
        yield f"Time of {without} patients without {zero} is counted from their first day"
    if missing := len(found.patients) - shown:
        yield f"Not shown: {missing} patients who did not enter"
    as_of = as_of_line(opened.as_of.as_json(), str(opened.censoring))
    yield as_of[0].upper() + as_of[1:]
