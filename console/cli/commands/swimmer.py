"""``timeline swimmer``: the histories of a cohort as one figure."""

from pathlib import Path

import click

from console.application.question import Question
from console.cli.notices import open_session, say_not_enrolled
from console.cli.options import as_of_options
from console.cli.outputs import OutputFile, file_output
from console.figures.cohort_swimmer import cohort_swimmer


@click.command(name="swimmer")
@file_output("--out", "Write the figure to this file. Default: stdout.")
@as_of_options
def command(out: OutputFile | None, store: Path, question: Question) -> None:
    """Draw the states of every patient as a swimmer plot (SVG), one lane a patient."""
    with open_session(store, question) as opened:
        figure = cohort_swimmer(opened, say_not_enrolled(opened.replay())).svg()
    if out is None:
        click.echo(figure, nl=False)
    else:
        out.write(figure)
