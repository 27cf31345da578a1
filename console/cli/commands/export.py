"""``timeline export``: the analysis tables of a study, for a statistician's own program."""

from pathlib import Path

import click

from console.application.provenance import rests_on_synthetic
from console.application.question import Question
from console.application.session import Session
from console.cli.notices import open_session, say_not_enrolled
from console.cli.options import as_of_options
from console.cli.outputs import OutputFolder, folder_output
from console.export.about import about
from console.export.courses import episodes, states
from console.export.definitions import Explained
from console.export.follow_up import attrition, endpoints
from console.export.patients import patients
from console.export.readme import codebook, first_page
from console.export.regressions import regressions
from console.export.table import Table
from console.text.output import json_text


@click.command(name="export")
@folder_output(
    "--out", "The folder to write: new, empty, or with --force an unchanged earlier export."
)
@as_of_options
def command(
    out: OutputFolder,
    store: Path,
    question: Question,
) -> None:
    """Write the analysis tables as CSV, with a codebook, for use in R or elsewhere."""
    with open_session(store, question) as opened:
        files = exported(opened)
        as_of = opened.as_of_in_words
        out.write(files)
    click.echo(f"{len(files)} files in {out}, {as_of}")


def exported(opened: Session) -> dict[str, str]:
    """The files of an export by name."""
    replay, explained = say_not_enrolled(opened.replay()), Explained(opened.study)
    intervals, refused = regressions(replay, explained)
    tables: list[Table] = [
        *patients(replay, explained),
        *endpoints(replay, explained),
        *episodes(replay, explained),
        *intervals,
        *states(replay, explained),
        attrition(replay),
    ]
    rests_on = about(opened)
    synthetic = rests_on_synthetic(opened, replay.patients.tolist())
    page = first_page(opened.study.title, rests_on, tables, refused, synthetic=synthetic)
    written = {f"{table.name}.csv": table.csv() for table in (*tables, codebook(tables))}
    return {"README.txt": page, "study.json": _as_text(rests_on.as_json()), **written}


def _as_text(value: object) -> str:
    return json_text(value) + "\n"
